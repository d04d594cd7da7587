import { afterAll, beforeAll, beforeEach, describe, expect, test } from "@jest/globals";
import { createPeople } from "../../src/sandbox/people.js";
import { personSeed } from "../../src/sandbox/person.js";
import { expectProblem, NexusHarness, somebody } from "./nexus-harness.js";

const userPath = `/v1/users/${somebody.nexusUserId}`;
const allIds = createPeople(60)
  .flatMap(({ nexus }) => nexus.map(({ id }) => id))
  .sort();
const expandable = [
  "owner",
  "organization",
  "memberOf",
  "identities",
  "roles",
  "attributes",
  "customUpns",
  "subscriptions",
  "applicationDeployments",
];

let nexus: NexusHarness;
beforeAll(async () => {
  nexus = await NexusHarness.start();
});
beforeEach(() => nexus.reset());
afterAll(() => nexus.close());

describe("one user", () => {
  test("a read leaves the expandable parts out unless asked", async () => {
    const { body } = await nexus.get(userPath);
    expect(body).toMatchObject({ id: somebody.nexusUserId, "email-verified": true });
    expect(expandable.filter((name) => name in body)).toEqual([]);
  });

  test("each expandable part comes when asked for, and only that one", async () => {
    for (const name of expandable) {
      const { body } = await nexus.get(userPath, { $expand: name });
      expect(expandable.filter((each) => each in body)).toEqual([name]);
    }
  });

  test("every sample person can be read whole", async () => {
    const { value } = await nexus.list({ expand: expandable.join(",") });
    expect(value).toHaveLength(allIds.length);
  });

  test("select narrows a user to the named fields and the expanded parts", async () => {
    const { body } = await nexus.get(userPath, { select: "id, displayName", expand: "roles" });
    expect(Object.keys(body).sort()).toEqual(["displayName", "id", "roles"]);
  });

  test.each([
    [{ select: "email-verified" }, "select: email-verified"],
    [{ select: "shoeSize" }, "select: there is no shoeSize"],
    [{ expand: "password" }, "expand: there is no password"],
    [{ expand: "toString" }, "expand: there is no toString"],
    [{ $search: "x" }, "$search is not a query option"],
    [{ expand: "roles", $expand: "roles" }, "expand: is given more than once"],
  ])("%j is refused", async (query, words) => {
    expectProblem(await nexus.get(userPath, query as Record<string, string>), 400, words);
  });

  test("an unknown user is not found", async () => {
    expectProblem(await nexus.get("/v1/users/nobody"), 404, "nobody");
  });
});

