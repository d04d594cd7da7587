import { afterAll, beforeAll, beforeEach, describe, expect, test } from "@jest/globals";
import { personSeed, toPerson } from "../../src/sandbox/person.js";
import { toNexusRecord } from "../../src/sandbox/records.js";
import { expectProblem, NexusHarness, somebody } from "./nexus-harness.js";

const nowMs = Date.UTC(2026, 8, 1);
const userPath = `/v1/users/${somebody.nexusUserId}`;

let nexus: NexusHarness;
beforeAll(async () => {
  nexus = await NexusHarness.start({ now: () => nowMs });
});
beforeEach(() => nexus.reset());
afterAll(() => nexus.close());

describe("PatchUser", () => {
  test("given fields change, and nothing else but the marks of the change", async () => {
    const before = (await nexus.get(userPath)).body;
    const changes = {
      displayName: "New Name",
      picture: "https://images.example.com/1.png",
      isMfaDisabled: true,
    };
    const answer = await nexus.write("PATCH", userPath, changes);
    const marks = { modified: "2026-09-01T00:00:00.000Z", modifiedBy: "sandbox" };
    expect(answer).toMatchObject({ status: 200, body: { ...before, ...changes, ...marks } });
    expect((await nexus.get(userPath)).body).toEqual(answer.body);
  });

  test("null and absent leave a field as it is", async () => {
    const before = (await nexus.get(userPath)).body;
    await nexus.write("PATCH", userPath, { displayName: null, emailVerified: null, isBlocked: null });
    await nexus.write("PATCH", userPath, {});
    expect((await nexus.get(userPath)).body).toEqual(before);
  });

  test("an empty text is a value", async () => {
    await nexus.write("PATCH", userPath, { nickname: "" });
    expect((await nexus.get(userPath)).body.nickname).toBe("");
  });

  test("the camel-case names write the hyphenated fields", async () => {
    const sent = "2026-08-30T10:00:00Z";
    await nexus.write("PATCH", userPath, { emailVerified: false, emailVerifySentDate: sent });
    const { body } = await nexus.get(userPath);
    expect(body).toMatchObject({ "email-verified": false, "email-verify-sent-date": sent });
    expect(body).not.toHaveProperty("emailVerified");
  });

  test("neither a password nor a block can be read", async () => {
    const { body } = await nexus.write("PATCH", userPath, { password: "correct horse", isBlocked: true });
    const whole = (await nexus.get(userPath, { expand: "roles,identities,attributes" })).body;
    for (const text of [JSON.stringify(body), JSON.stringify(whole)])
      expect(text).not.toMatch(/correct horse|isBlocked|password/);
    expect(whole.isActive).toBe(true);
  });

  test("unknown fields are ignored", async () => {
    const { status, body } = await nexus.write("PATCH", userPath, {
      emailAddress: "x@example.com",
      shoeSize: 4,
    });
    expect(status).toBe(200);
    expect(body.emailAddress).toBe(somebody.email);
    expect(body).not.toHaveProperty("shoeSize");
  });

  test.each([
    ["displayName", 200],
    ["givenName", 100],
    ["familyName", 100],
    ["nickname", 100],
    ["picture", 250],
  ])("%s has at most %i characters", async (field, maxLength) => {
    const longest = { [field]: "x".repeat(maxLength) };
    expect((await nexus.write("PATCH", userPath, longest)).body).toMatchObject(longest);
    const longer = { [field]: "y".repeat(maxLength + 1) };
    expectProblem(await nexus.write("PATCH", userPath, longer), 400, `${field}: `);
    expect((await nexus.get(userPath)).body).toMatchObject(longest);
  });

  test("every fault is named at once", async () => {
    const answer = await nexus.write("PATCH", userPath, {
      isBlocked: "yes",
      language: 4,
      emailVerifySentDate: "x",
    });
    for (const field of ["isBlocked: ", "language: ", "emailVerifySentDate: "])
      expectProblem(answer, 400, field);
  });

  test("a body must be a JSON object", async () => {
    expectProblem(await nexus.send(userPath, { method: "PATCH", body: "{" }), 400, "body: is not JSON");
    expectProblem(await nexus.write("PATCH", userPath, []), 400, "body: ");
  });

  test("it answers 204 without a body when told to", async () => {
    nexus.emulator.settings.patchAnswers204 = true;
    expect(await nexus.write("PATCH", userPath, { nickname: "quiet" })).toMatchObject({ status: 204 });
    expect((await nexus.get(userPath)).body.nickname).toBe("quiet");
  });

  test("an unknown user is not found", async () => {
    expectProblem(await nexus.write("PATCH", "/v1/users/nobody", {}), 404, "nobody");
  });

  test("seeding again undoes it", async () => {
    await nexus.write("PATCH", userPath, { nickname: "changed" });
    nexus.reset();
    expect((await nexus.get(userPath)).body.nickname).toBe(`person${somebody.index}`);
  });
});

