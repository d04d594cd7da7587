import { afterAll, beforeAll, beforeEach, describe, expect, test } from "@jest/globals";
import { createPeople } from "../../src/sandbox/people.js";
import { personSeed, toPerson } from "../../src/sandbox/person.js";
import { toNexusIdentity, toNexusRecord } from "../../src/sandbox/records.js";
import { type Answer, expectProblem, NexusHarness, somebody } from "./nexus-harness.js";

const userPath = `/v1/users/${somebody.nexusUserId}`;
const other = personSeed(41);

let nexus: NexusHarness;
beforeAll(async () => {
  nexus = await NexusHarness.start();
});
beforeEach(() => nexus.reset());
afterAll(() => nexus.close());

const find = (connectionId: string, azoUserId: string, query: Record<string, string> = {}) =>
  nexus.get(`/v1/users/FindUserByConnection(${argumentsOf(connectionId, azoUserId)})`, query);
const argumentsOf = (connectionId: string, azoUserId: string) =>
  `azoConnectionId='${toLiteral(connectionId)}',azoUserId='${toLiteral(azoUserId)}'`;
const toLiteral = (text: string) => encodeURIComponent(text.replaceAll("'", "''"));

describe("FindUserByConnection", () => {
  test("it finds the one user by connection and Auth0 user", async () => {
    const { body } = await find("district", somebody.auth0UserId, { $expand: "identities", select: "id" });
    expect(body).toMatchObject({
      id: somebody.nexusUserId,
      identities: [{ azoUserId: somebody.auth0UserId }],
    });
    expect(Object.keys(body)).toHaveLength(2);
    expect(nexus.emulator.requests.at(-1)?.operation).toBe("FindUserByConnection");
  });

  test("quotes are doubled, and everything may be percent-encoded", async () => {
    const azoUserId = "ad|O'Brien/x (1)";
    const identities = [{ ...toNexusIdentity(somebody), azoUserId, azoConnectionId: "O'Co" }];
    const nexusRecord = toNexusRecord(somebody, { identities });
    nexus.emulator.seed([toPerson(somebody, { slug: "quoted", about: "", nexus: [nexusRecord] })]);
    expect((await find("O'Co", azoUserId)).body).toMatchObject({ id: somebody.nexusUserId });
    const call = `FindUserByConnection(azoUserId='${azoUserId.replace("'", "''")}',azoConnectionId='O''Co')`;
    const encoded = encodeURIComponent(call).replaceAll("'", "%27").replaceAll("(", "%28");
    expect((await nexus.get(`/v1/users/${encoded}`)).body).toMatchObject({ id: somebody.nexusUserId });
  });

  test("the other connection, or the other user, is not found", async () => {
    expectProblem(await find("self-signup", somebody.auth0UserId), 404, "self-signup");
    expectProblem(await find("district", "auth0|nobody"), 404, "auth0|nobody");
  });

  test.each([
    ["azoConnectionId='district',azoUserId='O'Brien'", "name='value'"],
    ["azoConnectionId=district,azoUserId='x'", "name='value'"],
    ["azoConnectionId='district'", "two arguments"],
    ["azoConnectionId='district',userId='x'", "azoUserId: must have 1 to 250"],
    ["azoConnectionId='',azoUserId='x'", "azoConnectionId: must have 1 to 50"],
    [argumentsOf("c".repeat(51), "x"), "azoConnectionId: must have 1 to 50"],
    [argumentsOf("c", "x".repeat(251)), "azoUserId: must have 1 to 250"],
  ])("FindUserByConnection(%s) is refused", async (text, words) => {
    expectProblem(await nexus.get(`/v1/users/FindUserByConnection(${text})`), 400, words);
  });
});

