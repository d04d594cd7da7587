import { afterAll, beforeAll, beforeEach, describe, expect, test } from "@jest/globals";
import { isInterfaceType } from "graphql";
import { registry } from "../../../src/app.js";
import { createSubgraph } from "../../../src/graphql/schema/build-schema.js";
import { createPeople } from "../../../src/sandbox/people.js";
import { sandboxRealms } from "../../../src/sandbox/realms.js";
import { LinkIdentityDocument, UpdateUserDocument } from "../../generated/operations.js";
import { type Mutations, mutationsOf } from "../../support/mutations.js";
import { personCalled } from "../../support/sample.js";
import { startSubgraph, type TestSubgraph } from "../../support/start-subgraph.js";
import { until } from "../../support/until.js";

const people = createPeople();
const by = (slug: string) => ({ id: personCalled(slug, people).userId });
const [staffPool] = sandboxRealms.cognito;
const newAccount = { realm: staffPool, email: "problem@example.com", givenName: "G", familyName: "H" };
const profile = { nickname: "new" };
const sync = { audience: "any", attributes: [], connection: {} };
const slow = 4_000;

let subgraph: TestSubgraph;
let mutations: Mutations;

beforeAll(async () => {
  subgraph = await startSubgraph({ people, timeoutMs: 20_000 });
  mutations = mutationsOf(subgraph);
});
afterAll(() => subgraph.close());
beforeEach(() => subgraph.resetCounts());

/** An operator gives the write up while its process waits for Nexus. */
async function abandonSync(slug: string): Promise<void> {
  const { journal } = subgraph.app.directory;
  const find = async () =>
    (await journal.listStarted({ limit: 10 })).find(
      ({ userId, progress }) => userId === by(slug).id && progress.isSent === true,
    );
  await until(async () => (await find()) !== undefined, "the synchronisation is sent");
  const { id = "", lease, userId = null } = (await find()) ?? {};
  await journal.complete({
    ...{ id, holder: lease?.holder ?? "", userId, state: "abandoned" },
    ...{ outcome: { kind: "abandoned" }, result: "ABANDONED", touched: [] },
  });
}

type Provoke = () => Promise<object | null>;

/** The type of each problem, its code, and a mutation that meets it. */
const problems: readonly (readonly [type: string, code: string, provoke: Provoke])[] = [
  [
    "InvalidIdentityInput",
    "INVALID_INPUT",
    () => mutations.updateUser({ user: by("person-100"), profile: { email: "no address" } }),
  ],
  [
    "IdentityAccessDenied",
    "ACCESS_DENIED",
    async () => {
      const input = { user: by("person-101"), profile };
      return (await subgraph.as("support")(UpdateUserDocument, { input })).expectData().updateUser;
    },
  ],
  [
    "UserNotFound",
    "USER_NOT_FOUND",
    () => mutations.updateUser({ user: { id: "019b0000-0000-7000-8000-00000000dead" }, profile }),
  ],
  [
    "UserAmbiguous",
    "USER_AMBIGUOUS",
    () => mutations.updateUser({ user: { email: personCalled("everywhere", people).email }, profile }),
  ],
  [
    "IdentityNotFound",
    "IDENTITY_NOT_FOUND",
    () => mutations.updateUser({ user: by("auth0-only"), nexus: { nickname: "new" } }),
  ],
  [
    "IdentityConflict",
    "IDENTITY_CONFLICT",
    async () => {
      const subject = personCalled("person-103", people).nexus[0]?.id ?? "";
      const input = { user: by("person-102"), provider: "NEXUS", subject } as const;
      return (await subgraph.execute(LinkIdentityDocument, { input })).expectData().linkIdentity;
    },
  ],
  [
    "IdentityExists",
    "IDENTITY_EXISTS",
    () => mutations.createCognitoUser({ ...newAccount, user: by("person-104") }),
  ],
  [
    "IdentityChangeRefused",
    "CHANGE_REFUSED",
    () => mutations.createCognitoUser({ ...newAccount, username: "weak", password: "weak" }),
  ],
  [
    "IdentityIdempotencyConflict",
    "IDEMPOTENCY_CONFLICT",
    async () => {
      const input = { user: by("person-105"), profile, idempotencyKey: "conflict" };
      await mutations.updateUser(input);
      return mutations.updateUser({ ...input, profile: { nickname: "other" } });
    },
  ],
  [
    "IdentityBusy",
    "IDENTITY_BUSY",
    async () => {
      subgraph.sandbox.nexus.faults.set({ kind: "reset", operation: "SyncUserIdentity" });
      await mutations.syncNexusIdentity({ user: by("person-106"), ...sync });
      return mutations.syncNexusIdentity({ user: by("person-106"), ...sync });
    },
  ],
  [
    "IdentityWritePending",
    "WRITE_PENDING",
    () => {
      subgraph.sandbox.nexus.faults.set({ kind: "reset", operation: "SyncUserIdentity" });
      return mutations.syncNexusIdentity({ user: by("person-107"), ...sync });
    },
  ],
  [
    "IdentityWriteAbandoned",
    "WRITE_ABANDONED",
    async () => {
      const operation = "SyncUserIdentity";
      subgraph.sandbox.nexus.faults.set({ kind: "delay_headers", delayMs: slow, operation });
      const [answer] = await Promise.all([
        mutations.syncNexusIdentity({ user: by("person-108"), ...sync }),
        abandonSync("person-108"),
      ]);
      return answer;
    },
  ],
  [
    "UpdateUserIncomplete",
    "WRITE_INCOMPLETE",
    () => {
      subgraph.sandbox.nexus.faults.set({ kind: "status", status: 503 });
      return mutations.updateUser({ user: by("person-109"), profile });
    },
  ],
  [
    "IdentityProviderFailed",
    "PROVIDER_FAILED",
    () => {
      subgraph.sandbox.nexus.faults.set({ kind: "status", status: 503 });
      return mutations.syncNexusIdentity({ user: by("person-110"), ...sync });
    },
  ],
];

describe("a mutation returns, over HTTP,", () => {
  test.each(problems)("%s", async (_type, code, provoke) => {
    expect(await provoke()).toMatchObject({ code, message: expect.stringMatching(/^[A-Z].+\.$/) });
  });
});

test("every type of problem is provoked above", async () => {
  const { schema } = await createSubgraph(registry);
  const shared = schema.getType("IdentityProblem");
  if (!isInterfaceType(shared)) throw new Error("the schema has no problems");
  const types = schema.getPossibleTypes(shared).map(({ name }) => name);
  expect(problems.map(([type]) => type).toSorted()).toEqual(types.toSorted());
  expect(new Set(problems.map(([, code]) => code)).size).toBe(types.length);
});
