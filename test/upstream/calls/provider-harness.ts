import { registry } from "../../../src/app.js";
import type { ProviderSubject, Realm } from "../../../src/identity/ids.js";
import type { ProviderName } from "../../../src/identity/link.js";
import type { ConnectedProvider } from "../../../src/identity/provider.js";
import { type CallScope, openScope } from "../../../src/platform/call-scope.js";
import type { Emulator } from "../../../src/sandbox/emulator.js";
import { createPeople } from "../../../src/sandbox/people.js";
import { startSandbox } from "../../../src/sandbox/sandbox.js";
import { sandboxVariables } from "../../../src/sandbox/variables.js";
import type { RealmTraffic } from "../../../src/upstream/calls/gate.js";
import { harnesses } from "../../contract/harnesses.js";
import { liftRateLimits } from "../../support/emulators.js";
import { openTestUpstream, plainUpstream, wideRateLimits } from "../../support/upstream.js";

const people = createPeople(150).slice(-100);

/** One provider behind its own gate, connected to its emulator. */
export interface ProviderHarness {
  readonly emulator: Emulator;
  readonly connected: ConnectedProvider;
  readonly realm: Realm;
  readonly subjects: readonly ProviderSubject[];
  /** Reads one identity in its own request, and returns its subject. */
  read(subject?: ProviderSubject, scope?: CallScope): Promise<string | undefined>;
  /** Plans a change of the first identity's name, and returns the function that sends it in one call. */
  planWrite(): Promise<() => Promise<void>>;
  /** Calls since the last `reset`, without token requests. */
  calls(): readonly Emulator["requests"][number][];
  /** Restores the users, and clears injected faults and recorded calls. */
  reset(): void;
  traffic(): Promise<RealmTraffic>;
  close(): Promise<void>;
}

/** @param variables override plain settings, in which each read is one call and there are no limits */
export async function openProvider(
  name: ProviderName,
  variables: Readonly<Record<string, string>> = {},
): Promise<ProviderHarness> {
  const sandbox = await startSandbox({ people });
  const harness = harnesses.find(({ provider }) => provider.name === name);
  const provider = registry.find((each) => each.name === name);
  if (harness?.emulatorOf === undefined || provider === undefined) throw new Error(`there is no ${name}`);
  const emulator = harness.emulatorOf(sandbox);
  liftRateLimits(emulator);
  const all = { ...plainUpstream, ...wideRateLimits, ...sandboxVariables(sandbox), ...variables };
  const { upstream, close } = openTestUpstream(all);
  const connected = provider.connect(all, upstream.openGate);
  const realm = connected.realms[0] as Realm;
  const subjects = people.map((person) => harness.subjectOf(person));
  const read: ProviderHarness["read"] = async (
    subject = subjects[0] as ProviderSubject,
    scope = openScope(),
  ) => (await connected.openSource(scope).load(realm, subject))?.subject;
  await read(); // fetches the token
  emulator.clearRequests();
  return {
    emulator,
    connected,
    realm,
    subjects,
    read,
    planWrite: async () => {
      const writer = connected.openWriter(openScope());
      const key = { provider: name, realm, subject: subjects[0] as ProviderSubject };
      const plan = await writer.plan(key, { profile: { givenName: "Changed" } });
      const [step] = plan?.steps ?? [];
      if (step === undefined) throw new Error("nothing to change");
      emulator.clearRequests();
      return () => writer.take(step, {});
    },
    calls: () => emulator.requests.filter(({ operation }) => operation !== "Token"),
    reset: () => {
      emulator.seed(people);
      emulator.faults.clear();
      emulator.clearRequests();
    },
    traffic: async () => {
      const traffic = await upstream.trafficOf(name, realm);
      if (traffic === undefined) throw new Error(`${name} has no gate`);
      return traffic;
    },
    close: async () => {
      close();
      await connected.close();
      await sandbox.close();
    },
  };
}