describe("AddUserRole", () => {
  const roleIds = async () =>
    (await nexus.get(userPath, { expand: "roles" })).body.roles.map(({ id }: { id: string }) => id);

  test("it adds roles by id or name, each once", async () => {
    const value = ["role-editor", "Staff", "role-staff", "role-member"];
    expect((await nexus.write("PUT", `${userPath}/roles`, { value })).status).toBe(204);
    expect(await roleIds()).toEqual(["role-member", "role-editor", "role-staff"]);
  });

  test("one unknown role, and none is added", async () => {
    const value = ["role-editor", "King"];
    expectProblem(
      await nexus.write("PUT", `${userPath}/roles`, { value }),
      400,
      "value: there is no role King",
    );
    expectProblem(await nexus.write("PUT", `${userPath}/roles`, {}), 400, "value: is required");
    expect(await roleIds()).toEqual(["role-member"]);
  });
});

describe("custom UPNs", () => {
  const path = `${userPath}/custom-upns`;
  const upns = async () => (await nexus.get(userPath, { expand: "customUpns" })).body.customUpns;

  test("one can be added, changed and removed", async () => {
    const created = await nexus.write("POST", path, { clientUpnKey: "erp", customUpnValue: "a@b.local" });
    expect(created).toMatchObject({
      status: 201,
      body: { userId: somebody.nexusUserId, clientUpnKey: "erp" },
    });
    const changed = await nexus.write("PATCH", `${path}/${created.body.id}`, {
      clientUpnKey: null,
      customUpnValue: "c@d.local",
    });
    expect(changed.body).toMatchObject({
      id: created.body.id,
      clientUpnKey: "erp",
      customUpnValue: "c@d.local",
    });
    expect(await upns()).toEqual([changed.body]);
    expect((await nexus.send(`${path}/${created.body.id}`, { method: "DELETE" })).status).toBe(204);
    expect(await upns()).toEqual([]);
    expectProblem(await nexus.send(`${path}/${created.body.id}`, { method: "DELETE" }), 404, "custom UPN");
  });

  test.each([
    [{ customUpnValue: "no-domain" }, "customUpnValue: must have the form user_part@domain_part"],
    [{ customUpnValue: `a@${"b".repeat(1_023)}` }, "customUpnValue: "],
    [{ clientUpnKey: "k".repeat(256) }, "clientUpnKey: "],
  ])("a bad one is refused", async (body, words) => {
    expectProblem(await nexus.write("POST", path, body), 400, words);
    expect(await upns()).toEqual([]);
  });
});

describe("SendUserPasswordReset", () => {
  test("it needs the client's id and a known user", async () => {
    const post = (path: string) => nexus.send(path, { method: "POST" });
    expect((await post(`${userPath}/password-reset?clientId=erp`)).status).toBe(204);
    expectProblem(await post(`${userPath}/password-reset`), 400, "clientId: is required");
    expectProblem(await post("/v1/users/nobody/password-reset?clientId=erp"), 404, "nobody");
  });
});

