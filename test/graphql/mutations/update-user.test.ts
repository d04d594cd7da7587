import { afterAll, beforeAll, beforeEach, describe, expect, test } from "@jest/globals";
import { createPeople } from "../../../src/sandbox/people.js";
import { sandboxRealms } from "../../../src/sandbox/realms.js";
import { type Mutations, mutationsOf, noCalls, writingCalls } from "../../support/mutations.js";
import { personCalled } from "../../support/sample.js";
import { startSubgraph, type TestSubgraph } from "../../support/start-subgraph.js";

const people = createPeople();
const person = (slug: string) => personCalled(slug, people);
const [staffPool, partnerPool] = sandboxRealms.cognito;
const fields = "email givenName familyName nickname appMetadata { role json } userMetadata { json }";
const identityFields = /* GraphQL */ `query ($by: UserByInput!) {
  user(by: $by) {
    identities {
      ... on Auth0Identity { provider subject emailVerified ${fields} }
      ... on CognitoIdentity { provider realm ${fields} groups { name } }
      ... on NexusIdentity { provider givenName familyName nickname name }
    }
  }
}`;

let subgraph: TestSubgraph;
let updateUser: Mutations["updateUser"];

beforeAll(async () => {
  subgraph = await startSubgraph({ people });
  ({ updateUser } = mutationsOf(subgraph));
});
afterAll(() => subgraph.close());
beforeEach(() => subgraph.resetCounts());

const by = (slug: string) => ({ id: person(slug).userId });
const calls = () => writingCalls(subgraph.sandbox);
/** What the providers hold of the person, by provider; of several identities at one, the last. */
const readIdentities = async (slug: string): Promise<Record<string, Record<string, unknown>>> => {
  const { user } = (
    await subgraph.execute<{ user: { identities: { provider: string }[] } }, object>(identityFields, {
      by: by(slug),
    })
  ).expectData();
  return Object.fromEntries(user.identities.map((each) => [each.provider, each]));
};
const outcomeAt = (provider: string, outcome: object) => expect.objectContaining({ provider, ...outcome });

test("the user is loaded once before the write and once after it", async () => {
  const input = { user: by("person-29"), profile: { nickname: "counted" } };
  expect(await updateUser(input)).toMatchObject({ user: input.user });
  const loads = subgraph.statements.filter(
    (sql) => sql.startsWith("select") && sql.includes("identity_links"),
  );
  expect(loads).toHaveLength(2);
});

describe("the profile", () => {
  test("goes to every identity that can hold it, and then there is nothing left to change", async () => {
    const input = { user: by("person-30"), profile: { givenName: "Edith", nickname: "edie" } };
    expect(await updateUser(input)).toMatchObject({
      user: { id: person("person-30").userId },
      outcomes: ["AUTH0", "COGNITO", "NEXUS"].map((provider) => ({
        provider,
        status: "APPLIED",
        appliedFields: expect.arrayContaining(["givenName", "nickname"]),
        problem: null,
      })),
    });
    const values = { givenName: "Edith", nickname: "edie", familyName: expect.any(String) };
    expect(await readIdentities("person-30")).toMatchObject({
      AUTH0: values,
      COGNITO: values,
      NEXUS: values,
    });
    subgraph.resetCounts();
    expect(await updateUser(input)).toMatchObject({
      outcomes: Array(3).fill({ status: "UNCHANGED", appliedFields: [], problem: null }),
    });
    expect(calls()).toEqual(noCalls);
  });

  test("an address changes where there is a place for it, and Nexus is left alone", async () => {
    const answer = await updateUser({ user: by("person-31"), profile: { email: "new31@example.com" } });
    expect(answer).toMatchObject({
      user: { email: "new31@example.com" },
      outcomes: expect.arrayContaining([
        outcomeAt("AUTH0", { status: "APPLIED" }),
        outcomeAt("COGNITO", { status: "APPLIED" }),
        outcomeAt("NEXUS", { status: "UNCHANGED" }),
      ]),
    });
    expect(calls().nexus).toEqual([]);
    expect((await readIdentities("person-31")).AUTH0).toMatchObject({ emailVerified: false });
  });

  test("null clears where it can and is refused at Nexus, which can't; absent leaves alone", async () => {
    const before = await readIdentities("person-32");
    const answer = await updateUser({ user: by("person-32"), profile: { familyName: null } });
    expect(answer).toMatchObject({
      outcomes: expect.arrayContaining([
        outcomeAt("AUTH0", { status: "APPLIED", appliedFields: ["familyName"] }),
        outcomeAt("COGNITO", { status: "APPLIED", appliedFields: ["familyName"] }),
        outcomeAt("NEXUS", {
          status: "FAILED",
          appliedFields: [],
          problem: expect.objectContaining({
            code: "CHANGE_REFUSED",
            violations: [expect.objectContaining({ path: "nexus.familyName" })],
          }),
        }),
      ]),
    });
    expect(calls().nexus).toEqual([]);
    const after = await readIdentities("person-32");
    expect(after).toEqual({
      AUTH0: { ...before.AUTH0, familyName: null },
      COGNITO: { ...before.COGNITO, familyName: null },
      NEXUS: before.NEXUS,
    });
  });
});

