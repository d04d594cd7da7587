import type { ProviderSubject, Realm } from "../../src/identity/ids.js";
import type { Provider } from "../../src/identity/provider.js";
import type { Emulator } from "../../src/sandbox/emulator.js";
import type { Fault } from "../../src/sandbox/faults.js";
import type { PersonSeed, SamplePerson } from "../../src/sandbox/person.js";
import type { Sandbox } from "../../src/sandbox/sandbox.js";

/** What the contract suite must be told of a provider; everything else it finds out by calling it. */
export interface ProviderHarness {
  readonly provider: Provider;
  readonly realm: Realm;
  /** Every way in which users can be read. The suite runs in each. */
  readonly modes: readonly ReadMode[];
  /** The variable that bounds one call. */
  readonly timeoutVariable: string;
  /** The provider's own words for a spent rate limit, without a time to wait. */
  readonly throttled: Fault;
  /** How the provider hands out tokens for itself; absent where it needs none. */
  readonly tokens?: TokenHarness;
  /** Its emulator in the sandbox; absent for a provider that starts one of its own. */
  readonly emulatorOf?: (sandbox: Sandbox) => Emulator;
  /** Starts its own emulator; absent for a provider of the sandbox. */
  readonly openEmulator?: () => Promise<OwnEmulator>;
  /** The profile's `name` in the provider's own input, which also takes a password; absent where neither is so. */
  readonly ownNameField?: string;
  /** The emulator's setting for how long a list lags behind writes, in milliseconds; absent where no list lags. */
  readonly lagSetting?: string;
  subjectOf(person: SamplePerson): ProviderSubject;
  /** A person with one identity, at this provider, under this address. */
  toPerson(seed: PersonSeed, email: string): SamplePerson;
  /** The person's record as the provider sends it when asked for it, by whichever operation. */
  toBody(person: SamplePerson): unknown;
  /** What the provider answers when asked for an address and finds these people. */
  foundByEmail(people: readonly SamplePerson[]): unknown;
  /** Makes a value in the person's record have another type than the contract says. */
  spoil(emulator: Emulator, person: SamplePerson, people: readonly SamplePerson[]): void;
}

export interface ReadMode {
  /** Empty where the provider has one mode only. */
  readonly variables: Readonly<Record<string, string>>;
  /** The operation that is asked first, and for how many subjects at a time. */
  readonly first: string;
  readonly chunkSize: number;
  /** The operation that settles what the first left out, and that reads a chunk of one; absent where the first is certain. */
  readonly second?: string;
  /** Whether every subject is asked for alone when the provider rejects the first operation. */
  readonly asksAgainWhenRejected?: boolean;
  /** Makes the first operation leave out subjects that exist. */
  leaveOut?(emulator: Emulator, subjects: readonly ProviderSubject[]): void;
}

export interface TokenHarness {
  /** Starts the token endpoint; it has the operation `Token` and the setting `tokenLifetimeSeconds`. */
  open(sandbox: Sandbox): Promise<OwnEmulator>;
}

export interface OwnEmulator {
  readonly emulator: Emulator;
  /** Points the provider at it. */
  readonly variables: Readonly<Record<string, string>>;
  close(): Promise<void>;
}