describe("LinkUserToTenant", () => {
  const body = { azoConnectionId: "self-signup", azoUserId: "auth0|second", strategy: "auth0" };
  const link = (change: object = {}, tenant = "us-1", userId = somebody.nexusUserId): Promise<Answer> =>
    nexus.write("PUT", `/v1/users/${userId}/idp_tenants/${tenant}`, { ...body, ...change });
  const identities = async () => (await nexus.get(userPath, { expand: "identities" })).body.identities;

  test("it adds an identity that is found from then on", async () => {
    expect((await link()).status).toBe(204);
    const [first, second, ...rest] = await identities();
    expect(first.azoUserId).toBe(somebody.auth0UserId);
    expect(second).toMatchObject({ ...body, idpTenantId: 1, idpTenantName: "us-1", groups: [] });
    expect(rest).toEqual([]);
    expect((await find("self-signup", "auth0|second")).body.id).toBe(somebody.nexusUserId);
    expectProblem(await find("self-signup", somebody.auth0UserId), 404, "self-signup");
  });

  test.each(["1", "us-1", "sandbox", "login.sandbox.example.com", "sandbox.us.auth0.com"])(
    "the tenant may be called %s",
    async (tenant) => {
      expect((await link({}, tenant)).status).toBe(204);
      expect((await identities())[1]).toMatchObject({ idpTenantId: 1 });
    },
  );

  test("linking the same twice leaves one identity, as told last", async () => {
    await link();
    expect((await link({ azoConnectionId: "district" })).status).toBe(204);
    expect((await identities()).map((each: { azoConnectionId: string }) => each.azoConnectionId)).toEqual([
      "district",
      "district",
    ]);
  });

  test("an Auth0 user of another Nexus user is a conflict, and nothing changes", async () => {
    const before = await identities();
    expectProblem(await link({ azoUserId: other.auth0UserId }), 409, "azoUserId: is linked to another user");
    expect(await identities()).toEqual(before);
  });

  test("the same name in another tenant is another Auth0 user", async () => {
    expect((await link({ azoUserId: other.auth0UserId }, "eu-1")).status).toBe(204);
    expect((await identities())[1]).toMatchObject({ idpTenantId: 9, azoUserId: other.auth0UserId });
  });

  test("unknown tenants and users are not found", async () => {
    expectProblem(await link({}, "mars-1"), 404, "mars-1");
    expectProblem(await link({}, "us-1", "nobody"), 404, "nobody");
  });

  test.each([
    [{ azoConnectionId: undefined }, "azoConnectionId: is required"],
    [{ azoConnectionId: "c".repeat(51) }, "azoConnectionId: "],
    [{ azoUserId: "" }, "azoUserId: "],
    [{ azoUserId: "x".repeat(251) }, "azoUserId: "],
    [{ strategy: "s".repeat(26) }, "strategy: "],
    [{ strategy: null }, "strategy: "],
  ])("%j is refused", async (change, words) => {
    expectProblem(await link(change), 400, words);
    expect(await identities()).toHaveLength(1);
  });
});