describe("a provider's own part", () => {
  test("metadata without a key changes nothing, alone and beside another change", async () => {
    const before = await readIdentities("person-33");
    const empty = { appMetadata: {}, userMetadata: {} };
    expect(await updateUser({ user: by("person-33"), auth0: empty, cognito: empty })).toMatchObject({
      outcomes: Array(2).fill({ status: "UNCHANGED" }),
    });
    expect(calls()).toEqual(noCalls);
    const answer = await updateUser({ user: by("person-33"), auth0: { ...empty, nickname: "x33" } });
    expect(answer).toMatchObject({ outcomes: [{ status: "APPLIED", appliedFields: ["nickname"] }] });
    expect((await readIdentities("person-33")).AUTH0).toEqual({ ...before.AUTH0, nickname: "x33" });
  });

  test("metadata is changed key by key, and null removes one", async () => {
    const before = (await readIdentities("person-34")).AUTH0 as { appMetadata: { json: object } };
    const change = { role: null, admin: "yes", json: { shoeSize: 43 } };
    await updateUser({ user: by("person-34"), auth0: { appMetadata: change } });
    const { role: _, ...kept } = before.appMetadata.json as { role: string };
    expect((await readIdentities("person-34")).AUTH0).toMatchObject({
      appMetadata: { role: null, json: { ...kept, admin: "yes", shoeSize: 43 } },
    });
  });

  test("of a provider where the user has no identity is a problem, and nothing is written", async () => {
    const input = { user: by("auth0-only"), auth0: { nickname: "new" }, nexus: { nickname: "new" } };
    expect(await updateUser(input)).toMatchObject({ code: "IDENTITY_NOT_FOUND" });
    expect(calls()).toEqual(noCalls);
  });

  test("says which identity it means where the user has two", async () => {
    const [, second] = person("two-connections").auth0;
    const own = { nickname: "second" };
    expect(await updateUser({ user: by("two-connections"), auth0: own })).toMatchObject({
      code: "INVALID_INPUT",
      violations: [{ path: "auth0.subject", constraint: "required" }],
    });
    expect(calls()).toEqual(noCalls);
    const subject = second?.user_id ?? "";
    const answer = await updateUser({ user: by("two-connections"), auth0: { ...own, subject } });
    expect(answer).toMatchObject({ outcomes: [{ subject, status: "APPLIED" }] });
    expect(calls().auth0).toEqual(["UpdateUser"]);
  });

  test("is chosen at Cognito by the user pool", async () => {
    const cognito = { realm: partnerPool, addGroups: ["partners"], givenName: "Partner" };
    expect(await updateUser({ user: by("two-pools"), cognito: { givenName: "Which" } })).toMatchObject({
      code: "INVALID_INPUT",
      violations: [{ path: "cognito.subject" }],
    });
    expect(await updateUser({ user: by("two-pools"), cognito })).toMatchObject({
      outcomes: [{ realm: partnerPool, status: "APPLIED", appliedFields: ["givenName"] }],
    });
    const missing = { ...cognito, realm: staffPool };
    expect(await updateUser({ user: by("shared-email"), cognito: missing })).toMatchObject({
      code: "IDENTITY_NOT_FOUND",
    });
  });
});

