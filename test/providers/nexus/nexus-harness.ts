import type { IdentityKey } from "../../../src/identity/link.js";
import type { ConnectedProvider, ProviderIdentity } from "../../../src/identity/provider.js";
import { ProviderError } from "../../../src/identity/provider-error.js";
import type { IdentitySync } from "../../../src/identity/sync.js";
import type { IdentityWriter } from "../../../src/identity/writer.js";
import { openScope } from "../../../src/platform/call-scope.js";
import { nexus } from "../../../src/providers/nexus/index.js";
import type { Emulator } from "../../../src/sandbox/emulator.js";
import { startNexusEmulator } from "../../../src/sandbox/nexus/nexus.js";
import { createPeople } from "../../../src/sandbox/people.js";
import { toLink } from "../../../src/sandbox/person.js";
import { sandboxCredentials, sandboxRealms } from "../../../src/sandbox/realms.js";
import { presentFresh } from "../../support/presented.js";
import { personCalled } from "../../support/sample.js";
import { plainGates } from "../../support/upstream.js";

export const people = createPeople(60);

/** Nexus, connected to an emulator of its own. */
export interface NexusHarness {
  readonly emulator: Emulator;
  readonly connected: ConnectedProvider;
  readonly writer: IdentityWriter;
  readonly sync: IdentitySync;
  /** Reads one user as the graph would, in a request of its own; not counted as a call. */
  read(key: IdentityKey): Promise<ProviderIdentity>;
  /** The user's own fields by their names in the graph; not counted as a call. */
  fieldsOf(key: IdentityKey): Promise<Readonly<Record<string, unknown>>>;
  /** Operations since the last `reset`, in their order. */
  calls(): readonly string[];
  reset(): void;
  close(): Promise<void>;
}

export async function openNexus(variables: Readonly<Record<string, string>> = {}): Promise<NexusHarness> {
  const emulator = await startNexusEmulator();
  const settings = { ...emulator.settings };
  const connected = nexus.connect(
    {
      NEXUS_BASE_URL: emulator.origin,
      NEXUS_ENVIRONMENT: sandboxRealms.nexus,
      NEXUS_BASIC_USER: sandboxCredentials.nexus.basicUser,
      NEXUS_BASIC_PASSWORD: sandboxCredentials.nexus.basicPassword,
      ...variables,
    },
    plainGates(),
  );
  const scope = openScope();
  const read = async (key: IdentityKey): Promise<ProviderIdentity> => {
    const identity = await connected.openSource(scope).load(key.realm, key.subject);
    emulator.requests.pop();
    if (identity === null) throw new Error("there is no such user");
    return identity;
  };
  return {
    emulator,
    connected,
    writer: connected.openWriter(scope),
    sync: connected.openSync?.(scope) as IdentitySync,
    read,
    fieldsOf: async (key) => presentFresh(await read(key)),
    calls: () => emulator.requests.map(({ operation }) => operation),
    reset: () => {
      emulator.seed(people);
      Object.assign(emulator.settings, settings);
      emulator.faults.clear();
      emulator.clearRequests();
    },
    close: () => emulator.close(),
  };
}

/** The key of a sample person's Nexus identity, whether or not Nexus has it. */
export function keyOf(slug: string): IdentityKey {
  const { links, nexus: records } = personCalled(slug, people);
  const subject = records[0]?.id ?? links.find(({ provider }) => provider === "NEXUS")?.subject ?? "";
  const { evidence: _, ...key } = toLink("NEXUS", sandboxRealms.nexus, subject);
  return key;
}

/** The ProviderError that the call ends with. */
export async function errorOf(call: Promise<unknown>): Promise<ProviderError> {
  const outcome = await call.catch((error: unknown) => error);
  if (outcome instanceof ProviderError) return outcome;
  throw new Error("expected a ProviderError", { cause: outcome });
}
