import type { ProviderSubject, Realm } from "../../src/identity/ids.js";
import type { ConnectedProvider, IdentitySource, ProviderIdentity } from "../../src/identity/provider.js";
import { openScope } from "../../src/platform/call-scope.js";
import type { Emulator } from "../../src/sandbox/emulator.js";
import { createPeople } from "../../src/sandbox/people.js";
import { personSeed, type SamplePerson } from "../../src/sandbox/person.js";
import { startSandbox } from "../../src/sandbox/sandbox.js";
import { sandboxVariables } from "../../src/sandbox/variables.js";
import { liftRateLimits } from "../support/emulators.js";
import { until } from "../support/until.js";
import { plainGates } from "../support/upstream.js";
import type { ReadMode } from "./harness.js";
import type { ContractCase } from "./harnesses.js";

/** One hundred people with an identity at each provider. */
export const people: readonly SamplePerson[] = createPeople(150).slice(-100);

/** A provider, connected to its emulator, which no other test uses. */
export interface Deployment {
  readonly emulator: Emulator;
  /** Where its tokens come from, when it was opened with them. */
  readonly tokens: Emulator | undefined;
  readonly connected: ConnectedProvider;
  readonly subjects: readonly ProviderSubject[];
  /** As many subjects as asked for that no user has. */
  unknownSubjects(count: number): readonly ProviderSubject[];
  /** One request's reads, all in the provider's first realm. */
  open(signal?: AbortSignal): Reads;
  /** Calls by operation since the last `reset`, tokens not counted. */
  calls(): Readonly<Record<string, number>>;
  /** People, switches and faults as at start, a token in hand where one is needed, and no call counted. */
  reset(): Promise<void>;
  close(): Promise<void>;
}

export interface Reads {
  load(subject: ProviderSubject): Promise<ProviderIdentity | null>;
  loadAll(subjects: readonly ProviderSubject[]): Promise<readonly (ProviderIdentity | null)[]>;
  /** Like `loadAll`, with the reason in place of each read that failed. */
  settleAll(subjects: readonly ProviderSubject[]): Promise<readonly unknown[]>;
  findByEmail(email: string): Promise<readonly ProviderIdentity[]>;
}

export interface HarnessOptions {
  readonly timeoutMs?: number;
  /** Whether the provider fetches tokens, where it also has other ways to sign in. */
  readonly hasTokens?: boolean;
}

export async function openDeployment(
  { harness, mode }: ContractCase,
  { timeoutMs = 20_000, hasTokens = false }: HarnessOptions = {},
): Promise<Deployment> {
  const sandbox = await startSandbox({ people, random: createAlternation() });
  const own = await harness.openEmulator?.();
  const emulator = own?.emulator ?? harness.emulatorOf?.(sandbox);
  if (emulator === undefined) throw new Error(`${harness.provider.name} has no emulator`);
  emulator.seed(people);
  liftRateLimits(emulator);
  const settings = { ...emulator.settings };
  const endpoint = hasTokens ? await harness.tokens?.open(sandbox) : undefined;
  const variables = {
    ...sandboxVariables(sandbox),
    ...own?.variables,
    ...mode.variables,
    [harness.timeoutVariable]: String(timeoutMs),
    ...endpoint?.variables,
  };
  const connected = harness.provider.connect(variables, plainGates());
  const subjects = people.map((person) => harness.subjectOf(person));
  const open = (signal?: AbortSignal) =>
    toReads(connected.openSource(openScope({ ...(signal && { signal }) })), connected.realms[0] as Realm);
  return {
    emulator,
    tokens: endpoint?.emulator,
    connected,
    subjects,
    unknownSubjects: (count) =>
      Array.from({ length: count }, (_, index) =>
        harness.subjectOf(harness.toPerson(personSeed(500_000 + index), "nobody@example.com")),
      ),
    open,
    calls: () => countCalls(emulator),
    reset: async () => {
      emulator.seed(people);
      Object.assign(emulator.settings, settings);
      emulator.faults.clear();
      await open().settleAll(subjects.slice(0, 1)); // on a busy machine a short time-out may pass, which is no fault yet
      emulator.clearRequests();
    },
    close: async () => {
      await connected.close();
      await endpoint?.close();
      await own?.close();
      await sandbox.close();
    },
  };
}

/** What reading so many subjects costs, of which the first operation leaves `missing` out. No chunk may be one subject that is missing. */
export function callsFor(
  { first, second, chunkSize }: ReadMode,
  { known, missing = 0 }: { readonly known: number; readonly missing?: number },
): Readonly<Record<string, number>> {
  const count = known + missing;
  const isLastAlone = chunkSize > 1 && count % chunkSize === 1;
  const calls = {
    [first]: Math.ceil(count / chunkSize) - (isLastAlone ? 1 : 0),
    ...(second !== undefined && { [second]: missing + (isLastAlone ? 1 : 0) }),
  };
  return Object.fromEntries(Object.entries(calls).filter(([, number]) => number > 0));
}

/** Waits until the emulator has received a call. */
export function untilCalled({ name, requests }: Emulator): Promise<void> {
  return until(() => requests.length > 0, `${name} received a call`);
}

function toReads(source: IdentitySource, realm: Realm): Reads {
  return {
    load: (subject) => source.load(realm, subject),
    loadAll: (subjects) => Promise.all(subjects.map((subject) => source.load(realm, subject))),
    settleAll: async (subjects) => {
      const outcomes = await Promise.allSettled(subjects.map((subject) => source.load(realm, subject)));
      return outcomes.map((outcome) => (outcome.status === "fulfilled" ? outcome.value : outcome.reason));
    },
    findByEmail: (email) => source.findByEmail(realm, email),
  };
}

function countCalls(emulator: Emulator): Readonly<Record<string, number>> {
  const counts: Record<string, number> = {};
  for (const { operation } of emulator.requests) {
    if (operation !== "Token") counts[operation] = (counts[operation] ?? 0) + 1;
  }
  return counts;
}

/** In place of chance: every other fault that has a probability of one half hits. */
function createAlternation(): () => number {
  let isHigh = false;
  return () => {
    isHigh = !isHigh;
    return isHigh ? 0.75 : 0.25;
  };
}
