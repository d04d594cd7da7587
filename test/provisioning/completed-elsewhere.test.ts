import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "@jest/globals";
import type { GraphQLSchema } from "graphql";
import { registry } from "../../src/app.js";
import type { Journal } from "../../src/directory/journal.js";
import { DirectoryUnavailable } from "../../src/directory/unavailable.js";
import { createSubgraph } from "../../src/graphql/schema/build-schema.js";
import { writeHandlers } from "../../src/provisioning/handlers/all.js";
import { recover } from "../../src/provisioning/recovery.js";
import type { WriteEnvironment } from "../../src/provisioning/runner.js";
import type { SamplePerson } from "../../src/sandbox/person.js";
import { sandboxRealms } from "../../src/sandbox/realms.js";
import { type Ask, ask } from "../crash/schedule-mutations.js";
import { sharedStoreKinds, type TestStore } from "../support/directories.js";
import { personCalled } from "../support/sample.js";
import { openWriteHarness, type WriteHarness } from "../support/write-harness.js";

const leaseMs = 30_000;
const [staffPool] = sandboxRealms.cognito;

/** Each mutation, and what its caller must receive. */
const mutations: readonly (readonly [success: string, toAsk: (person: SamplePerson) => Ask])[] = [
  [
    "UpdateUserSuccess",
    ({ userId }) => ({
      mutation: "updateUser",
      input: { user: { id: userId }, profile: { nickname: "ada" }, idempotencyKey: "key" },
    }),
  ],
  [
    "CreateCognitoUserSuccess",
    () => ({
      mutation: "createCognitoUser",
      input: { realm: staffPool, email: "once@example.com", givenName: "Grace", familyName: "Hopper" },
    }),
  ],
  [
    "SyncNexusIdentitySuccess",
    ({ userId }) => ({
      mutation: "syncNexusIdentity",
      input: {
        ...{ user: { id: userId }, audience: "https://api.example.com" },
        ...{ attributes: [{ key: "desk", value: "12-B" }], connection: { connectionId: "district" } },
      },
    }),
  ],
  [
    "LinkIdentitySuccess",
    ({ userId, auth0 }) => ({
      mutation: "linkIdentity",
      input: { user: { id: userId }, provider: "AUTH0", subject: auth0[0]?.user_id },
    }),
  ],
  [
    "UnlinkIdentitySuccess",
    ({ userId, auth0 }) => ({
      mutation: "unlinkIdentity",
      input: { user: { id: userId }, provider: "AUTH0", subject: auth0[0]?.user_id },
    }),
  ],
];

describe.each(sharedStoreKinds)("a write that another process ended, on $name", (kind) => {
  let schema: GraphQLSchema;
  let store: TestStore;
  let harness: WriteHarness;
  let other: WriteEnvironment;
  let person: SamplePerson;

  beforeAll(async () => {
    ({ schema } = await createSubgraph(registry));
    store = await kind.create();
  });
  afterAll(() => store.remove());
  beforeEach(async () => {
    harness = await openWriteHarness(store);
    other = await harness.openAnother();
    person = personCalled("everywhere", harness.sandbox.people);
  });
  afterEach(() => harness.close());

  /** Answers of the process whose journal does some of its work in another way. */
  const askWhile = (interfering: Partial<Journal>, request: Ask) => {
    const { environment } = harness;
    const { directory } = environment;
    const journal = { ...directory.journal, ...interfering };
    return ask(request, {
      schema,
      registry,
      environment: { ...environment, directory: { ...directory, journal } },
    });
  };

  test.each(mutations)("%s: its caller receives the outcome", async (success, toAsk) => {
    const answer = await askWhile(
      {
        complete: async (completion) => {
          harness.clock.ms += leaseMs;
          expect((await recover(other, writeHandlers)).completed).toEqual([completion.id]);
          return harness.directory.journal.complete(completion);
        },
      },
      toAsk(person),
    );

    expect(answer).toMatchObject({ __typename: success });
    expect(JSON.stringify(answer)).not.toContain("PENDING");
    expect(await harness.directory.journal.listAudit({ limit: 10 })).toHaveLength(1);
  });

  test.each(mutations)(
    "%s: whose end can't be stored is pending for its caller, and recovery ends it",
    async (_success, toAsk) => {
      const answer = await askWhile(
        { complete: () => Promise.reject(new DirectoryUnavailable("the store is gone")) },
        toAsk(person),
      );

      expect(answer).toMatchObject({
        __typename: expect.stringMatching(/^(UpdateUserIncomplete|IdentityWritePending)$/),
      });
      const [started] = await harness.directory.journal.listStarted({ limit: 10 });
      harness.clock.ms += leaseMs;
      expect((await recover(other, writeHandlers)).completed).toEqual([started?.id]);
    },
  );

  test.each(mutations)(
    "%s: given up by an operator, its caller is told, and may ask again",
    async (success, toAsk) => {
      const answer = await askWhile(
        {
          complete: async ({ id, ...completion }) => {
            harness.clock.ms += leaseMs;
            const lease = { holder: "operator", durationMs: leaseMs };
            await harness.directory.journal.takeOver(id, lease, { isOperator: true });
            const end = {
              id,
              holder: "operator",
              outcome: { kind: "abandoned" },
              result: "ABANDONED",
            } as const;
            await harness.directory.journal.complete({
              ...end,
              state: "abandoned",
              userId: null,
              touched: [],
            });
            return harness.directory.journal.complete({ id, ...completion });
          },
        },
        toAsk(person),
      );

      expect(JSON.stringify(answer)).toContain('"code":"WRITE_ABANDONED"');
      expect(await ask(toAsk(person), { schema, registry, environment: other })).toMatchObject({
        __typename: success,
      });
    },
  );

  test.each(mutations)(
    "%s: ended before its own process could look at it, all the same",
    async (success, toAsk) => {
      const { find } = harness.directory.journal;
      let isFirst = true;
      const answer = await askWhile(
        {
          find: async (id) => {
            if (isFirst) {
              isFirst = false;
              harness.clock.ms += leaseMs;
              expect((await recover(other, writeHandlers)).completed).toEqual([id]);
            }
            return find(id);
          },
        },
        toAsk(person),
      );

      expect(answer).toMatchObject({ __typename: success });
    },
  );

  test("an update that is parked is pending, and its id is returned", async () => {
    const [, toAsk] = mutations[0] as (typeof mutations)[number];
    const answer = await askWhile(
      {
        complete: async ({ id, holder }) => {
          await harness.directory.journal.park({ id, holder, reason: "ownership_unknown", progress: {} });
          return { kind: "lease_lost" };
        },
      },
      toAsk(person),
    );

    const pending = { provider: "AUTH0", status: "PENDING" };
    expect(answer).toMatchObject({
      __typename: "UpdateUserIncomplete",
      outcomes: expect.arrayContaining([expect.objectContaining(pending)]),
    });
    expect(await ask(toAsk(person), { schema, registry, environment: other })).toEqual(answer);
  });
});
