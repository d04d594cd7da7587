import {
  AdminGetUserCommand,
  AdminListGroupsForUserCommand,
  CognitoIdentityProviderClient,
  ListUsersCommand,
} from "@aws-sdk/client-cognito-identity-provider";
import type { ProviderSubject, Realm } from "../../identity/ids.js";
import { withTimeout } from "../../platform/http.js";
import type { CognitoConfig } from "./config.js";
import { isNotFound, malformed, toProviderError } from "./errors.js";
import {
  type CognitoGroupWire,
  type CognitoUser,
  getUserWire,
  groupListWire,
  listedUserWire,
  userListWire,
} from "./wire.js";

/** Largest page of ListUsers and of AdminListGroupsForUser. */
const maxPageSize = 60;

/** One method per operation. Every method throws ProviderError and nothing else. */
export class CognitoClient {
  readonly #clients = new Map<string, CognitoIdentityProviderClient>();

  constructor(private readonly config: CognitoConfig) {}

  /** AdminGetUser: one user, always fresh. Null when there is none, and for federated users, whom it can't find by sub. */
  async getUser(pool: Realm, username: string, signal: AbortSignal): Promise<CognitoUser | null> {
    const answer = await this.#call(signal, (abortSignal) =>
      this.#clientOf(pool)
        .send(new AdminGetUserCommand({ UserPoolId: pool, Username: username }), { abortSignal })
        .catch((error: unknown) => {
          if (isNotFound(error)) return null;
          throw error;
        }),
    );
    if (answer === null) return null;
    const user = getUserWire.safeParse(answer);
    if (!user.success) throw malformed(`AdminGetUser: ${user.error.issues[0]?.path.join(".")}`);
    return user.data;
  }

  /** ListUsers by sub: as new as the index, which may lag. Null when the index has none. */
  async findUserBySub(pool: Realm, sub: ProviderSubject, signal: AbortSignal): Promise<CognitoUser | null> {
    const users = await this.#listUsers(pool, `sub = "${sub}"`, signal);
    return users.find((user) => user.attributes.get("sub") === sub) ?? null;
  }

  /** ListUsers by address, which Cognito compares without regard to case. Several users may share it. */
  async findUsersByEmail(pool: Realm, email: string, signal: AbortSignal): Promise<readonly CognitoUser[]> {
    const users = await this.#listUsers(pool, `email = ${quoted(email)}`, signal);
    const wanted = email.toLowerCase();
    return users.filter((user) => user.attributes.get("email")?.toLowerCase() === wanted);
  }

  /** AdminListGroupsForUser: every group of one user, in as many calls as there are pages. */
  async listGroups(pool: Realm, username: string, signal: AbortSignal): Promise<readonly CognitoGroupWire[]> {
    return this.#collect(async (token) => {
      const input = {
        UserPoolId: pool,
        Username: username,
        Limit: maxPageSize,
        ...(token && { NextToken: token }),
      };
      const answer = await this.#call(signal, (abortSignal) =>
        this.#clientOf(pool).send(new AdminListGroupsForUserCommand(input), { abortSignal }),
      );
      const page = groupListWire.safeParse(answer);
      if (!page.success) throw malformed("group list");
      return { items: page.data.Groups, token: page.data.NextToken };
    });
  }

  close(): void {
    for (const client of this.#clients.values()) client.destroy();
  }

  async #listUsers(pool: Realm, filter: string, signal: AbortSignal): Promise<readonly CognitoUser[]> {
    return this.#collect(async (token) => {
      const input = {
        UserPoolId: pool,
        Filter: filter,
        Limit: maxPageSize,
        ...(token && { PaginationToken: token }),
      };
      const answer = await this.#call(signal, (abortSignal) =>
        this.#clientOf(pool).send(new ListUsersCommand(input), { abortSignal }),
      );
      const page = userListWire.safeParse(answer);
      if (!page.success) throw malformed("user list");
      return { items: page.data.Users.map(parseListedUser), token: page.data.PaginationToken };
    });
  }

  /** A page may be empty and still have a successor: only a missing token ends the walk. */
  async #collect<Item>(
    readPage: (
      token: string | undefined,
    ) => Promise<{ items: readonly Item[]; token: string | null | undefined }>,
  ): Promise<readonly Item[]> {
    const items: Item[] = [];
    let token: string | undefined;
    do {
      const page = await readPage(token);
      items.push(...page.items);
      token = page.token ?? undefined;
    } while (token !== undefined);
    return items;
  }

  async #call<Answer>(
    requestSignal: AbortSignal,
    send: (signal: AbortSignal) => Promise<Answer>,
  ): Promise<Answer> {
    const signal = withTimeout(requestSignal, this.config.COGNITO_TIMEOUT_MS);
    try {
      return await send(signal);
    } catch (error) {
      throw toProviderError(error, signal);
    }
  }

  /** Pools of one region share a client; the region is the start of the pool's id. */
  #clientOf(pool: Realm): CognitoIdentityProviderClient {
    const region = pool.slice(0, pool.lastIndexOf("_"));
    const known = this.#clients.get(region);
    if (known !== undefined) return known;
    const client = createClient(region, this.config);
    this.#clients.set(region, client);
    return client;
  }
}

function createClient(region: string, config: CognitoConfig): CognitoIdentityProviderClient {
  const { COGNITO_ENDPOINT, COGNITO_ACCESS_KEY_ID, COGNITO_SECRET_ACCESS_KEY, COGNITO_TIMEOUT_MS } = config;
  const hasKey = COGNITO_ACCESS_KEY_ID !== undefined && COGNITO_SECRET_ACCESS_KEY !== undefined;
  return new CognitoIdentityProviderClient({
    region,
    maxAttempts: 1, // retries are ours: the SDK's spend the account's quota during throttling
    requestHandler: {
      connectionTimeout: COGNITO_TIMEOUT_MS,
      requestTimeout: COGNITO_TIMEOUT_MS,
      throwOnRequestTimeout: true, // otherwise the time-out only warns
    },
    ...(COGNITO_ENDPOINT !== undefined && { endpoint: COGNITO_ENDPOINT }),
    ...(hasKey && {
      credentials: { accessKeyId: COGNITO_ACCESS_KEY_ID, secretAccessKey: COGNITO_SECRET_ACCESS_KEY },
    }),
  });
}

function parseListedUser(user: unknown): CognitoUser {
  const parsed = listedUserWire.safeParse(user);
  if (!parsed.success) throw malformed(`ListUsers: ${parsed.error.issues[0]?.path.join(".")}`);
  return parsed.data;
}

/** Inside a filter's quotes a backslash and a quote are written with a backslash before them. */
function quoted(value: string): string {
  return `"${value.replaceAll("\\", "\\\\").replaceAll('"', '\\"')}"`;
}
