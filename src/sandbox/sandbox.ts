import { startAuth0Emulator } from "./auth0/auth0.js";
import { startCognitoEmulator } from "./cognito/cognito.js";
import type { Emulator, EmulatorOptions } from "./emulator.js";
import { type Issuer, startIssuer } from "./issuer/issuer.js";
import type { Role } from "./issuer/roles.js";
import { startNexusEmulator } from "./nexus/nexus.js";
import { createPeople } from "./people.js";
import type { SamplePerson } from "./person.js";

export interface SandboxOptions extends Omit<EmulatorOptions, "port"> {
  readonly people?: readonly SamplePerson[];
  /** Absent: any free port. */
  readonly ports?: {
    readonly auth0?: number;
    readonly cognito?: number;
    readonly nexus?: number;
    readonly issuer?: number;
  };
}

/** The running emulators of the three providers, and a token issuer. */
export interface Sandbox {
  readonly auth0: Emulator;
  readonly cognito: Emulator;
  readonly nexus: Emulator;
  readonly issuer: Issuer;
  /** A token for each role, created at start and valid for hours. */
  readonly tokens: Readonly<Record<Role, string>>;
  readonly people: readonly SamplePerson[];
  close(): Promise<void>;
}

/** Starts the emulators and the issuer on loopback and seeds them with the sample people. */
export async function startSandbox(options: SandboxOptions = {}): Promise<Sandbox> {
  const { people = createPeople(), ports = {}, ...rest } = options;
  const [auth0, cognito, nexus, issuer] = await Promise.all([
    startAuth0Emulator({ ...rest, port: ports.auth0 ?? 0 }),
    startCognitoEmulator({ ...rest, port: ports.cognito ?? 0 }),
    startNexusEmulator({ ...rest, port: ports.nexus ?? 0 }),
    startIssuer(people, { ...rest, port: ports.issuer ?? 0 }),
  ]);
  const all = [auth0, cognito, nexus];
  for (const emulator of all) emulator.seed(people);
  return {
    auth0,
    cognito,
    nexus,
    issuer,
    tokens: await issuer.issueRoles(),
    people,
    close: async () => {
      await Promise.all([...all, issuer.emulator].map((emulator) => emulator.close()));
    },
  };
}
