import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "@jest/globals";
import type { GraphQLSchema } from "graphql";
import { registry } from "../../src/app.js";
import { createSubgraph } from "../../src/graphql/schema/build-schema.js";
import { writeHandlers } from "../../src/provisioning/handlers/all.js";
import { recover } from "../../src/provisioning/recovery.js";
import { sandboxRealms } from "../../src/sandbox/realms.js";
import { ask } from "../crash/schedule-mutations.js";
import { sharedStoreKinds, type TestStore } from "../support/directories.js";
import { openWriteHarness, type WriteHarness } from "../support/write-harness.js";

const [staffPool] = sandboxRealms.cognito;
const input = {
  ...{ realm: staffPool, email: "running@example.com", givenName: "Grace", familyName: "Hopper" },
  ...{ password: "Correct-horse-7", groups: ["editors"] },
};

describe.each(sharedStoreKinds)("a process whose clock is a minute off, on $name", (kind) => {
  let schema: GraphQLSchema;
  let store: TestStore;
  let harness: WriteHarness;

  beforeAll(async () => {
    ({ schema } = await createSubgraph(registry));
    store = await kind.create();
  });
  afterAll(() => store.remove());
  beforeEach(async () => {
    harness = await openWriteHarness(store);
  });
  afterEach(() => harness.close());

  test("ahead: it takes no running creation away, whose password would be lost", async () => {
    const ahead = await harness.openAnother(60_000);
    const { environment } = harness;
    const { journal } = environment.directory;
    const saving = {
      ...journal,
      save: async (...given: Parameters<typeof journal.save>) => {
        const isSaved = await journal.save(...given);
        expect(await recover(ahead, writeHandlers)).toEqual({ completed: [], pending: [], failed: [] });
        return isSaved;
      },
    };
    const directory = { ...environment.directory, journal: saving };

    const answer = await ask(
      { mutation: "createCognitoUser", input },
      { schema, registry, environment: { ...environment, directory } },
    );

    expect(answer).toMatchObject({ __typename: "CreateCognitoUserSuccess" });
    expect(await journal.listAudit({ limit: 10 })).toMatchObject([{ result: "CREATED" }]);
  });

  test.each([60_000, -60_000])(
    "by %d ms: what it leaves behind is taken up when its lease has run out",
    async (aheadMs) => {
      const off = await harness.openAnother(aheadMs);
      await new Promise<void>((resolve) => {
        const journal = { ...off.directory.journal, save: () => new Promise<never>(() => resolve()) };
        const environment = { ...off, directory: { ...off.directory, journal } };
        const { password: _, ...open } = input;
        void ask({ mutation: "createCognitoUser", input: open }, { schema, registry, environment });
      });

      harness.clock.ms += harness.environment.leaseMs - 1;
      expect(await recover(harness.environment, writeHandlers)).toEqual({
        completed: [],
        pending: [],
        failed: [],
      });
      harness.clock.ms += 1;
      expect((await recover(harness.environment, writeHandlers)).completed).toHaveLength(1);
    },
  );
});