describe("input that breaks rules", () => {
  test("is reported completely, with path, rule and words, and without a value", async () => {
    const canary = "canary of mine";
    const answer = await updateUser({
      user: by("person-35"),
      profile: { email: canary, phoneNumber: canary, givenName: canary.repeat(20) },
      auth0: { picture: canary, verifyPhoneNumber: true, appMetadata: { isExternal: true } },
      cognito: { addGroups: [canary], json: { email: canary } },
      nexus: { name: null, picture: canary },
      idempotencyKey: "",
    });
    expect(answer).toMatchObject({ code: "INVALID_INPUT" });
    const violations = (answer as { violations: { path: string; constraint: string; message: string }[] })
      .violations;
    expect([...new Set(violations.map(({ path }) => path))].sort()).toEqual([
      "auth0.appMetadata",
      "auth0.picture",
      "auth0.verifyPhoneNumber",
      "cognito.addGroups",
      "cognito.json",
      "idempotencyKey",
      "nexus.name",
      "nexus.picture",
      "profile.email",
      "profile.givenName",
      "profile.phoneNumber",
    ]);
    for (const { constraint, message } of violations) {
      expect(constraint).toMatch(/^\w+$/);
      expect(message).toMatch(/ (must|is only allowed) /);
    }
    expect(JSON.stringify(answer)).not.toContain("canary");
    expect(calls()).toEqual(noCalls);
    expect(subgraph.statements).toEqual([]);
  });

  test("a user who does not exist is a problem of its own", async () => {
    const id = "019b0000-0000-7000-8000-00000000dead";
    expect(await updateUser({ user: { id }, profile: { name: "Ada" } })).toMatchObject({
      code: "USER_NOT_FOUND",
    });
  });
});

