import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "@jest/globals";
import { type ExecutionResult, execute, type GraphQLSchema, parse } from "graphql";
import type { Policy } from "../../../src/access/policy/policy.js";
import { anonymousViewer } from "../../../src/access/viewer.js";
import { registry } from "../../../src/app.js";
import { type BugReport, createFormatError } from "../../../src/graphql/errors/format-error.js";
import { createSubgraph } from "../../../src/graphql/schema/build-schema.js";
import { createContext } from "../../../src/graphql/schema/context.js";
import { permissions } from "../../../src/identity/permissions.js";
import { openScope } from "../../../src/platform/call-scope.js";
import type { SamplePerson } from "../../../src/sandbox/person.js";
import { sandboxRealms } from "../../../src/sandbox/realms.js";
import { storeKinds, type TestStore } from "../../support/directories.js";
import { personCalled } from "../../support/sample.js";
import { openTestUpstream } from "../../support/upstream.js";
import { openWriteHarness, type WriteHarness } from "../../support/write-harness.js";

const [, partnerPool] = sandboxRealms.cognito;

const inputs: Readonly<Record<string, (person: SamplePerson) => object>> = {
  updateUser: () => ({ profile: { nickname: "ada" } }),
  createCognitoUser: () => ({
    ...{ realm: partnerPool, email: "once@example.com" },
    ...{ givenName: "Grace", familyName: "Hopper" },
  }),
  syncNexusIdentity: () => ({ audience: "any", attributes: [], connection: {} }),
  linkIdentity: ({ auth0 }) => ({ provider: "AUTH0", subject: auth0[0]?.user_id }),
  unlinkIdentity: ({ auth0 }) => ({ provider: "AUTH0", subject: auth0[0]?.user_id }),
};

describe.each(storeKinds)("a store that fails as soon as a write has ended, on $name", (kind) => {
  let schema: GraphQLSchema;
  let policy: Policy;
  let store: TestStore;
  let harness: WriteHarness;
  let person: SamplePerson;

  beforeAll(async () => {
    ({ schema, policy } = await createSubgraph(registry));
    store = await kind.create();
  });
  afterAll(() => store.remove());
  beforeEach(async () => {
    harness = await openWriteHarness(store);
    person = personCalled("everywhere", harness.sandbox.people);
  });
  afterEach(() => harness.close());

  /** The response over a directory that finds no user any more once a write is complete. */
  const send = async (mutation: string, selection: string, input: object): Promise<ExecutionResult> => {
    const { environment } = harness;
    const { journal, findUsers, ...rest } = environment.directory;
    let isEnded = false;
    const directory = {
      ...rest,
      findUsers: (...keys: Parameters<typeof findUsers>) => {
        if (isEnded) throw new Error("the store is gone");
        return findUsers(...keys);
      },
      journal: {
        ...journal,
        complete: async (...completion: Parameters<typeof journal.complete>) => {
          const result = await journal.complete(...completion);
          isEnded = true;
          return result;
        },
      },
    };
    const connected = environment.providers;
    const type = `${mutation.charAt(0).toUpperCase()}${mutation.slice(1)}`;
    const setup = { directory, registry, policy, connected, profileOrder: [], upstream: openTestUpstream() };
    const viewer = { ...anonymousViewer, kind: "machine", permissions: new Set(permissions) } as const;
    return await execute({
      schema,
      document: parse(
        `mutation ($input: ${type}Input!) { ${mutation}(input: $input) { __typename ... on ${type}Success { ${selection} } } }`,
      ),
      variableValues: { input: { user: { id: person.userId }, ...input } },
      contextValue: createContext(
        { ...setup, writes: { ...environment, directory } },
        { viewer, scope: openScope() },
      ),
    });
  };

  test.each(Object.entries(inputs))(
    "%s reports the write, and null for the user",
    async (mutation, toInput) => {
      const { data, errors = [] } = await send(mutation, "user { id }", toInput(person));
      const type = `${mutation.charAt(0).toUpperCase()}${mutation.slice(1)}Success`;
      expect(data).toEqual({ [mutation]: { __typename: type, user: null } });
      expect(errors).toMatchObject([{ path: [mutation, "user"], extensions: { code: "USER_UNREAD" } }]);
    },
  );

  test("the rest of the result is right, and the log has the cause", async () => {
    const selection = "user { id } outcomes { provider status }";
    const { data, errors = [] } = await send("updateUser", selection, { auth0: { nickname: "ada" } });
    expect(data).toMatchObject({ updateUser: { outcomes: [{ provider: "AUTH0", status: "APPLIED" }] } });
    const reports: BugReport[] = [];
    const format = createFormatError(
      (bug) => reports.push(bug),
      () => "1",
    );
    const formatted = errors.map((error) => format(error.toJSON(), error));
    expect(formatted).toMatchObject([{ extensions: { code: "USER_UNREAD" } }]);
    expect(JSON.stringify(formatted)).not.toContain("the store is gone");
    expect(reports).toEqual([
      { correlationId: "1", path: "updateUser.user", error: new Error("the store is gone") },
    ]);
  });
});
