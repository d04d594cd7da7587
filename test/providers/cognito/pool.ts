import {
  AdminGetUserCommand,
  AdminListGroupsForUserCommand,
} from "@aws-sdk/client-cognito-identity-provider";
import { type Realm, toRealm, toSubject } from "../../../src/identity/ids.js";
import type { IdentityKey } from "../../../src/identity/link.js";
import type { ConnectedProvider } from "../../../src/identity/provider.js";
import type {
  ChangePlan,
  IdentityCreator,
  IdentityUpdate,
  IdentityWriter,
  Secrets,
} from "../../../src/identity/writer.js";
import { openScope } from "../../../src/platform/call-scope.js";
import { cognito } from "../../../src/providers/cognito/index.js";
import { aliasPool, emailPool, type PoolPlan, sandboxPools } from "../../../src/sandbox/cognito/pool-plan.js";
import { type CognitoRecord, personSeed } from "../../../src/sandbox/person.js";
import { sandboxCredentials } from "../../../src/sandbox/realms.js";
import { toCognitoRecord } from "../../../src/sandbox/records.js";
import { attributesOf, holderOf, type Running, startCognito } from "../../sandbox/cognito-client.js";
import { liftRateLimits } from "../../support/emulators.js";
import { plainGates } from "../../support/upstream.js";

/** Of every kind that there is: plain user names twice, the address as user name, the address as alias. */
export const [staffPlan, partnerPlan] = sandboxPools as readonly [PoolPlan, PoolPlan];
export const historyPlan: PoolPlan = {
  ...staffPlan,
  id: "us-east-1_History01",
  password: { ...staffPlan.password, historySize: 2 },
};
const plans = [staffPlan, partnerPlan, emailPool, aliasPool, historyPlan];

export const ada: CognitoRecord = toCognitoRecord(personSeed(0));
export const bob: CognitoRecord = toCognitoRecord(personSeed(1));

/** What a user is, read past the provider. */
export interface FoundUser {
  readonly username: string | undefined;
  readonly status: string | undefined;
  readonly isEnabled: boolean | undefined;
  readonly attributes: Readonly<Record<string, string>>;
  readonly groups: readonly string[];
}

/** A running emulator with pools of every kind, and a provider connected to it. */
export interface Pools {
  readonly running: Running;
  readonly connected: ConnectedProvider;
  readonly writer: IdentityWriter;
  readonly creator: IdentityCreator;
  /** Another process: it shares nothing with the first but the pools. */
  connect(variables?: Readonly<Record<string, string>>): ConnectedProvider;
  /** Forgets everybody but these, all faults and all calls. */
  seed(...records: readonly CognitoRecord[]): void;
  /** Null when there is none. */
  read(name?: string, pool?: string): Promise<FoundUser | null>;
  /** A change of Ada. */
  plan(change: Partial<IdentityUpdate>): Promise<ChangePlan>;
  /** Takes every step in its order. */
  apply(change: Partial<IdentityUpdate>, secrets?: Secrets): Promise<ChangePlan>;
  /** Operations since the last `seed` or `clear`. */
  calls(): readonly string[];
  clear(): void;
  close(): Promise<void>;
}

export async function openPools(): Promise<Pools> {
  const running = await startCognito({ pools: plans });
  const { emulator, client } = running;
  liftRateLimits(running.emulator);
  const connect = (variables = {}): ConnectedProvider =>
    cognito.connect({ ...variablesOf(running), ...variables }, plainGates());
  const connected = connect();
  const writer = connected.openWriter(openScope());
  const plan = async (change: Partial<IdentityUpdate>): Promise<ChangePlan> => {
    const planned = await writer.plan(keyOf(ada), { profile: {}, ...change });
    if (planned === null) throw new Error("nobody to plan for");
    return planned;
  };
  const read = async (Username: string, UserPoolId: string): Promise<FoundUser> => {
    const user = await client.send(new AdminGetUserCommand({ UserPoolId, Username }));
    const { Groups } = await client.send(new AdminListGroupsForUserCommand({ UserPoolId, Username }));
    return {
      username: user.Username,
      status: user.UserStatus,
      isEnabled: user.Enabled,
      attributes: attributesOf(user.UserAttributes),
      groups: (Groups ?? []).map(({ GroupName = "" }) => GroupName),
    };
  };
  return {
    running,
    connected,
    writer,
    creator: creatorOf(connected),
    connect,
    seed: (...records) => {
      emulator.seed([holderOf(...records)]);
      emulator.faults.clear();
      Object.assign(emulator.settings, { listLagMs: 0, failDelivery: false });
      emulator.clearRequests();
    },
    read: async (name = ada.sub, pool = ada.poolId) => {
      try {
        return await read(name, pool);
      } catch (error) {
        if (error instanceof Error && error.name === "UserNotFoundException") return null;
        throw error;
      }
    },
    plan,
    apply: async (change, secrets = {}) => {
      const planned = await plan(change);
      for (const step of planned.steps) await writer.take(step, secrets);
      return planned;
    },
    calls: () => emulator.requests.map(({ operation }) => operation),
    clear: () => emulator.clearRequests(),
    close: async () => {
      await connected.close();
      await running.close();
    },
  };
}

export function creatorOf({ openCreator }: ConnectedProvider): IdentityCreator {
  const creator = openCreator?.(openScope());
  if (creator === undefined) throw new Error("Cognito creates nobody");
  return creator;
}

export function keyOf({ poolId, sub }: Pick<CognitoRecord, "poolId" | "sub">): IdentityKey {
  return { provider: "COGNITO", realm: toRealm(poolId) as Realm, subject: toSubject(sub) };
}

/** Ada with other attributes; undefined takes one away. */
export function adaWith(
  changes: Readonly<Record<string, string | undefined>>,
  rest: Partial<CognitoRecord> = {},
): CognitoRecord {
  const attributes = Object.entries({ ...ada.attributes, ...changes }).filter(
    ([, text]) => text !== undefined,
  );
  return { ...ada, attributes: Object.fromEntries(attributes) as Record<string, string>, ...rest };
}

function variablesOf({ emulator }: Running): Readonly<Record<string, string>> {
  return {
    COGNITO_USER_POOL_IDS: plans.map(({ id }) => id).join(","),
    COGNITO_ENDPOINT: emulator.origin,
    COGNITO_ACCESS_KEY_ID: sandboxCredentials.cognito.accessKeyId,
    COGNITO_SECRET_ACCESS_KEY: sandboxCredentials.cognito.secretAccessKey,
  };
}