describe("CreateUser", () => {
  const order = {
    authenticationMethod: "Database",
    displayName: "New Person",
    idpTenantId: "us-1",
    organization: "org-3",
    emailAddress: "New.Person@example.com",
  };

  test("the new user can be found by id, address, organization and Auth0 user", async () => {
    const idsBefore = await nexus.listIds({});
    const idpMetadata = { azoUserId: "auth0|new", azoConnectionId: "district" };
    const body = { ...order, idpMetadata, makeAdmin: true, roles: ["Staff"] };
    const created = await nexus.write("POST", "/v1/users", body);
    expect(created.status).toBe(201);
    const { id } = created.body;
    expect((await nexus.get(`/v1/users/${id}`)).body).toEqual(created.body);
    expect(await nexus.listIds({ filter: "emailAddress eq 'new.person@example.com'" })).toEqual([id]);
    expect(await nexus.listIds({})).toEqual([...idsBefore, id].sort());
    const call = "FindUserByConnection(azoConnectionId='district',azoUserId='auth0%7Cnew')";
    expect((await nexus.get(`/v1/users/${call}`, { expand: "roles" })).body).toMatchObject({
      id,
      roles: [{ id: "role-staff" }],
    });
    const member = await nexus.get(`/v1/organizations/3/members/${id}`);
    expect(member.body.roles).toMatchObject([{ id: "organization-admin" }]);
  });

  test("an address can be taken once, whatever its case", async () => {
    const emailAddress = somebody.email.toUpperCase();
    expectProblem(await nexus.write("POST", "/v1/users", { ...order, emailAddress }), 409, "emailAddress");
  });

  test("an address that a later record of the same user replaced is free", async () => {
    const records = ["old@example.com", "new@example.com"].map((emailAddress) =>
      toNexusRecord(personSeed(2), { emailAddress }),
    );
    nexus.emulator.seed([toPerson(personSeed(2), { slug: "twice", about: "", nexus: records })]);
    const create = (emailAddress: string) =>
      nexus.write("POST", "/v1/users", { ...order, organization: "3", emailAddress });
    expect((await create("old@example.com")).status).toBe(201);
    expect((await create("new@example.com")).status).toBe(409);
  });

  test("an Auth0 user that is linked already is refused", async () => {
    const idpMetadata = { azoUserId: somebody.auth0UserId, azoConnectionId: "district" };
    expectProblem(await nexus.write("POST", "/v1/users", { ...order, idpMetadata }), 409, "azoUserId");
  });

  test.each([
    [{ authenticationMethod: "Telepathy" }, "authenticationMethod: "],
    [{ displayName: "" }, "displayName: "],
    [{ displayName: "x".repeat(251) }, "displayName: "],
    [{ idpTenantId: "mars-1" }, "idpTenantId: there is no tenant mars-1"],
    [{ organization: "nowhere" }, "organization: there is no nowhere"],
    [{ organization: undefined }, "organization: is required"],
    [{ emailAddress: "nobody" }, "emailAddress: must have the form user@domain"],
    [{ ownerId: "nobody" }, "ownerId: there is no user nobody"],
    [{ roles: ["King"] }, "roles: there is no role King"],
  ])("%j is refused, and no user is created", async (change, words) => {
    expectProblem(await nexus.write("POST", "/v1/users", { ...order, ...change }), 400, words);
    expect(await nexus.listIds({ filter: "emailAddress eq 'new.person@example.com'" })).toEqual([]);
  });

  test("a user can have an owner", async () => {
    const ownerId = personSeed(0).nexusUserId;
    const { body } = await nexus.write("POST", "/v1/users", { ...order, ownerId });
    const whole = (await nexus.get(`/v1/users/${body.id}`, { expand: "owner" })).body;
    expect(whole).toMatchObject({ ownerId, owner: { id: ownerId } });
  });
});
