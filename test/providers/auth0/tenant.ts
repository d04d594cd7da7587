import { type ProviderSubject, toSubject } from "../../../src/identity/ids.js";
import type { IdentityKey } from "../../../src/identity/link.js";
import type { ConnectedProvider } from "../../../src/identity/provider.js";
import type { ChangePlan, IdentityUpdate, IdentityWriter, Secrets } from "../../../src/identity/writer.js";
import { openScope } from "../../../src/platform/call-scope.js";
import { auth0 } from "../../../src/providers/auth0/index.js";
import { startAuth0Emulator } from "../../../src/sandbox/auth0/auth0.js";
import type { Emulator } from "../../../src/sandbox/emulator.js";
import { createPeople } from "../../../src/sandbox/people.js";
import type { Auth0Record, SamplePerson } from "../../../src/sandbox/person.js";
import { sandboxCredentials, sandboxRealms } from "../../../src/sandbox/realms.js";
import { liftRateLimits } from "../../support/emulators.js";
import { plainGates } from "../../support/upstream.js";

const [person, other] = createPeople(60).slice(-2) as [SamplePerson, SamplePerson];

/** A user of the connection district, whom the tests change, and another one there. */
export const ada = person.auth0[0] as Auth0Record;
export const bob = other.auth0[0] as Auth0Record;

/** A running emulator that holds the two, and a provider connected to it. */
export interface Tenant {
  readonly emulator: Emulator;
  readonly connected: ConnectedProvider;
  readonly writer: IdentityWriter;
  /** Another process: it shares nothing with the first but the tenant. */
  connect(variables?: Readonly<Record<string, string>>): ConnectedProvider;
  /** Ada as she is; or as these changes of her record make her. */
  seed(changes?: Readonly<Record<string, unknown>>): void;
  /** Ada's record, read past the provider. */
  read(): Promise<Record<string, unknown>>;
  plan(change: Partial<IdentityUpdate>): Promise<ChangePlan>;
  /** Takes every step in its order. */
  apply(change: Partial<IdentityUpdate>, secrets?: Secrets): Promise<ChangePlan>;
  /** Operations since the last `clear`, tokens not counted. */
  calls(): readonly string[];
  clear(): void;
  close(): Promise<void>;
}

export async function openTenant(): Promise<Tenant> {
  const emulator = await startAuth0Emulator();
  liftRateLimits(emulator);
  const connect = (variables = {}): ConnectedProvider =>
    auth0.connect({ ...variablesOf(emulator), ...variables }, plainGates());
  const connected = connect();
  const writer = connected.openWriter(openScope());
  const plan = async (change: Partial<IdentityUpdate>): Promise<ChangePlan> => {
    const planned = await writer.plan(keyOf(ada), { profile: {}, ...change });
    if (planned === null) throw new Error("nobody to plan for");
    return planned;
  };
  return {
    emulator,
    connected,
    writer,
    connect,
    plan,
    seed: (changes = {}) => emulator.seed([{ ...person, auth0: [{ ...ada, ...changes }] }, other]),
    read: async () => {
      const answer = await fetch(`${emulator.origin}/api/v2/users/${encodeURIComponent(ada.user_id)}`, {
        headers: { authorization: `Bearer ${await tokenOf(emulator)}` },
      });
      return (await answer.json()) as Record<string, unknown>;
    },
    apply: async (change, secrets = {}) => {
      const planned = await plan(change);
      for (const step of planned.steps) await writer.take(step, secrets);
      return planned;
    },
    calls: () => emulator.requests.map(({ operation }) => operation).filter((name) => name !== "Token"),
    clear: () => emulator.clearRequests(),
    close: async () => {
      await connected.close();
      await emulator.close();
    },
  };
}

export function keyOf({ user_id }: { readonly user_id: string }): IdentityKey & { subject: ProviderSubject } {
  return { provider: "AUTH0", realm: sandboxRealms.auth0, subject: toSubject(user_id) };
}

function variablesOf({ origin }: Emulator): Readonly<Record<string, string>> {
  return {
    AUTH0_BASE_URL: origin,
    AUTH0_DOMAIN: sandboxRealms.auth0,
    AUTH0_CLIENT_ID: sandboxCredentials.auth0.clientId,
    AUTH0_CLIENT_SECRET: sandboxCredentials.auth0.clientSecret,
  };
}

async function tokenOf({ origin }: Emulator): Promise<string> {
  const answer = await fetch(`${origin}/oauth/token`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({
      grant_type: "client_credentials",
      client_id: sandboxCredentials.auth0.clientId,
      client_secret: sandboxCredentials.auth0.clientSecret,
      audience: `https://${sandboxRealms.auth0}/api/v2/`,
    }),
  });
  return ((await answer.json()) as { access_token: string }).access_token;
}
