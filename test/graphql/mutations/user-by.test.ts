import { afterAll, beforeAll, beforeEach, describe, expect, test } from "@jest/globals";
import type { Permission } from "../../../src/identity/permissions.js";
import { createPeople } from "../../../src/sandbox/people.js";
import type { SamplePerson } from "../../../src/sandbox/person.js";
import { sandboxRealms } from "../../../src/sandbox/realms.js";
import {
  UnlinkIdentityDocument,
  UpdateUserDocument,
  type UpdateUserInput,
  type UserByInput,
} from "../../generated/operations.js";
import type { Execute } from "../../support/execute.js";
import { mutationsOf, noCalls, writingCalls } from "../../support/mutations.js";
import { personCalled } from "../../support/sample.js";
import { startSubgraph, type TestSubgraph } from "../../support/start-subgraph.js";

const people = createPeople();
const person = (slug: string) => personCalled(slug, people);
const [, partnerPool] = sandboxRealms.cognito;

let subgraph: TestSubgraph;

beforeAll(async () => {
  subgraph = await startSubgraph({ people });
});
afterAll(() => subgraph.close());
beforeEach(() => subgraph.resetCounts());

/** A caller with these permissions: the person, or else a machine. */
const callerWith = async (permissions: readonly Permission[], self?: SamplePerson): Promise<Execute> => {
  const { issuer } = subgraph.sandbox;
  const machine = { sub: "job@clients", gty: "client-credentials" };
  const token = await issuer.issueAuth0({
    ...(self === undefined ? machine : { sub: self.auth0[0]?.user_id }),
    permissions,
  });
  return subgraph.as({ token });
};

const update = async (execute: Execute, input: UpdateUserInput) =>
  (await execute(UpdateUserDocument, { input })).expectData().updateUser;

describe("a mutation", () => {
  test.each<[member: keyof UserByInput, slug: string, toBy: (of: SamplePerson) => UserByInput]>([
    ["id", "person-70", ({ userId }) => ({ id: userId })],
    ["email", "person-71", ({ email }) => ({ email: email.toUpperCase() })],
    ["auth0UserId", "person-72", ({ auth0 }) => ({ auth0UserId: auth0[0]?.user_id ?? "" })],
    ["cognitoSub", "person-73", ({ cognito }) => ({ cognitoSub: cognito[0]?.sub ?? "" })],
    ["nexusUserId", "person-74", ({ nexus }) => ({ nexusUserId: nexus[0]?.id ?? "" })],
  ])("names its user by %s, whichever mutation it is", async (member, slug, toBy) => {
    const { updateUser, createCognitoUser, syncNexusIdentity, linkIdentity } = mutationsOf(subgraph);
    const { userId, nexus, ...own } = person(slug);
    const user = toBy({ userId, nexus, ...own });
    const link = { user, provider: "NEXUS", subject: nexus[0]?.id ?? "" } as const;
    const newAccount = { realm: partnerPool, email: `${member}@example.org`, username: `by-${member}` };
    const answers = [
      await updateUser({ user, profile: { nickname: "named" } }),
      await createCognitoUser({ user, ...newAccount, givenName: "G", familyName: "H" }),
      await syncNexusIdentity({ user, audience: "any", attributes: [], connection: {} }),
      await linkIdentity(link),
      (await subgraph.execute(UnlinkIdentityDocument, { input: link })).expectData().unlinkIdentity,
    ];
    expect(answers).toEqual(answers.map(() => expect.objectContaining({ user: expect.anything() })));
    expect(answers.map((answer) => (answer as { user: { id: string } }).user.id)).toEqual(
      answers.map(() => userId),
    );
  });

  test.each<[UserByInput, path: string]>([
    [{ id: "42" }, "user.id"],
    [{ auth0UserId: "42" }, "user.auth0UserId"],
    [{ cognitoSub: "42" }, "user.cognitoSub"],
    [{ nexusUserId: "" }, "user.nexusUserId"],
    [{ email: "canary" }, "user.email"],
  ])("reports a malformed key as a violation: %j", async (user, path) => {
    const answer = await update(subgraph.execute, { user, profile: { nickname: "x" } });
    expect(answer).toMatchObject({ code: "INVALID_INPUT", violations: [{ path, constraint: "form" }] });
    expect(JSON.stringify(answer)).not.toContain("canary");
    expect(subgraph.calls()).toEqual({ auth0: 0, cognito: 0, nexus: 0 });
  });
});

describe("a user named by an e-mail address", () => {
  const change = { profile: { nickname: "by address" } };

  test("is kept in the journal by id", async () => {
    const { userId, email } = person("person-75");
    await update(subgraph.execute, { user: { email }, ...change });
    const audit = await subgraph.app.directory.journal.listAudit({ userId, limit: 10 });
    expect(audit).toMatchObject([{ userId, kind: "update_user" }]);
  });

  test("is found only when the address is verified, and only one user has it", async () => {
    const by = (slug: string) => update(subgraph.execute, { user: { email: person(slug).email }, ...change });
    expect(await by("no-metadata")).toMatchObject({ code: "USER_NOT_FOUND" });
    expect(await by("everywhere")).toMatchObject({ code: "USER_AMBIGUOUS" });
    expect(writingCalls(subgraph.sandbox)).toEqual(noCalls);
  });

  test("is not found while a realm does not answer, and no user is registered", async () => {
    const before = await subgraph.app.directory.countUsers();
    subgraph.sandbox.cognito.faults.set({ kind: "status", status: 503 });
    for (const slug of ["person-76", "just-in-time"])
      expect(
        await update(subgraph.execute, { user: { email: person(slug).email }, ...change }),
      ).toMatchObject({
        code: "PROVIDER_FAILED",
        provider: "COGNITO",
      });
    expect(await subgraph.app.directory.countUsers()).toBe(before);
  });

  test("is not found for callers who may not read users, whether or not the address exists", async () => {
    const execute = await callerWith(["update:users"]);
    const known = await update(execute, { user: { email: person("person-77").email }, ...change });
    const unknown = await update(execute, { user: { email: "nobody@example.com" }, ...change });
    expect(known).toMatchObject({ code: "ACCESS_DENIED" });
    expect(unknown).toEqual(known);
    expect(subgraph.calls()).toEqual({ auth0: 0, cognito: 0, nexus: 0 });
  });

  test("may be the caller, who changes their own profile without a further permission", async () => {
    const self = person("person-78");
    const execute = await callerWith(["read:users"], self);
    expect(await update(execute, { user: { email: self.email }, ...change })).toMatchObject({
      user: { id: self.userId },
    });
    const other = person("person-79").email;
    expect(await update(execute, { user: { email: other }, ...change })).toMatchObject({
      code: "ACCESS_DENIED",
    });
  });
});
