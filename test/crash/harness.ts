import { isDeepStrictEqual } from "node:util";
import {
  AdminAddUserToGroupCommand,
  AdminCreateUserCommand,
  AdminGetUserCommand,
  AdminListGroupsForUserCommand,
  CognitoIdentityProviderClient,
  paginateListUsers,
} from "@aws-sdk/client-cognito-identity-provider";
import { registry } from "../../src/app.js";
import type { Directory } from "../../src/directory/directory.js";
import { toRealm, toSubject } from "../../src/identity/ids.js";
import type { IdentityKey, LinkedUser } from "../../src/identity/link.js";
import type { ConnectedProvider, ProviderIdentity } from "../../src/identity/provider.js";
import { openScope } from "../../src/platform/call-scope.js";
import { toLinkedUsers } from "../../src/sandbox/guide.js";
import type { SamplePerson } from "../../src/sandbox/person.js";
import { sandboxCredentials } from "../../src/sandbox/realms.js";
import { type Sandbox, startSandbox } from "../../src/sandbox/sandbox.js";
import { sandboxVariables } from "../../src/sandbox/variables.js";
import type { StoreKind, TestStore } from "../support/directories.js";
import { emulatorsOf, liftRateLimits } from "../support/emulators.js";
import { plainGates } from "../support/upstream.js";
import { CallTrap } from "./points.js";
import { Processes } from "./process.js";

/** Longer than any step takes here; no process takes a write over earlier. */
export const leaseMs = 500;

/** A user of a Cognito pool, read past the program. */
export interface PoolUser {
  readonly subject: string;
  readonly username: string;
  readonly status: string | undefined;
  readonly isEnabled: boolean | undefined;
  /** Moves with every change but that of a group. */
  readonly modifiedAt: Date | undefined;
  readonly attributes: Readonly<Record<string, string>>;
  readonly groups: readonly string[];
}

/** A store and a sandbox that outlive the processes, and what a test can see in them without any process. */
export class Harness {
  readonly #providers: readonly ConnectedProvider[];
  readonly #cognito: CognitoIdentityProviderClient;
  readonly #parts: AsyncDisposableStack;
  /** As they came, by user name. */
  readonly #strangers = new Map<string, PoolUser>();

