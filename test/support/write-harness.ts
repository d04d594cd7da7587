import { registry } from "../../src/app.js";
import type { Directory } from "../../src/directory/directory.js";
import type { ConnectedProvider } from "../../src/identity/provider.js";
import { RetainedWrites, type WriteEnvironment } from "../../src/provisioning/runner.js";
import { toLinkedUsers } from "../../src/sandbox/guide.js";
import { createPeople } from "../../src/sandbox/people.js";
import { type Sandbox, startSandbox } from "../../src/sandbox/sandbox.js";
import { sandboxVariables } from "../../src/sandbox/variables.js";
import type { TestStore } from "./directories.js";
import { plainGates } from "./upstream.js";

/** What writes run in, without a server and without recovery in the background, under a clock that a test moves. */
export interface WriteHarness {
  readonly clock: { ms: number };
  readonly sandbox: Sandbox;
  readonly directory: Directory;
  readonly environment: WriteEnvironment;
  /** A second process over the same store and providers, whose own clock may be ahead of the store's. */
  openAnother(aheadMs?: number): Promise<WriteEnvironment>;
  close(): Promise<void>;
}

export async function openWriteHarness(store: TestStore): Promise<WriteHarness> {
  const clock = { ms: Date.UTC(2026, 8, 1) };
  const storeNow = (): Date => new Date(clock.ms);
  const sandbox = await startSandbox({ people: createPeople(60) });
  const connected: ConnectedProvider[] = [];
  const open = async (aheadMs = 0): Promise<WriteEnvironment> => {
    const now = (): Date => new Date(clock.ms + aheadMs);
    const variables = sandboxVariables(sandbox);
    const providers = registry.map((provider) => provider.connect(variables, plainGates()));
    connected.push(...providers);
    const directory = await store.open({ now, storeNow });
    const elapsedMs = () => clock.ms;
    const limits = { timeoutMs: 15_000, leaseMs: 30_000, maxDeaths: 3 };
    return { directory, providers, now, elapsedMs, ...limits, retained: new RetainedWrites() };
  };
  const environment = await open();
  await environment.directory.importUsers(toLinkedUsers(sandbox.people));
  return {
    clock,
    sandbox,
    directory: environment.directory,
    environment,
    openAnother: open,
    close: async () => {
      await Promise.all(connected.map((provider) => provider.close()));
      await sandbox.close();
      await store.empty();
    },
  };
}
