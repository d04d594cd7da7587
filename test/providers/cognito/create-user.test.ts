import { afterAll, beforeAll, beforeEach, describe, expect, test } from "@jest/globals";
import { createPeople } from "../../../src/sandbox/people.js";
import { sandboxRealms } from "../../../src/sandbox/realms.js";
import type { CreateCognitoUserInput } from "../../generated/operations.js";
import { type Mutations, mutationsOf, untilSettled, writingCalls } from "../../support/mutations.js";
import { personCalled } from "../../support/sample.js";
import { startSubgraph, type TestSubgraph } from "../../support/start-subgraph.js";

const people = createPeople();
const [staffPool] = sandboxRealms.cognito;
const goodPassword = "Correct-horse-7";
const lookUp = /* GraphQL */ `query ($by: UserByInput!) {
  user(by: $by) {
    id
    identities(providers: [COGNITO]) {
      ... on CognitoIdentity {
        evidence email emailVerified phoneNumber givenName familyName name nickname username status isBlocked
        appMetadata { role districtId json }
        userMetadata { siteId }
        groups { name }
      }
    }
  }
}`;

let subgraph: TestSubgraph;
let createCognitoUser: Mutations["createCognitoUser"];
let usersBefore: number;

beforeAll(async () => {
  subgraph = await startSubgraph({ people });
  ({ createCognitoUser } = mutationsOf(subgraph));
});
afterAll(() => subgraph.close());
beforeEach(async () => {
  subgraph.sandbox.cognito.settings.failDelivery = false;
  usersBefore = await subgraph.app.directory.countUsers();
  subgraph.resetCounts();
});

const inputOf = (name: string, given: Partial<CreateCognitoUserInput> = {}): CreateCognitoUserInput => ({
  realm: staffPool,
  email: `${name}@example.com`,
  givenName: "Grace",
  familyName: "Hopper",
  username: name,
  ...given,
});
const calls = () => writingCalls(subgraph.sandbox).cognito;
const newUsers = async () => (await subgraph.app.directory.countUsers()) - usersBefore;
const userOf = async (cognitoSub: unknown) =>
  (await subgraph.execute<{ user: unknown }, object>(lookUp, { by: { cognitoSub } })).expectData().user;
/** Nothing is left of it: no new user, and the name can be taken. */
const expectNothingLeft = async (name: string) => {
  expect(await newUsers()).toBe(0);
  expect(await createCognitoUser(inputOf(name))).toMatchObject({ identity: { username: name } });
};

describe("a creation", () => {
  test("is whole: attributes, metadata, permanent password, groups and blocked state, for a new user", async () => {
    const answer = await createCognitoUser(
      inputOf("whole", {
        emailVerified: true,
        phoneNumber: "+15551234567",
        name: "Grace Hopper",
        nickname: "amazing",
        password: goodPassword,
        isBlocked: true,
        groups: ["editors", "staff"],
        appMetadata: { role: "teacher", districtId: "D-1", json: { shoeSize: 39 } },
        userMetadata: { siteId: "S-1" },
      }),
    );
    const groups = expect.arrayContaining([{ name: "editors" }, { name: "staff" }]);
    const sub = (answer as { user: { cognitoSub: string } }).user.cognitoSub;
    expect(answer).toMatchObject({
      user: { email: "whole@example.com" },
      identity: { realm: staffPool, subject: sub, status: "CONFIRMED", isBlocked: true, groups },
    });
    expect(await userOf(sub)).toEqual({
      id: (answer as { user: { id: string } }).user.id,
      identities: [
        {
          evidence: "CREATED_HERE",
          email: "whole@example.com",
          emailVerified: true,
          phoneNumber: "+15551234567",
          givenName: "Grace",
          familyName: "Hopper",
          name: "Grace Hopper",
          nickname: "amazing",
          username: "whole",
          status: "CONFIRMED",
          isBlocked: true,
          appMetadata: {
            role: "teacher",
            districtId: "D-1",
            json: { role: "teacher", districtId: "D-1", shoeSize: 39 },
          },
          userMetadata: { siteId: "S-1" },
          groups,
        },
      ],
    });
    expect(await newUsers()).toBe(1);
    expect(JSON.stringify(answer)).not.toContain(goodPassword);
  });

  test("links the identity to the user who is named", async () => {
    const { userId } = personCalled("auth0-only", people);
    const answer = await createCognitoUser(inputOf("joined", { user: { id: userId } }));
    expect(answer).toMatchObject({ user: { id: userId, cognitoSub: expect.any(String) } });
    expect(await newUsers()).toBe(0);
  });

  test("with a temporary password leaves it to be changed, and needs no second call for it", async () => {
    const input = inputOf("temporary", { password: goodPassword, isPasswordTemporary: true });
    expect(await createCognitoUser(input)).toMatchObject({ identity: { status: "FORCE_CHANGE_PASSWORD" } });
    expect(calls()).toEqual(["AdminCreateUser"]);
  });

  test.each([
    ["EMAIL", {}],
    ["SMS", { phoneNumber: "+15551234567" }],
    ["NONE", {}],
  ] as const)("with invitation %s is one call", async (invitation, given) => {
    const answer = await createCognitoUser(inputOf(`invited-${invitation}`, { invitation, ...given }));
    expect(answer).toMatchObject({ identity: { status: "FORCE_CHANGE_PASSWORD" } });
    expect(calls()).toEqual(["AdminCreateUser"]);
  });

  test("whose answer is lost is found again and made once", async () => {
    subgraph.sandbox.cognito.faults.set({ kind: "lost", operation: "AdminCreateUser", times: 1 });
    const answer = await createCognitoUser(inputOf("lost-once", { password: goodPassword }));
    expect(answer).toMatchObject({ identity: { username: "lost-once", status: "CONFIRMED" } });
    expect(calls()).toEqual(["AdminCreateUser", "AdminSetUserPassword"]);
    expect(await newUsers()).toBe(1);
  });
});

