import {
  type DocumentNode,
  type ExecutionResult,
  execute,
  type GraphQLFormattedError,
  type GraphQLSchema,
  parse,
} from "graphql";
import type { Policy } from "../../src/access/policy/policy.js";
import type { Viewer } from "../../src/access/viewer.js";
import { registry } from "../../src/app.js";
import type { Directory } from "../../src/directory/directory.js";
import { openDirectory } from "../../src/directory/open-directory.js";
import { enforcePolicy } from "../../src/graphql/policy/enforce-policy.js";
import { createSubgraph } from "../../src/graphql/schema/build-schema.js";
import { createContext, type GraphSetup } from "../../src/graphql/schema/context.js";
import { openScope } from "../../src/platform/call-scope.js";
import { RetainedWrites } from "../../src/provisioning/runner.js";
import { toLinkedUsers } from "../../src/sandbox/guide.js";
import { startSandbox } from "../../src/sandbox/sandbox.js";
import { sandboxVariables } from "../../src/sandbox/variables.js";
import { emulatorsOf, liftRateLimits } from "../support/emulators.js";
import { openTestUpstream, plainGates, plainUpstream } from "../support/upstream.js";
import { people } from "./people.js";
import { selectAll, type WholeSelection } from "./selection.js";

export interface Answer {
  readonly data: Readonly<Record<string, unknown>> | null;
  readonly errors: readonly GraphQLFormattedError[];
}

/** The service under test. */
export interface AccessTarget {
  readonly schema: GraphQLSchema;
  readonly directory: Directory;
  /** Everything of a user. */
  readonly selection: WholeSelection;
  ask(viewer: Viewer, query: string, variables?: object): Promise<Answer>;
}

/** The subgraph without a server: the test chooses the viewer and the policy. */
export interface AccessHarness extends AccessTarget {
  /** The service's own rules. */
  readonly policy: Policy;
  /** Replaces the rules; the service's own apply first. */
  applyPolicy(policy: Policy): void;
  close(): Promise<void>;
}

export async function openAccessHarness(): Promise<AccessHarness> {
  const sandbox = await startSandbox({ people });
  liftRateLimits(...emulatorsOf(sandbox));
  const variables = sandboxVariables(sandbox);
  const connected = registry.map((provider) => provider.connect(variables, plainGates()));
  const directory = await openDirectory({
    sqliteFile: ":memory:",
  });
  await directory.importUsers(toLinkedUsers(people));
  const now = (): Date => new Date();
  const writes = {
    directory,
    providers: connected,
    now,
    elapsedMs: () => performance.now(),
    timeoutMs: 15_000,
    leaseMs: 30_000,
    maxDeaths: 3,
    retained: new RetainedWrites(),
  };
  const { schema, policy } = await createSubgraph([...registry]); // its own, because the rules are replaced
  let setup: GraphSetup = {
    directory,
    registry,
    connected,
    policy,
    profileOrder: [],
    upstream: openTestUpstream({ ...plainUpstream, CACHE_FOUND_MS: "600000", CACHE_MISSING_MS: "600000" }),
    writes,
  };
  const documents = new Map<string, DocumentNode>();
  return {
    schema,
    directory,
    selection: selectAll(schema, "User"),
    policy,
    applyPolicy: (other) => {
      setup = { ...setup, policy: other };
      enforcePolicy(schema, other);
    },
    ask: async (viewer, query, variableValues = {}) => {
      const context = createContext(setup, { viewer, scope: openScope({ timeoutMs: 30_000 }) });
      const document = documents.get(query) ?? parse(query);
      documents.set(query, document);
      const result = (await execute({
        schema,
        document,
        variableValues: { ...variableValues },
        contextValue: context,
      })) as ExecutionResult;
      return { data: result.data ?? null, errors: (result.errors ?? []).map((error) => error.toJSON()) };
    },
    close: async () => {
      await Promise.all(connected.map((provider) => provider.close()));
      await directory.close();
      await sandbox.close();
    },
  };
}
