import { afterAll, beforeAll, beforeEach, describe, expect, test } from "@jest/globals";
import { personSeed, toPerson } from "../../src/sandbox/person.js";
import { toNexusRecord } from "../../src/sandbox/records.js";
import { expectProblem, NexusHarness } from "./nexus-harness.js";

const records = {
  ann: toNexusRecord(personSeed(0), {
    id: "ann",
    emailAddress: "Ann.Lee+x@Example.com",
    username: "ann",
    displayName: "Ann O'Hara",
    isActive: true,
    organizationId: 7,
    created: "2026-02-03T04:05:06.000Z",
  }),
  ben: toNexusRecord(personSeed(1), {
    id: "ben",
    emailAddress: "ben@example.com",
    username: "Ann",
    displayName: "Ben",
    isActive: false,
    organizationId: 8,
    created: "2026-02-04T00:00:00.000Z",
  }),
  cal: { id: "cal" },
};

let nexus: NexusHarness;
beforeAll(async () => {
  nexus = await NexusHarness.start();
  nexus.emulator.seed([toPerson(personSeed(0), { slug: "three", about: "", nexus: Object.values(records) })]);
});
afterAll(() => nexus.close());

/** `count` comparisons of three nodes each, joined by one node between two. */
const orChain = (count: number) =>
  Array.from({ length: count }, (_, index) => `id eq 'x${index}'`).join(" or ");
const inList = (count: number) =>
  `id in (${Array.from({ length: count }, (_, index) => `'x${index}'`).join(",")})`;

describe("what a filter finds", () => {
  test.each([
    ["id eq 'ann'", ["ann"]],
    ["userId eq 'ann'", ["ann"]],
    ["userId eq 'ANN'", []],
    ["userId in ('cal','ann','dan')", ["ann", "cal"]],
    ["userId in('ben')", ["ben"]],
    ["id eq 'cal' or userId eq 'ben'", ["ben", "cal"]],
    ["emailAddress eq 'ann.lee+X@example.COM'", ["ann"]],
    ["emailAddress in ('BEN@example.com','nobody@example.com')", ["ben"]],
    ["emailAddress eq null", ["cal"]],
    ["startswith(emailAddress,'ANN.')", ["ann"]],
    ["username eq 'ann'", ["ann"]],
    ["username ne 'ann'", ["ben", "cal"]],
    ["username ne null", ["ann", "ben"]],
    ["displayName eq 'Ann O''Hara'", ["ann"]],
    ["startswith(displayName, 'Be')", ["ben"]],
    ["startswith(displayName, '')", ["ann", "ben", "cal"]],
    ["organizationId eq 7", ["ann"]],
    ["organizationId in (7, 8, 9)", ["ann", "ben"]],
    ["isActive eq true", ["ann"]],
    ["isActive ne true", ["ben", "cal"]],
    ["created eq 2026-02-03T05:05:06+01:00", ["ann"]],
    ["id eq 'ann' and isActive eq false", []],
    ["isActive eq false and id eq 'ben'", ["ben"]],
    ["id eq 'ann' or id eq 'ben' and isActive eq true", ["ann"]],
    ["(id eq 'ann' or id eq 'ben') and isActive eq false", ["ben"]],
    ["id eq 'ann' or organizationId eq 8", ["ann", "ben"]],
    ["  ( ( id eq 'ann' ) )  ", ["ann"]],
    ["displayName eq ') or (id eq ''ben'''", []],
  ])("%s", async (filter, ids) => {
    expect(await nexus.listIds({ filter })).toEqual(ids);
    expect(await nexus.listIds({ $filter: filter })).toEqual(ids);
  });
});

describe("what a filter may not be", () => {
  test.each([
    ["", "found the end"],
    ["id", "expected eq, ne or in, found the end"],
    ["id eq", "text literal for id"],
    ["id eq 'a", "not closed"],
    ["id eq a", "found a"],
    ["id gt 'a'", "found gt"],
    ["id eq 'a' xor id eq 'b'", "found xor"],
    ["(id eq 'a'", "expected ), found the end"],
    ["id eq 'a')", "found )"],
    ["id in ()", "text literal for id"],
    ["id in ('a',)", "text literal for id"],
    ["shoeSize eq 4", "found shoeSize"],
    ["constructor eq 4", "found constructor"],
    ["roles eq null", "found roles"],
    ["email-verified eq true", "found email-verified"],
    ["organizationId eq '7'", "number literal for organizationId"],
    ["isActive eq 1", "boolean literal for isActive"],
    ["created eq '2026-02-03'", "date literal for created"],
    ["startswith(organizationId,'7')", "startswith takes no organizationId"],
    ["startswith(id,null)", "needs a text literal"],
    [`${"(".repeat(60)}id eq 'a'${")".repeat(60)}`, "nest deeper"],
  ])("%s", async (filter, words) => {
    const answer = await nexus.get("/v1/users", { filter });
    expectProblem(answer, 400, "filter: ");
    expectProblem(answer, 400, words);
  });
});

test("a filter has at most 100 nodes: operators, properties and constants", async () => {
  expect(await nexus.listIds({ filter: orChain(25) })).toEqual([]); // 4 * 25 - 1 nodes
  expectProblem(await nexus.get("/v1/users", { filter: orChain(26) }), 400, "more than 100 nodes");
  expect(await nexus.listIds({ filter: inList(98) })).toEqual([]); // and the operator and the property
  expectProblem(await nexus.get("/v1/users", { filter: inList(99) }), 400, "more than 100 nodes");
});

describe("what a lookup costs", () => {
  const touched = new Set<string>();
  const seeds = Array.from({ length: 2_000 }, (_, index) => personSeed(index));
  const asked = seeds.slice(1_000, 1_015);
  const askedIds = asked.map(({ nexusUserId }) => nexusUserId).sort();

  beforeAll(() => {
    const nexusRecords = seeds.map((seed) => toWatched(toNexusRecord(seed), touched));
    nexus.emulator.seed([toPerson(personSeed(0), { slug: "many", about: "", nexus: nexusRecords })]);
  });
  beforeEach(() => touched.clear());

  test.each([
    ["ids joined by or", askedIds.map((id) => `userId eq '${id}'`).join(" or ")],
    ["a list of ids", `id in (${askedIds.map((id) => `'${id}'`)})`],
    ["a list of addresses", `emailAddress in (${asked.map(({ email }) => `'${email}'`)})`],
    ["ids under a further condition", `isActive eq true and (id in (${askedIds.map((id) => `'${id}'`)}))`],
  ])("%s touch no other user", async (_, filter) => {
    expect(await nexus.listIds({ filter })).toEqual(askedIds);
    expect([...touched].sort()).toEqual(askedIds);
  });

  test("an Auth0 user is found without a look at other users", async () => {
    const [{ auth0UserId, nexusUserId } = personSeed(0)] = asked;
    const call = `FindUserByConnection(azoConnectionId='district',azoUserId='${encodeURIComponent(auth0UserId)}')`;
    expect((await nexus.get(`/v1/users/${call}`)).body.id).toBe(nexusUserId);
    expect([...touched]).toEqual([nexusUserId]);
  });

  test("a condition that no index serves looks at everybody", async () => {
    await nexus.listIds({ filter: "language eq 'xx'" });
    expect(touched.size).toBe(seeds.length);
  });
});

/** The same record, which notes its id whenever something is read from it. */
function toWatched<Watched extends { readonly id: string }>(record: Watched, touched: Set<string>): Watched {
  return new Proxy(record, {
    get(target, name, receiver) {
      touched.add(target.id);
      return Reflect.get(target, name, receiver);
    },
  });
}