describe("a provider that refuses or fails", () => {
  test("one that is down costs its own identity and no other", async () => {
    subgraph.sandbox.nexus.faults.set({ kind: "status", status: 503 });
    const answer = await updateUser({ user: by("person-36"), profile: { familyName: "Byron" } });
    expect(answer).toMatchObject({
      outcomes: expect.arrayContaining([
        outcomeAt("AUTH0", { status: "APPLIED" }),
        outcomeAt("COGNITO", { status: "APPLIED" }),
        outcomeAt("NEXUS", {
          status: "FAILED",
          problem: expect.objectContaining({ code: "PROVIDER_FAILED" }),
        }),
      ]),
    });
  });

  test("an identity that is gone at its provider fails alone", async () => {
    const answer = await updateUser({ user: by("gone-at-cognito"), profile: { familyName: "Byron" } });
    expect(answer).toMatchObject({
      outcomes: expect.arrayContaining([
        outcomeAt("AUTH0", { status: "APPLIED" }),
        outcomeAt("NEXUS", { status: "APPLIED" }),
        outcomeAt("COGNITO", {
          status: "FAILED",
          problem: expect.objectContaining({ code: "IDENTITY_NOT_FOUND" }),
        }),
      ]),
    });
  });

  test("an address goes before a password, which fails by itself when it is too weak", async () => {
    const auth0 = { email: "new37@example.com", password: "short" };
    const answer = await updateUser({ user: by("person-37"), auth0 });
    expect(answer).toMatchObject({
      user: { email: "new37@example.com" },
      outcomes: [
        {
          status: "FAILED",
          appliedFields: expect.arrayContaining(["email"]),
          problem: { code: "CHANGE_REFUSED", violations: [{ path: "auth0.password" }] },
        },
      ],
    });
    expect(calls().auth0).toEqual(["UpdateUser", "UpdateUser"]);
    subgraph.resetCounts();
    const better = { email: "newer37@example.com", password: "Correct-horse-7" };
    expect(await updateUser({ user: by("person-37"), auth0: better })).toMatchObject({
      outcomes: [{ status: "APPLIED", appliedFields: expect.arrayContaining(["email", "password"]) }],
    });
    expect(calls().auth0).toEqual(["UpdateUser", "UpdateUser"]);
  });

  test("a value that another user has is refused, and what went before it stays", async () => {
    expect(
      await updateUser({ user: by("person-38"), auth0: { email: person("person-39").email } }),
    ).toMatchObject({
      outcomes: [{ status: "FAILED", appliedFields: [], problem: { code: "CHANGE_REFUSED" } }],
    });
    await updateUser({ user: by("person-39"), auth0: { username: "somebody39" } });
    const auth0 = { email: "new38@example.com", username: "somebody39" };
    expect(await updateUser({ user: by("person-38"), auth0 })).toMatchObject({
      user: { email: "new38@example.com" },
      outcomes: [
        {
          status: "FAILED",
          appliedFields: expect.arrayContaining(["email"]),
          problem: { code: "CHANGE_REFUSED", violations: [{ path: "auth0.username" }] },
        },
      ],
    });
  });

  test("without any answer a change is pending, and asking again with the same key tells how it ended", async () => {
    const input = { user: by("person-40"), profile: { nickname: "later" }, idempotencyKey: "pending-40" };
    subgraph.sandbox.auth0.faults.set({ kind: "reset", operation: "UpdateUser", times: 3 });
    expect(await updateUser(input)).toMatchObject({
      outcomes: expect.arrayContaining([
        outcomeAt("AUTH0", { status: "PENDING", appliedFields: [], problem: null }),
      ]),
    });
    expect(await updateUser(input)).toMatchObject({
      outcomes: ["AUTH0", "COGNITO", "NEXUS"].map((provider) => ({ provider, status: "APPLIED" })),
    });
    expect((await readIdentities("person-40")).AUTH0).toMatchObject({ nickname: "later" });
  });
});

describe("a preview", () => {
  test("shows field by field what would change, and writes nothing anywhere", async () => {
    const before = await readIdentities("person-41");
    subgraph.resetCounts();
    const answer = await updateUser({
      user: by("person-41"),
      profile: { nickname: "dry", familyName: null },
      auth0: { password: "Correct-horse-7", appMetadata: { role: "owner" } },
      idempotencyKey: "dry-41",
      dryRun: true,
    });
    const nickname = { field: "nickname", before: before.AUTH0?.nickname, after: "dry" };
    const familyName = { field: "familyName", before: before.AUTH0?.familyName, after: null };
    expect(answer).toMatchObject({
      previews: expect.arrayContaining([
        outcomeAt("AUTH0", {
          problem: null,
          fieldChanges: expect.arrayContaining([
            nickname,
            familyName,
            { field: "password", before: null, after: null },
            { field: "appMetadata.role", before: expect.any(String), after: "owner" },
          ]),
        }),
        outcomeAt("COGNITO", { problem: null }),
        outcomeAt("NEXUS", {
          problem: expect.objectContaining({ code: "CHANGE_REFUSED" }),
        }),
      ]),
    });
    expect(calls()).toEqual(noCalls);
    expect(subgraph.statements.filter((sql) => !sql.startsWith("select"))).toEqual([]);
    expect(await readIdentities("person-41")).toEqual(before);
    const real = { user: by("person-41"), profile: { nickname: "wet" }, idempotencyKey: "dry-41" };
    expect(await updateUser(real)).toMatchObject({ outcomes: Array(3).fill({ status: "APPLIED" }) });
  });
});