describe("SyncUserIdentity", () => {
  const order = {
    audience: "https://api.example.com",
    attributes: [
      { key: "costCenter", value: "CC-99" },
      { key: "shift", value: null },
    ],
    connection: { connectionId: "district", groups: ["editors", "auditors", "unheard-of"] },
  };
  const sync = (change: object = {}, path = userPath) =>
    nexus.write("PUT", `${path}/$sync`, { ...order, ...change });
  const roleIds = ({ body }: Answer) => body.roles.map(({ id }: { id: string }) => id);

  test("it returns the user, with the user's own roles and those of the groups", async () => {
    const answer = await sync();
    expect(answer.body).toMatchObject({
      userId: somebody.nexusUserId,
      givenName: somebody.givenName,
      familyName: somebody.familyName,
      isAuthenticated: true,
      user: { id: somebody.nexusUserId, memberOf: [{ userId: somebody.nexusUserId }] },
    });
    expect(roleIds(answer)).toEqual(["role-member", "role-editor"]);
  });

  test("a role of one audience comes for that audience only", async () => {
    expect(roleIds(await sync({ audience: "https://reports.example.com" }))).toContain("role-auditor");
    expect(roleIds(await sync())).not.toContain("role-auditor");
  });

  test("roles that groups bring are not kept", async () => {
    await sync();
    const { body } = await nexus.get(userPath, { expand: "roles" });
    expect(body.roles).toMatchObject([{ id: "role-member" }]);
    expect(roleIds(await sync({ connection: { connectionId: "district", groups: [] } }))).toEqual([
      "role-member",
    ]);
  });

  test("attributes and the connection's groups are kept", async () => {
    const before = (await nexus.get(userPath, { expand: "attributes" })).body.attributes;
    const answer = await sync();
    const { body } = await nexus.get(userPath, { expand: "attributes,identities" });
    expect(body.attributes).toMatchObject([
      { id: before[0].id, name: "costCenter", value: "CC-99" },
      { userId: somebody.nexusUserId, name: "shift", value: null },
    ]);
    expect(body.identities).toMatchObject([{ groups: order.connection.groups }]);
    expect(answer.body.user).toMatchObject({ attributes: body.attributes, identities: body.identities });
  });

  test("another connection brings no roles of this one and leaves its groups alone", async () => {
    const answer = await sync({ connection: { connectionId: "self-signup", groups: ["editors"] } });
    expect(roleIds(answer)).toEqual(["role-member"]);
    expect(answer.body).toMatchObject({
      isAuthenticated: false,
      user: { identities: [{ groups: ["staff"] }] },
    });
  });

  test("without groups an identity keeps those it has", async () => {
    const { body } = await sync({ connection: { connectionId: "district" } });
    expect(body.user.identities).toMatchObject([{ groups: ["staff"] }]);
  });

  test("who is blocked is not authenticated", async () => {
    await nexus.write("PATCH", userPath, { isBlocked: true });
    const blocked = await sync();
    expect(blocked.body.isAuthenticated).toBe(false);
    expect(JSON.stringify(blocked.body)).not.toContain("isBlocked");
    await nexus.write("PATCH", userPath, { isBlocked: false });
    expect((await sync()).body.isAuthenticated).toBe(true);
  });

  test("seeding again lifts a block", async () => {
    await nexus.write("PATCH", userPath, { isBlocked: true });
    nexus.reset();
    expect((await sync()).body.isAuthenticated).toBe(true);
  });

  test("a client's key picks its custom UPN", async () => {
    for (const clientUpnKey of ["erp", "crm"])
      await nexus.write("POST", `${userPath}/custom-upns`, { clientUpnKey, customUpnValue: "a@b.local" });
    expect((await sync({ clientUpnKey: "crm" })).body.user.customUpns).toMatchObject([
      { clientUpnKey: "crm" },
    ]);
    expect((await sync({ clientUpnKey: null })).body.user.customUpns).toHaveLength(2);
  });

  test("a user without names still has the four texts that the contract promises", async () => {
    const nameless = createPeople(60).find(({ slug }) => slug === "no-metadata")?.nexus[0];
    const { body } = await sync({}, `/v1/users/${nameless?.id}`);
    expect(body).toMatchObject({
      displayName: nameless?.id,
      givenName: nameless?.id,
      familyName: nameless?.id,
    });
  });

  test("an unknown user is not found", async () => {
    expectProblem(await sync({}, "/v1/users/nobody"), 404, "nobody");
  });

  test.each([
    [{ audience: undefined }, "audience: is required"],
    [{ audience: "" }, "audience: "],
    [{ attributes: undefined }, "attributes: is required"],
    [{ attributes: [{ value: "x" }] }, "attributes.0.key: is required"],
    [{ connection: undefined }, "connection: is required"],
    [{ connection: { connectionId: "c".repeat(51) } }, "connection.connectionId: "],
    [{ connection: { groups: "staff" } }, "connection.groups: "],
    [{ clientUpnKey: "k".repeat(256) }, "clientUpnKey: "],
  ])("%j is refused, and nothing is kept", async (change, words) => {
    expectProblem(await sync(change), 400, words);
    const { body } = await nexus.get(userPath, { expand: "attributes" });
    expect(body.attributes).toHaveLength(1);
  });
});
