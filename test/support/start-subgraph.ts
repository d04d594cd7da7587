import { type App, registry, startApp } from "../../src/app.js";
import { loadConfig } from "../../src/config.js";
import { createLog } from "../../src/platform/log.js";
import { toLinkedUsers } from "../../src/sandbox/guide.js";
import type { Role } from "../../src/sandbox/issuer/roles.js";
import { createPeople } from "../../src/sandbox/people.js";
import type { SamplePerson } from "../../src/sandbox/person.js";
import { type Sandbox, startSandbox } from "../../src/sandbox/sandbox.js";
import { sandboxVariables } from "../../src/sandbox/variables.js";
import { emulatorsOf, liftRateLimits } from "./emulators.js";
import { createExecute, type Execute } from "./execute.js";
import { SecretWatch } from "./secret-watch.js";
import { plainUpstream, wideRateLimits } from "./upstream.js";

export interface StartOptions {
  readonly people?: readonly SamplePerson[];
  /** Environment variables over those of the tests. */
  readonly variables?: Readonly<Record<string, string>>;
  /** Where the log goes, at its most talkative; nowhere when absent. */
  readonly log?: { write(line: string): void };
  /** Milliseconds that one call to a provider may take. */
  readonly timeoutMs?: number;
  /** A sandbox that several subgraphs share; it is not closed with any of them. */
  readonly sandbox?: Sandbox;
}

/** A whole subgraph over a sandbox: real HTTP on both sides. No password that it is sent may come back anywhere. */
export interface TestSubgraph {
  readonly app: App;
  readonly sandbox: Sandbox;
  /** Sends operations as the administrator. */
  readonly execute: Execute;
  /** Sends them as another role, with another token, or anonymously. */
  as(caller: Role | { readonly token: string } | null): Execute;
  /** SQL statements since the last `resetCounts`. */
  readonly statements: readonly string[];
  /** Calls that each provider has had since then, tokens not counted. */
  calls(): { readonly auth0: number; readonly cognito: number; readonly nexus: number };
  /** Forgets statements and calls, and switches every fault off. */
  resetCounts(): void;
  close(): Promise<void>;
}

/** So that no test is refused for how often it asks. */
const anyRate = { RATE_LIMIT_PER_MINUTE: "0", ANONYMOUS_RATE_LIMIT_PER_MINUTE: "0" };

const testVariables = {
  NODE_ENV: "test",
  PORT: "0",
  LOG_LEVEL: "silent",
  ...plainUpstream,
  ...wideRateLimits,
  ...anyRate,
};

export async function startSubgraph(options: StartOptions = {}): Promise<TestSubgraph> {
  const sandbox = options.sandbox ?? (await startSandbox({ people: options.people ?? createPeople() }));
  liftRateLimits(...emulatorsOf(sandbox));
  const statements: string[] = [];
  // PostgreSQL is for configured providers only, so there the emulators are configured as real ones are
  const isConfigured = options.variables?.DATABASE_URL !== undefined;
  const variables: Record<string, string> = {
    ...(isConfigured && sandboxVariables(sandbox)),
    ...testVariables,
    ...toTimeouts(options.timeoutMs),
    ...options.variables,
  };
  const config = loadConfig(registry, variables);
  const secrets = new SecretWatch();
  const lines: string[] = [];
  const write = (line: string): void => {
    lines.push(line);
    options.log?.write(line);
  };
  const onStatement = (sql: string): void => {
    statements.push(sql);
  };
  const app = await startApp({ config, log: createLog("trace", { write }), sandbox, onStatement });
  if (isConfigured) await app.directory.importUsers(toLinkedUsers(sandbox.people));
  const calls = () => ({
    auth0: countCalls(sandbox.auth0.requests),
    cognito: countCalls(sandbox.cognito.requests),
    nexus: countCalls(sandbox.nexus.requests),
  });
  const resetCounts = (): void => {
    statements.length = 0;
    for (const emulator of [...emulatorsOf(sandbox), sandbox.issuer.emulator]) {
      emulator.clearRequests();
      emulator.faults.clear();
    }
  };
  resetCounts();
  for (const token of Object.values(sandbox.tokens)) secrets.add(token);
  const as: TestSubgraph["as"] = (caller) =>
    createExecute(`${app.origin}/graphql`, {
      secrets,
      token: typeof caller === "string" ? sandbox.tokens[caller] : caller?.token,
    });
  return {
    app,
    sandbox,
    execute: as("administrator"),
    as,
    statements,
    calls,
    resetCounts,
    close: async () => {
      await app.close();
      if (options.sandbox === undefined) await sandbox.close();
      secrets.check(lines.join("\n"), "the log");
      if (variables.SQLITE_FILE) await secrets.checkFile(variables.SQLITE_FILE);
    },
  };
}

function toTimeouts(timeoutMs: number | undefined): Record<string, string> {
  if (timeoutMs === undefined) return {};
  return Object.fromEntries(registry.map(({ name }) => [`${name}_TIMEOUT_MS`, String(timeoutMs)]));
}

function countCalls(requests: readonly { readonly operation: string }[]): number {
  return requests.filter(({ operation }) => operation !== "Token").length;
}
