import {
  AdminAddUserToGroupCommand,
  AdminCreateUserCommand,
  AdminGetUserCommand,
  AdminListGroupsForUserCommand,
  AdminSetUserPasswordCommand,
  CognitoIdentityProviderClient,
  paginateListUsers,
} from "@aws-sdk/client-cognito-identity-provider";
import { v7 as uuidv7 } from "uuid";
import type { Directory } from "../../../src/directory/directory.js";
import { openDirectory } from "../../../src/directory/open-directory.js";
import type { JsonObject } from "../../../src/identity/app-metadata.js";
import type { ConnectedProvider } from "../../../src/identity/provider.js";
import { openScope } from "../../../src/platform/call-scope.js";
import { cognito } from "../../../src/providers/cognito/index.js";
import { writeHandlers } from "../../../src/provisioning/handlers/all.js";
import {
  type CreateOutcome,
  createIdentity,
  startCreation,
} from "../../../src/provisioning/handlers/create-identity.js";
import { openCreator } from "../../../src/provisioning/open-writer.js";
import { recover } from "../../../src/provisioning/recovery.js";
import { RetainedWrites, runWrite, type WriteEnvironment } from "../../../src/provisioning/runner.js";
import { aliasPool, emailPool, sandboxPools, strictPool } from "../../../src/sandbox/cognito/pool-plan.js";
import { sandboxCredentials } from "../../../src/sandbox/realms.js";
import { attributesOf, holderOf, startCognito, toList } from "../../sandbox/cognito-client.js";
import { liftRateLimits } from "../../support/emulators.js";
import { plainGates } from "../../support/upstream.js";

export const leaseMs = 30_000;
export const goodPassword = "Correct-horse-7";

/** A user of a pool with everything that a call could change in them. */
export interface Account {
  readonly sub: string;
  readonly username: string;
  readonly status: string | undefined;
  readonly isEnabled: boolean | undefined;
  readonly createdAt: Date | undefined;
  /** Moves with every change but that of a group: the clock of the pools never stands still. */
  readonly modifiedAt: Date | undefined;
  readonly attributes: Readonly<Record<string, string>>;
  readonly groups: readonly string[];
}

/** Another program's account that is to be created. */
export interface Stranger {
  readonly pool: string;
  readonly username: string;
  readonly attributes: Readonly<Record<string, string>>;
  /** Whether they have chosen a password already. */
  readonly isConfirmed: boolean;
}

export type Creations = Awaited<ReturnType<typeof openCreations>>;