  private constructor(
    readonly directory: Directory,
    readonly processes: Processes,
    readonly trap: CallTrap,
    parts: { readonly sandbox: Sandbox; readonly disposables: AsyncDisposableStack },
  ) {
    this.#parts = parts.disposables;
    const variables = sandboxVariables(parts.sandbox);
    this.#providers = registry.map((provider) => provider.connect(variables, plainGates()));
    this.#cognito = new CognitoIdentityProviderClient({
      endpoint: parts.sandbox.cognito.origin,
      region: "us-east-1",
      credentials: sandboxCredentials.cognito,
    });
    for (const provider of this.#providers) this.#parts.defer(() => provider.close());
    this.#parts.defer(async () => this.#cognito.destroy());
  }

  static async create(kind: StoreKind, people: readonly SamplePerson[]): Promise<Harness> {
    const disposables = new AsyncDisposableStack();
    try {
      const store = await kind.create();
      disposables.defer(() => store.remove());
      const sandbox = await startSandbox({ people });
      disposables.defer(() => sandbox.close());
      liftRateLimits(...emulatorsOf(sandbox));
      const directory = await store.open();
      await directory.importUsers(toLinkedUsers(people));
      const variables = { ...sandboxVariables(sandbox), ...toVariables(store) };
      const processes = new Processes(variables, sandbox.tokens.administrator);
      disposables.defer(() => processes.killAll());
      return new Harness(directory, processes, new CallTrap(sandbox), { sandbox, disposables });
    } catch (error) {
      await disposables.disposeAsync();
      throw error;
    }
  }

  close(): Promise<void> {
    return this.#parts.disposeAsync();
  }

  /** Read by a source of its own, so that nothing is remembered from an earlier look. */
  async readIdentity(key: IdentityKey): Promise<ProviderIdentity> {
    const provider = this.#providers.find(({ name }) => name === key.provider);
    const identity = await provider?.openSource(openScope()).load(key.realm, key.subject);
    if (!identity) throw new Error(`${key.provider} does not hold ${key.subject}`);
    return identity;
  }

  /** Another program creates an account, which is none of ours from then on. */
  async addStranger(
    pool: string,
    username: string,
    attributes: Readonly<Record<string, string>>,
  ): Promise<void> {
    const address = { UserPoolId: pool, Username: username };
    const UserAttributes = Object.entries(attributes).map(([Name, Value]) => ({ Name, Value }));
    await this.#cognito.send(
      new AdminCreateUserCommand({ ...address, UserAttributes, MessageAction: "SUPPRESS" }),
    );
    await this.#cognito.send(new AdminAddUserToGroupCommand({ ...address, GroupName: "staff" }));
    this.#strangers.set(username, await this.#readPoolUser(pool, username));
  }

  /** What has happened to strangers, who must be left alone. */
  async findHarm(pool: string): Promise<readonly string[]> {
    const found = [...this.#strangers.values()].map(async (before) => {
      const after = await this.#readPoolUser(pool, before.username).catch(() => null);
      const key = { provider: "COGNITO", realm: toRealm(pool), subject: toSubject(before.subject) } as const;
      const owners = await this.findOwners(key);
      return [
        ...(isDeepStrictEqual(after, before) ? [] : [`${before.username} was changed`]),
        ...owners.map(({ id }) => `${before.username} is linked to ${id}`),
      ];
    });
    return (await Promise.all(found)).flat();
  }

  /** Everybody in the pool with the address, strangers aside. */
  async findPoolUsers(pool: string, email: string): Promise<readonly PoolUser[]> {
    const names = await this.listPoolNames(pool, `email = "${email}"`);
    return Promise.all(names.map((name) => this.#readPoolUser(pool, name)));
  }

  /** User names in the pool, strangers aside; all without a filter. */
  async listPoolNames(pool: string, filter?: string): Promise<readonly string[]> {
    const pages = paginateListUsers({ client: this.#cognito }, { UserPoolId: pool, Filter: filter });
    const names: string[] = [];
    for await (const { Users = [] } of pages) names.push(...Users.map(({ Username = "" }) => Username));
    return names.filter((name) => !this.#strangers.has(name));
  }

  async findOwners({ provider, realm, subject }: IdentityKey): Promise<readonly LinkedUser[]> {
    const users = await this.directory.findUsers([{ kind: "subject", provider, subject }]);
    return [...users.values()]
      .flat()
      .filter(({ links }) => links.some((link) => link.realm === realm && link.subject === subject));
  }

  async #readPoolUser(pool: string, name: string): Promise<PoolUser> {
    const address = { UserPoolId: pool, Username: name };
    const user = await this.#cognito.send(new AdminGetUserCommand(address));
    const { Groups = [] } = await this.#cognito.send(new AdminListGroupsForUserCommand(address));
    const attributes = Object.fromEntries(
      (user.UserAttributes ?? []).map(({ Name = "", Value = "" }) => [Name, Value]),
    );
    return {
      subject: attributes.sub ?? "",
      username: user.Username ?? "",
      status: user.UserStatus,
      isEnabled: user.Enabled,
      modifiedAt: user.UserLastModifiedDate,
      attributes,
      groups: Groups.map(({ GroupName = "" }) => GroupName),
    };
  }
}

/** Recovers at its start and then not for long: the statements of another round would be counted as the mutation's. */
function toVariables({ location }: TestStore): Readonly<Record<string, string>> {
  return {
    NODE_ENV: "test",
    PORT: "0",
    LOG_LEVEL: "silent",
    COGNITO_WRITE_ID_ATTRIBUTE: "",
    RECOVERY_PAUSE_MS: "300000",
    WRITE_LEASE_MS: String(leaseMs),
    TOKEN_CLOCK_SKEW_SECONDS: "120", // so far the processes' clocks are off
    ...("url" in location ? { DATABASE_URL: location.url } : { SQLITE_FILE: location.sqliteFile }),
  };
}