describe("the list of users", () => {
  test("it holds every user once, ordered by id", async () => {
    expect(await nexus.listIds({})).toEqual(allIds);
  });

  test("top and skip cut a page without a link to a next one", async () => {
    const body = await nexus.list({ $top: "3", $skip: "2" });
    expect(body.value.map(({ id }: { id: string }) => id)).toEqual(allIds.slice(2, 5));
    expect(body).not.toHaveProperty(["@odata.nextLink"]);
    expect(await nexus.listIds({ top: "0" })).toEqual([]);
    expect(await nexus.listIds({ skip: "1000" })).toEqual([]);
  });

  test.each(["", "25"])("following the links from top=%j gives every row once and then ends", async (top) => {
    nexus.emulator.settings.maxTop = 10;
    const seen: string[] = [];
    const query = { select: "id", filter: "isActive eq true", ...(top === "" ? {} : { top }) };
    let link: string | undefined = `/v1/users?${new URLSearchParams(query)}`;
    while (link !== undefined) {
      const { body } = await nexus.send(link);
      expect(body.value.length).toBeLessThanOrEqual(10);
      seen.push(...body.value.map(({ id }: { id: string }) => id));
      link = body["@odata.nextLink"];
    }
    nexus.emulator.settings.maxTop = 100;
    const active = await nexus.listIds({ filter: "isActive eq true" });
    expect(seen).toEqual(top === "" ? active : active.slice(0, 25));
  });

  test("a page that ends with the last row has no link", async () => {
    nexus.emulator.settings.maxTop = allIds.length;
    expect(await nexus.list({})).not.toHaveProperty(["@odata.nextLink"]);
    nexus.emulator.settings.maxTop = allIds.length - 1;
    expect(await nexus.list({})).toHaveProperty(["@odata.nextLink"]);
  });

  test("the count is of all rows that match, and comes only when asked for", async () => {
    expect(await nexus.list({ count: "true", top: "1" })).toMatchObject({ "@odata.count": allIds.length });
    expect(await nexus.list({ $count: "false" })).not.toHaveProperty(["@odata.count"]);
  });

  test("orderby sorts by several fields, and absent values come first", async () => {
    const { value } = await nexus.list({ orderby: "organizationId, userId desc" });
    const keys = value.map((user: { organizationId?: number }) => user.organizationId ?? -1);
    expect(keys).toEqual(keys.toSorted((a: number, b: number) => a - b));
    expect(keys[0]).toBe(-1);
    const ofFirst = value.filter((user: { organizationId?: number }) => user.organizationId === 1);
    const ids = ofFirst.map(({ id }: { id: string }) => id);
    expect(ids.length).toBeGreaterThan(1);
    expect(ids).toEqual(ids.toSorted().toReversed());
  });

  test.each([
    [{ top: "-1" }, "top: must be"],
    [{ $top: "many" }, "top: must be"],
    [{ skip: "1.5" }, "skip: must be"],
    [{ count: "yes" }, "count: must be"],
    [{ orderby: "shoeSize" }, "orderby: there is no shoeSize"],
    [{ orderby: "id up" }, "orderby: id takes asc or desc"],
    [{ select: "email-verified" }, "select: email-verified"],
    [{ filter: "id eq 'a'", $filter: "id eq 'b'" }, "filter: is given more than once"],
  ])("%j is refused", async (query, words) => {
    expectProblem(await nexus.get("/v1/users", query as Record<string, string>), 400, words);
  });

  test("an environment without the list answers 404, and still reads one user", async () => {
    nexus.emulator.settings.listUsers = false;
    expectProblem(await nexus.get("/v1/users"), 404, "GET /v1/users");
    expect((await nexus.get(userPath)).status).toBe(200);
  });

  test("rows come out of order, twice or not at all when told to", async () => {
    const filter = `userId in (${allIds.slice(0, 4).map((id) => `'${id}'`)})`;
    const [a, b, c, d] = allIds;
    nexus.emulator.settings.shuffle = true;
    expect(await nexus.listIds({ filter })).toEqual([d, c, b, a]);
    nexus.emulator.settings.repeat = true;
    expect(await nexus.listIds({ filter })).toEqual([d, c, b, a, d]);
    Object.assign(nexus.emulator.settings, { shuffle: false, repeat: false, omit: `${a}, ${c}` });
    expect(await nexus.listIds({ filter })).toEqual([b, d]);
    expect((await nexus.get(`/v1/users/${a}`)).status).toBe(200);
  });
});

describe("members of an organization", () => {
  const organizationId = 1 + (somebody.index % 10);
  const path = `/v1/organizations/${organizationId}/members`;

  test("the list holds those whose memberOf names it, without their users unless asked", async () => {
    const { value } = await nexus.list({}, path);
    const userIds = value.map(({ userId }: { userId: string }) => userId);
    expect(userIds).toContain(somebody.nexusUserId);
    expect(userIds).not.toContain(personSeed(somebody.index + 1).nexusUserId);
    expect(value[0]).not.toHaveProperty("user");
    const expanded = await nexus.list(
      { expand: "user", filter: `userId eq '${somebody.nexusUserId}'` },
      path,
    );
    expect(expanded.value).toMatchObject([{ organizationId, user: { emailAddress: somebody.email } }]);
    expect(expanded.value[0].user).not.toHaveProperty("identities");
  });

  test("it pages, counts and loses rows like the list of users", async () => {
    nexus.emulator.settings.omit = somebody.nexusUserId;
    nexus.emulator.settings.maxTop = 2;
    const body = await nexus.list({ count: "true", orderby: "userId desc" }, path);
    expect(body.value).toHaveLength(2);
    const next = (await nexus.send(body["@odata.nextLink"])).body;
    expect(next.value[0].userId < body.value[1].userId).toBe(true);
    nexus.emulator.settings.omit = "";
    expect((await nexus.list({ count: "true" }, path))["@odata.count"]).toBe(body["@odata.count"] + 1);
  });

  test("one member comes with its user", async () => {
    const { body } = await nexus.get(`${path}/${somebody.nexusUserId}`, { select: "userId,roles" });
    expect(Object.keys(body).sort()).toEqual(["roles", "user", "userId"]);
    expect(body.user).toMatchObject({ id: somebody.nexusUserId });
  });

  test.each([
    ["/v1/organizations/4711/members", "organization 4711"],
    ["/v1/organizations/abc/members", "organization abc"],
    [`${path}/nobody`, "user nobody"],
    [`${path}/${personSeed(somebody.index + 1).nexusUserId}`, "no member"],
  ])("%s is not found", async (missing, words) => {
    expectProblem(await nexus.get(missing), 404, words);
  });
});
