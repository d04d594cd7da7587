import { afterAll, beforeAll, beforeEach, describe, expect, test } from "@jest/globals";
import type { ProviderErrorKind } from "../../src/identity/provider-error.js";
import type { Fault } from "../../src/sandbox/faults.js";
import { personSeed } from "../../src/sandbox/person.js";
import { firstOf } from "../support/first-of.js";
import { type Deployment, openDeployment, people } from "./deployment.js";
import { canary, expectFailure, failureOf } from "./expect-failure.js";
import { contractCases } from "./harnesses.js";

const addresses = [
  "plain@example.com",
  "o'neil@example.com",
  "''twice''@example.com",
  "first+tag@example.com",
  '"two words"@example.com',
  String.raw`"back\slash"@example.com`,
  "per%20cent&amp=#q?x@example.com",
  "jörg@exämple.com",
  "用户@例子.广告",
] as const;

/** Each would find a user if it ended the filter that it stands in. */
const filters = [
  "x' or emailAddress ne 'y",
  'x" or email ^= "p',
  'x" OR email:"p*',
  "x) or (1 eq 1",
  "*",
  "*@example.com",
] as const;

const faults: readonly (readonly [name: string, fault: Fault, kind: ProviderErrorKind])[] = [
  ["500", { kind: "status", status: 500, body: { message: canary } }, "unavailable"],
  ["502 with a page of HTML", { kind: "html", status: 502 }, "unavailable"],
  ["a cut connection", { kind: "reset" }, "unavailable"],
  ["400", { kind: "status", status: 400, body: { message: canary } }, "rejected"],
  ["403", { kind: "status", status: 403, body: { message: canary } }, "unauthorized"],
  ["200 with a page of HTML", { kind: "html" }, "malformed"],
  ["bytes that are no JSON", { kind: "garbage" }, "malformed"],
  ["an empty object", { kind: "status", status: 200, body: {} }, "malformed"],
  ["200 without a body", { kind: "status", status: 200, body: "" }, "malformed"],
];

describe.each(contractCases)("reads by address: $title", (contractCase) => {
  const { harness } = contractCase;
  const provider = harness.provider.name;
  let deployment: Deployment;

  const seedWith = (...emails: readonly string[]): readonly string[] => {
    const added = emails.map((email, index) => harness.toPerson(personSeed(1_000 + index), email));
    deployment.emulator.seed([...people, ...added]);
    return added.map((person) => harness.subjectOf(person));
  };
  const find = async (email: string): Promise<readonly string[]> => {
    const identities = await deployment.open().findByEmail(email);
    return identities.map(({ subject }) => subject).sort();
  };

  beforeAll(async () => {
    deployment = await openDeployment(contractCase);
  });
  afterAll(() => deployment.close());
  beforeEach(() => deployment.reset());

  test("the identity comes whole", async () => {
    const [person] = people;
    const [identity, ...others] = await deployment.open().findByEmail(person?.email ?? "");
    expect(others).toEqual([]);
    expect(identity).toMatchObject({ provider, realm: harness.realm, subject: deployment.subjects[0] });
    expect(identity?.profile).toEqual((await deployment.open().load(firstOf(deployment.subjects)))?.profile);
  });

  test("no user has the address", async () => {
    expect(await find("nobody@example.com")).toEqual([]);
  });

  test.each(addresses)("%s is found", async (email) => {
    const [subject] = seedWith(email);
    expect(await find(email)).toEqual([subject]);
  });

  test("capitals in the question do not count", async () => {
    const [subject] = seedWith("mary.ann@example.com");
    expect(await find("Mary.Ann@Example.COM")).toEqual([subject]);
  });

  test("everybody with the address is found, once", async () => {
    const subjects = seedWith("shared@example.com", "shared@example.com");
    expect(await find("shared@example.com")).toEqual([...subjects].sort());
    expect(await find("SHARED@example.com")).toEqual([...subjects].sort());
  });

  test.each(filters)("%s is an address and no filter", async (email) => {
    expect(await find(email)).toEqual([]);
  });

  test("a user with another address is left out, whatever the provider returns", async () => {
    const body = harness.foundByEmail(people.slice(3, 5));
    deployment.emulator.faults.set({ kind: "status", status: 200, body });
    expect(await find(people[3]?.email ?? "")).toEqual([deployment.subjects[3]]);
  });

  test.each(faults)("%s", async (_name, fault, kind) => {
    deployment.emulator.faults.set(fault);
    const failure = await failureOf(deployment.open().findByEmail(people[0]?.email ?? ""));
    expectFailure(failure, { provider, kind });
  });

  test("a spent rate limit is throttled", async () => {
    deployment.emulator.faults.set({
      ...harness.throttled,
      headers: { ...harness.throttled.headers, "retry-after": "7" },
    });
    const failure = await failureOf(deployment.open().findByEmail(people[0]?.email ?? ""));
    expectFailure(failure, { provider, kind: "throttled", retryAfterSeconds: 7 });
  });

  test("a record whose address can't be read is malformed: leaving it out would hide a user", async () => {
    const found = JSON.stringify(harness.foundByEmail(people.slice(0, 2)));
    const email = people[0]?.email ?? "";
    const body = JSON.parse(found.replaceAll(JSON.stringify(people[1]?.email), "42"));
    deployment.emulator.faults.set({ kind: "status", status: 200, body });
    const failure = await failureOf(deployment.open().findByEmail(email));
    expectFailure(failure, { provider, kind: "malformed" });
  });
});