describe("what can't be created", () => {
  test("breaks rules that are all told, without a value", async () => {
    const canary = "canary of mine";
    const answer = await createCognitoUser({
      realm: canary,
      email: canary,
      givenName: "",
      familyName: "Hopper",
      username: canary,
      password: canary,
      invitation: "SMS",
      groups: [canary],
    });
    const violations = (answer as { violations?: { path: string }[] }).violations ?? [];
    expect([...new Set(violations.map(({ path }) => path))].sort()).toEqual(
      ["email", "givenName", "groups", "invitation", "password", "realm", "username"].sort(),
    );
    expect(JSON.stringify(answer)).not.toContain("canary");
    expect(calls()).toEqual([]);
  });

  test("is in a pool that is not configured", async () => {
    const answer = await createCognitoUser(inputOf("elsewhere", { realm: "us-east-1_Elsewhere" }));
    expect(answer).toMatchObject({ code: "INVALID_INPUT", violations: [{ path: "realm" }] });
    expect(subgraph.calls().cognito).toBe(0);
  });

  test("is for a user who does not exist", async () => {
    const userId = "019b0000-0000-7000-8000-00000000dead";
    expect(await createCognitoUser(inputOf("nobody", { user: { id: userId } }))).toMatchObject({
      code: "USER_NOT_FOUND",
    });
    expect(calls()).toEqual([]);
  });

  test("has a name that is taken", async () => {
    await createCognitoUser(inputOf("taken"));
    const answer = await createCognitoUser(inputOf("taken", { email: "other@example.com" }));
    expect(answer).toMatchObject({ code: "IDENTITY_EXISTS", field: "username" });
    expect(await newUsers()).toBe(1);
  });

  test("is for a user who has an identity in that pool already", async () => {
    const { userId } = personCalled("everywhere", people);
    const answer = await createCognitoUser(inputOf("second", { user: { id: userId } }));
    expect(answer).toMatchObject({ code: "IDENTITY_EXISTS", field: "user" });
    expect(calls()).toEqual([]);
  });

  test.each([
    ["permanent", false],
    ["temporary", true],
  ])("has a %s password that the pool refuses, and nothing is left", async (kind, isPasswordTemporary) => {
    const name = `refused-${kind}`;
    const answer = await createCognitoUser(inputOf(name, { password: "nodigits", isPasswordTemporary }));
    expect(answer).toMatchObject({ code: "CHANGE_REFUSED", violations: [{ path: "password" }] });
    await expectNothingLeft(name);
  });

  test("names a group that is not there, and nothing is left", async () => {
    const answer = await createCognitoUser(inputOf("grouped", { groups: ["staff", "nowhere"] }));
    expect(answer).toMatchObject({ code: "CHANGE_REFUSED", violations: [{ path: "groups" }] });
    expect(calls().at(-1)).toBe("AdminDeleteUser");
    await expectNothingLeft("grouped");
  });

  test("can't be completed because the provider fails, and nothing is left", async () => {
    subgraph.sandbox.cognito.faults.set({ kind: "status", status: 400, operation: "AdminDisableUser" });
    const answer = await createCognitoUser(inputOf("halfway", { isBlocked: true }));
    expect(answer).toHaveProperty("code");
    expect(calls().at(-1)).toBe("AdminDeleteUser");
    subgraph.sandbox.cognito.faults.clear();
    await expectNothingLeft("halfway");
  });
});

test("an invitation that can't be delivered does not make a second user", async () => {
  subgraph.sandbox.cognito.settings.failDelivery = true;
  const input = inputOf("undelivered", { invitation: "EMAIL", idempotencyKey: "undelivered" });
  const answer = await untilSettled(() => createCognitoUser(input));
  expect(answer).toMatchObject({ identity: { username: "undelivered" } });
  expect(await newUsers()).toBe(1);
  expect(calls()).toEqual(["AdminCreateUser"]);
});