/** Cognito with pools of each kind, a directory, and creations carried out over both. */
export async function openCreations(variables: Readonly<Record<string, string>> = {}) {
  const clock = { ms: Date.UTC(2026, 8, 1) };
  const tick = (): number => {
    clock.ms += 1;
    return clock.ms;
  };
  const pools = [...sandboxPools, emailPool, aliasPool, strictPool];
  const running = await startCognito({ pools, now: tick });
  liftRateLimits(running.emulator);
  const { emulator } = running;
  const client = new CognitoIdentityProviderClient({
    ...{ endpoint: emulator.origin, region: "us-east-1", credentials: sandboxCredentials.cognito },
    maxAttempts: 1,
    requestHandler: { httpAgent: { keepAlive: false } }, // a connection at rest may be cut while a call goes out
  });
  const provider = cognito.connect(
    {
      COGNITO_USER_POOL_IDS: pools.map(({ id }) => id).join(","),
      COGNITO_ENDPOINT: emulator.origin,
      COGNITO_ACCESS_KEY_ID: sandboxCredentials.cognito.accessKeyId,
      COGNITO_SECRET_ACCESS_KEY: sandboxCredentials.cognito.secretAccessKey,
      ...variables,
    },
    plainGates(),
  );
  const now = (): Date => new Date(clock.ms);
  const openEmpty = () => openDirectory({ sqliteFile: ":memory:", now, storeNow: now });
  let directory: Directory = await openEmpty();

  const read = async (pool: string, name: string): Promise<Account> => {
    const user = await client.send(new AdminGetUserCommand({ UserPoolId: pool, Username: name }));
    const address = { UserPoolId: pool, Username: user.Username };
    const { Groups = [] } = await client.send(new AdminListGroupsForUserCommand(address));
    const { sub = "", ...attributes } = attributesOf(user.UserAttributes);
    return {
      sub,
      username: user.Username ?? "",
      status: user.UserStatus,
      isEnabled: user.Enabled,
      createdAt: user.UserCreateDate,
      modifiedAt: user.UserLastModifiedDate,
      attributes,
      groups: Groups.map(({ GroupName = "" }) => GroupName),
    };
  };

  return {
    ...{ clock, running, provider, client, read },
    directory: () => directory,
    environment: (providers: readonly ConnectedProvider[] = [provider]): WriteEnvironment => {
      const elapsedMs = (): number => clock.ms;
      return {
        directory,
        providers,
        now,
        elapsedMs,
        timeoutMs: 5_000,
        leaseMs,
        maxDeaths: 3,
        retained: new RetainedWrites(),
      };
    },
    /** Forgets every account, link, write, fault and call. */
    reset: async (): Promise<void> => {
      await directory.close();
      directory = await openEmpty();
      emulator.faults.clear();
      emulator.seed([holderOf()]);
      emulator.clearRequests();
    },
    /** Null when the pool can hold no such account. */
    addStranger: async ({ pool, username, attributes, isConfirmed }: Stranger): Promise<Account | null> => {
      const at = { UserPoolId: pool, Username: username };
      try {
        const UserAttributes = toList(attributes);
        await client.send(new AdminCreateUserCommand({ ...at, MessageAction: "SUPPRESS", UserAttributes }));
      } catch (error) {
        if (/^(Username|Alias)ExistsException$/.test((error as Error).name)) return null;
        throw error;
      }
      if (isConfirmed)
        await client.send(
          new AdminSetUserPasswordCommand({ ...at, Password: goodPassword, Permanent: true }),
        );
      await client.send(new AdminAddUserToGroupCommand({ ...at, GroupName: "staff" }));
      return read(pool, username);
    },
    list: async (pool: string): Promise<readonly Account[]> => {
      const names: string[] = [];
      for await (const { Users = [] } of paginateListUsers({ client }, { UserPoolId: pool }))
        names.push(...Users.map(({ Username = "" }) => Username));
      return Promise.all(names.map((name) => read(pool, name)));
    },
    /** Calls since the last `reset`, in their order. */
    calls: (): readonly string[] => emulator.requests.map(({ operation }) => operation),
    close: async (): Promise<void> => {
      await directory.close();
      await provider.close();
      client.destroy();
      await running.close();
    },
  };
}

/** Creates a user as the mutation does; null while nothing is decided. */
export async function createIn(
  environment: WriteEnvironment,
  { password, ...input }: JsonObject & { readonly password?: string },
): Promise<CreateOutcome | null> {
  const id = uuidv7();
  const plain = { ...input, ...(password !== undefined && { password: "[secret]" }) };
  const progress = await startCreation(openCreator("COGNITO", environment, openScope()), plain, {
    provider: "COGNITO",
    writeId: id,
    now: environment.now(),
    isForNewUser: true,
  });
  const result = await runWrite(environment, writeHandlers, {
    id,
    handler: createIdentity,
    actor: "client-1",
    userId: null,
    idempotencyKey: null,
    input: plain,
    secrets: password === undefined ? {} : { "COGNITO.password": password },
    progress,
    fields: Object.keys(plain),
    touched: [],
  });
  return result.kind === "completed" ? result.outcome : null;
}

const maxRounds = 12;

/** Recovers, a lease apart each time, until no write is left. */
export async function recoverAll(environment: WriteEnvironment, clock: { ms: number }): Promise<void> {
  const { journal } = environment.directory;
  for (let round = 1; (await journal.listStarted({ limit: 1 })).length > 0; round += 1) {
    if (round > maxRounds) throw new Error("a write never ends");
    clock.ms += leaseMs + 1;
    await recover(environment, writeHandlers);
  }
}
