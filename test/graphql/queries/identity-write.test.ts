import { afterAll, beforeAll, beforeEach, describe, expect, test } from "@jest/globals";
import type { Permission } from "../../../src/identity/permissions.js";
import { createPeople } from "../../../src/sandbox/people.js";
import { sandboxRealms } from "../../../src/sandbox/realms.js";
import { IdentityWriteDocument, UnlinkIdentityDocument } from "../../generated/operations.js";
import type { Execute } from "../../support/execute.js";
import { mutationsOf } from "../../support/mutations.js";
import { personCalled } from "../../support/sample.js";
import { startSubgraph, type TestSubgraph } from "../../support/start-subgraph.js";

const people = createPeople();
const person = (slug: string) => personCalled(slug, people);
const [staffPool] = sandboxRealms.cognito;

let subgraph: TestSubgraph;

beforeAll(async () => {
  subgraph = await startSubgraph({ people });
});
afterAll(() => subgraph.close());
beforeEach(() => subgraph.resetCounts());

const machineWith = async (sub: string, permissions: readonly Permission[]): Promise<Execute> => {
  const token = await subgraph.sandbox.issuer.issueAuth0({
    sub: `${sub}@clients`,
    gty: "client-credentials",
    permissions,
  });
  return subgraph.as({ token });
};

const read = async (execute: Execute, id: string) =>
  (await execute(IdentityWriteDocument, { id })).expectData().identityWrite;

/** The newest write that has ended. */
const readLast = async () => {
  const [entry] = await subgraph.app.directory.journal.listAudit({ limit: 1 });
  return read(subgraph.execute, entry?.writeId ?? "");
};

describe("a pending write", () => {
  const pending = async (slug: string, execute: Execute) => {
    const input = { user: { id: person(slug).userId }, auth0: { nickname: "later" }, idempotencyKey: slug };
    subgraph.sandbox.auth0.faults.set({ kind: "reset", operation: "UpdateUser", times: 3 });
    const update = () => mutationsOf({ execute }).updateUser(input);
    const answer = await update();
    expect(answer).toMatchObject({ code: "WRITE_INCOMPLETE", retryAfterSeconds: expect.any(Number) });
    return { id: (answer as { writeId: string }).writeId, update };
  };

  test("is followed by its caller to its end", async () => {
    const caller = await machineWith("job", ["update:users", "read:users"]);
    const { id, update } = await pending("person-80", caller);
    const subject = person("person-80").auth0[0]?.user_id;
    expect(await read(caller, id)).toEqual({
      id,
      state: "PENDING",
      outcomes: [expect.objectContaining({ subject, status: "PENDING", problem: null })],
      problem: null,
      startedAt: expect.any(String),
      finishedAt: null,
      retryAfterSeconds: expect.any(Number),
    });
    expect(await update()).toMatchObject({ outcomes: [{ status: "APPLIED" }] });
    expect(await read(caller, id)).toMatchObject({
      state: "FINISHED",
      outcomes: [{ subject, status: "APPLIED", appliedFields: ["nickname"] }],
      finishedAt: expect.any(String),
      retryAfterSeconds: null,
    });
  });

  test("is shown to operators, and to no other caller", async () => {
    const { id } = await pending("person-81", await machineWith("job", ["update:users", "read:users"]));
    const operator = await machineWith("operator", ["read:writes"]);
    expect(await read(operator, id)).toMatchObject({ id, state: "PENDING" });
    const other = await machineWith("other", ["update:users", "read:users", "read:users_metadata"]);
    const unknown = "019b0000-0000-7000-8000-00000000dead";
    for (const hidden of [id, unknown, "not an id"]) expect(await read(other, hidden)).toBeNull();
    (await subgraph.as(null)(IdentityWriteDocument, { id })).expectError("UNAUTHENTICATED");
  });

  test("that is parked waits for an operator", async () => {
    const { id } = await pending("person-82", subgraph.execute);
    const { journal } = subgraph.app.directory;
    const lease = { holder: "operator", durationMs: 30_000 };
    const taken = await journal.takeOver(id, lease, { isOperator: true });
    expect(taken).toMatchObject({ kind: "taken", write: { id } });
    const { progress } = (taken as { write: { progress: Record<string, unknown> } }).write;
    await journal.park({ id, holder: lease.holder, reason: "ownership_unknown", progress });
    expect(await read(subgraph.execute, id)).toMatchObject({
      state: "PARKED",
      outcomes: [{ status: "PENDING" }],
      finishedAt: null,
      retryAfterSeconds: null,
    });
  });
});

describe("a write that has ended shows", () => {
  test("each account's outcome after an update", async () => {
    subgraph.sandbox.nexus.faults.set({ kind: "status", status: 503 });
    await mutationsOf(subgraph).updateUser({
      user: { id: person("person-83").userId },
      profile: { nickname: "partly" },
    });
    const { outcomes } = (await readLast()) ?? {};
    expect(outcomes?.map(({ provider, status, problem }) => [provider, status, problem?.code])).toEqual([
      ["AUTH0", "APPLIED", undefined],
      ["COGNITO", "APPLIED", undefined],
      ["NEXUS", "FAILED", "PROVIDER_FAILED"],
    ]);
  });

  const newAccount = { realm: staffPool, email: "written@example.com", givenName: "G", familyName: "H" };

  test("the account that a creation made, or why there is none", async () => {
    const { createCognitoUser } = mutationsOf(subgraph);
    const answer = await createCognitoUser({ ...newAccount, username: "written" });
    const { subject } = (answer as { identity: { subject: string } }).identity;
    expect(await readLast()).toMatchObject({ state: "FINISHED", outcomes: [{ subject, status: "APPLIED" }] });
    await createCognitoUser({ ...newAccount, username: "written" });
    expect(await readLast()).toMatchObject({
      state: "UNDONE",
      outcomes: [],
      problem: { code: "IDENTITY_EXISTS" },
    });
    subgraph.sandbox.cognito.faults.set({ kind: "status", status: 400, operation: "AdminCreateUser" });
    await createCognitoUser({ ...newAccount, username: "rejected" });
    expect(await readLast()).toMatchObject({ state: "UNDONE", problem: { code: "CHANGE_REFUSED" } });
  });

  test("the account that was linked, unlinked or synchronised, or why it was not", async () => {
    const { linkIdentity, syncNexusIdentity } = mutationsOf(subgraph);
    const [own, other] = [person("person-84"), person("person-85")];
    const link = { user: { id: own.userId }, provider: "NEXUS", subject: own.nexus[0]?.id ?? "" } as const;
    const applied = { state: "FINISHED", outcomes: [{ subject: link.subject, status: "APPLIED" }] };
    await linkIdentity(link);
    expect(await readLast()).toMatchObject(applied);
    await linkIdentity({ ...link, subject: other.nexus[0]?.id ?? "" });
    expect(await readLast()).toMatchObject({ state: "UNDONE", problem: { code: "IDENTITY_CONFLICT" } });
    const sync = { user: link.user, audience: "any", attributes: [], connection: {} };
    await syncNexusIdentity(sync);
    expect(await readLast()).toMatchObject(applied);
    subgraph.sandbox.nexus.faults.set({ kind: "status", status: 503 });
    await syncNexusIdentity(sync);
    expect(await readLast()).toMatchObject({ state: "UNDONE", problem: { code: "PROVIDER_FAILED" } });
    subgraph.resetCounts();
    await subgraph.execute(UnlinkIdentityDocument, { input: link });
    expect(await readLast()).toMatchObject(applied);
  });
});
