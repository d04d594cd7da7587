import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "@jest/globals";
import type { GraphQLSchema } from "graphql";
import { registry } from "../../src/app.js";
import type { Journal } from "../../src/directory/journal.js";
import { createSubgraph } from "../../src/graphql/build-schema.js";
import { recover } from "../../src/provisioning/recover.js";
import { writeHandlers } from "../../src/provisioning/write-handlers.js";
import type { WriteEnvironment } from "../../src/provisioning/write-runner.js";
import type { SamplePerson } from "../../src/sandbox/person.js";
import { sandboxRealms } from "../../src/sandbox/realms.js";
import { type Ask, ask } from "../crash/schedule-mutations.js";
import { sharedStoreKinds, type TestStore } from "../support/directories.js";
import { personCalled } from "../support/sample.js";
import { openWriteWorld, type WriteWorld } from "../support/write-world.js";

const leaseMs = 30_000;
const [staffPool] = sandboxRealms.cognito;

/** Each mutation, and what its caller must be told. */
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
      input: { userPoolId: staffPool, email: "once@example.com", givenName: "Grace", familyName: "Hopper" },
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
  let world: WriteWorld;
  let other: WriteEnvironment;
  let person: SamplePerson;

  beforeAll(async () => {
    ({ schema } = await createSubgraph(registry));
    store = await kind.create();
  });
  afterAll(() => store.remove());
  beforeEach(async () => {
    world = await openWriteWorld(store);
    other = await world.openAnother();
    person = personCalled("everywhere", world.sandbox.people);
  });
  afterEach(() => world.close());

  /** Answers of the process whose journal does some of its work in another way. */
  const askWhile = (interfering: Partial<Journal>, request: Ask) => {
    const { environment } = world;
    const { directory } = environment;
    const journal = { ...directory.journal, ...interfering };
    return ask(request, {
      schema,
      registry,
      environment: { ...environment, directory: { ...directory, journal } },
    });
  };

  test.each(mutations)("%s: its caller is told the outcome", async (success, toAsk) => {
    const answer = await askWhile(
      {
        settle: async (settlement) => {
          world.clock.ms += leaseMs;
          expect((await recover(other, writeHandlers)).settled).toEqual([settlement.id]);
          return world.directory.journal.settle(settlement);
        },
      },
      toAsk(person),
    );

    expect(answer).toMatchObject({ __typename: success });
    expect(JSON.stringify(answer)).not.toContain("PENDING");
    expect(await world.directory.journal.listAudit({ limit: 10 })).toHaveLength(1);
  });

  test.each(mutations)("%s: given up by an operator, it may be asked for again", async (_, toAsk) => {
    const answer = await askWhile(
      {
        settle: async ({ id, ...settlement }) => {
          world.clock.ms += leaseMs;
          const lease = { holder: "operator", durationMs: leaseMs };
          await world.directory.journal.takeOver(id, lease, { isOperator: true });
          const end = {
            id,
            holder: "operator",
            outcome: { kind: "abandoned" },
            result: "ABANDONED",
          } as const;
          await world.directory.journal.settle({ ...end, state: "abandoned", userId: null, touched: [] });
          return world.directory.journal.settle({ id, ...settlement });
        },
      },
      toAsk(person),
    );

    expect(answer).toMatchObject({ __typename: "WritePending", code: "WRITE_PENDING" });
  });

  test.each(mutations)(
    "%s: ended before its own process could look at it, all the same",
    async (success, toAsk) => {
      const { find } = world.directory.journal;
      let isFirst = true;
      const answer = await askWhile(
        {
          find: async (id) => {
            if (isFirst) {
              isFirst = false;
              world.clock.ms += leaseMs;
              expect((await recover(other, writeHandlers)).settled).toEqual([id]);
            }
            return find(id);
          },
        },
        toAsk(person),
      );

      expect(answer).toMatchObject({ __typename: success });
    },
  );

  test("an update that is parked is pending, and its id is told", async () => {
    const [, toAsk] = mutations[0] as (typeof mutations)[number];
    const answer = await askWhile(
      {
        settle: async ({ id, holder }) => {
          await world.directory.journal.park({ id, holder, reason: "ownership_unknown", progress: {} });
          return { kind: "lease_lost" };
        },
      },
      toAsk(person),
    );

    expect(answer).toMatchObject({ __typename: "WritePending" });
    expect(await ask(toAsk(person), { schema, registry, environment: other })).toEqual(answer);
  });
});
