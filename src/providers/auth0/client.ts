import { UsersClient } from "auth0/users";
import type { JsonObject } from "../../identity/app-metadata.js";
import type { Call, Gate } from "../../identity/gate.js";
import type { ProviderSubject, Realm } from "../../identity/ids.js";
import { TokenSource } from "../../platform/access-token.js";
import type { CallScope } from "../../platform/call-scope.js";
import { fetchToEnd, withTimeout } from "../../platform/http.js";
import type { Auth0Config } from "./config.js";
import { isNotFound, isUnauthorized, malformed, toProviderError, toWriteError } from "./errors.js";
import { type Auth0User, namedUserWire, userListWire, userPageWire, userWire } from "./wire.js";

/** Both the number of ids in a search and its page size: the documentation names 50 and 100, 50 fits either. */
export const maxSearchIds = 50;

/** Encoded length of a search's ids. The limit of Auth0's 414 is not published; about 4 kB is known to pass. */
export const maxSearchLength = 4_000;

/** What the SDK takes as the body of an update: it sends whatever it is given. */
type Auth0Patch = NonNullable<Parameters<UsersClient["update"]>[1]>;

/** A found user, or what is wrong with the record, under its subject; under the empty text when the record has none. */
export type FoundUsers = ReadonlyMap<string, Auth0User | Error>;

export interface Auth0ClientOptions {
  readonly config: Auth0Config;
  readonly realm: Realm;
  readonly gate: Gate;
  /** Those of the tenant's rate limits, so that what a header says of "the" limit is said of one that is kept. */
  readonly quotaClasses: readonly string[];
}

type QuotaClass = "users_read" | "users_write";

/** What the SDK's methods take for one call. */
interface SendOptions {
  readonly abortSignal: AbortSignal;
  readonly timeoutInSeconds: number;
}

/** One method per endpoint of the Management API. Every method throws ProviderError and nothing else. */
export class Auth0Client {
  readonly #users: UsersClient;
  readonly #tokens: TokenSource;
  readonly #timeoutMs: number;

  constructor(private readonly options: Auth0ClientOptions) {
    const { config } = options;
    const domain = config.AUTH0_DOMAIN ?? new URL(config.AUTH0_BASE_URL).host;
    this.#timeoutMs = config.AUTH0_TIMEOUT_MS;
    this.#tokens = new TokenSource({
      url: `${config.AUTH0_BASE_URL}/oauth/token`,
      clientId: config.AUTH0_CLIENT_ID,
      clientSecret: config.AUTH0_CLIENT_SECRET,
      audience: config.AUTH0_AUDIENCE ?? `https://${domain}/api/v2/`,
      timeoutMs: config.AUTH0_TIMEOUT_MS,
    });
    this.#users = new UsersClient({
      baseUrl: `${config.AUTH0_BASE_URL}/api/v2`,
      token: () => this.#tokens.get(),
      maxRetries: 0, // the SDK repeats writes too, and sleeps for up to a minute
      fetch: (...request) => this.#fetch(...request),
    });
  }

  /** Fetches a token where there is none that is good. */
  async prepare(scopeSignal: AbortSignal): Promise<void> {
    const signal = withTimeout(scopeSignal, this.#timeoutMs);
    try {
      await this.#tokens.get(signal);
    } catch (error) {
      throw toProviderError(error, signal);
    }
  }

  /** `GET /users/{id}`: one user, always fresh. Null when there is none. */
  async getUser(subject: ProviderSubject, scope: CallScope): Promise<Auth0User | null> {
    return this.#read({ operation: "GetUser" }, scope, async (options) => {
      const answer = await this.#users.get(subject, {}, options).then(
        (body) => ({ body }), // wrapped, because a body may be null too
        (error: unknown) => {
          if (isNotFound(error)) return null;
          throw error;
        },
      );
      return answer === null ? null : parseUser(answer.body, subject);
    });
  }

  /** `PATCH /users/{id}`: the whole user afterwards. Throws `outcome_unknown` when it may have been changed though no answer came. */
  async updateUser(subject: ProviderSubject, patch: JsonObject, scope: CallScope): Promise<Auth0User> {
    const call = { ...this.#toCall("users_write"), operation: "UpdateUser" };
    return this.options.gate.write(call, scope, (signal) =>
      this.#attempt(signal, async (options) => {
        try {
          return parseUser(await this.#users.update(subject, patch as Auth0Patch, options), subject);
        } catch (error) {
          throw isUnauthorized(error) ? error : toWriteError(error, options.abortSignal);
        }
      }),
    );
  }

  /**
   * `GET /users?q=user_id:(…)`: at most `maxSearchIds` users from the search index, which may not know the newest ones.
   * Answered by id: the order is not the question's, unknown ids are left out.
   */
  async searchUsers(subjects: readonly ProviderSubject[], scope: CallScope): Promise<FoundUsers> {
    const q = `user_id:(${subjects.map(quote).join(" OR ")})`;
    const query = { q, search_engine: "v3", per_page: maxSearchIds, primary_order: false } as const;
    const call = { operation: "ListUsers", batchSize: subjects.length };
    return this.#read(call, scope, async (options) => {
      const page = await this.#users.list(query, options);
      // the SDK makes an empty page of whatever is no page, so its rows are taken from the answer itself
      return parseUsers(userPageWire.safeParse(page.response).data?.users);
    });
  }

  /** `GET /users-by-email`: always fresh, one user per connection, compared case-sensitively by Auth0. */
  async listUsersByEmail(email: string, scope: CallScope): Promise<FoundUsers> {
    return this.#read({ operation: "ListUsersByEmail" }, scope, async (options) =>
      parseUsers(await this.#users.listUsersByEmail({ email }, options)),
    );
  }

  #read<Answer>(
    call: Pick<Call, "operation" | "batchSize">,
    scope: CallScope,
    send: (options: SendOptions) => Promise<Answer>,
  ): Promise<Answer> {
    const whole = { ...this.#toCall("users_read"), ...call };
    return this.options.gate.read(whole, scope, (signal) => this.#attempt(signal, send));
  }

  #toCall(quotaClass: QuotaClass): Pick<Call, "realm" | "quotaClasses"> {
    return { realm: this.options.realm, quotaClasses: ["global", quotaClass] };
  }

  /** Bounds the call in time, and repeats it once with a new token when Auth0 refused the one that we kept. */
  async #attempt<Answer>(
    scopeSignal: AbortSignal,
    send: (options: SendOptions) => Promise<Answer>,
  ): Promise<Answer> {
    const signal = withTimeout(scopeSignal, this.#timeoutMs);
    const options = { abortSignal: signal, timeoutInSeconds: this.#timeoutMs / 1000 };
    try {
      const token = await this.#tokens.get(signal);
      try {
        return await send(options);
      } catch (error) {
        if (!isUnauthorized(error)) throw error;
        this.#tokens.forget(token);
        await this.#tokens.get(signal); // the SDK's own question for it can't be given up
        return await send(options);
      }
    } catch (error) {
      throw toProviderError(error, signal);
    }
  }

  /**
   * Every answer tells how many calls are left of the tightest limit. Without an answer the SDK leaves its timer running,
   * which keeps the process alive; so it gets one that fails later.
   */
  async #fetch(...request: Parameters<typeof fetch>): Promise<Response> {
    const response = await fetchToEnd(...request);
    const { realm, gate, quotaClasses } = this.options;
    const remaining = response.headers.get("x-ratelimit-remaining");
    const ownClass: QuotaClass = request[1]?.method === "GET" ? "users_read" : "users_write";
    const quotaClass = quotaClasses.includes(ownClass) ? ownClass : "global";
    if (remaining !== null && /^\d{1,9}$/.test(remaining))
      gate.noteRemaining(realm, quotaClass, Number(remaining));
    return response;
  }
}

/** The id as a phrase of the search language; both escapes are the language's own. */
export function quote(subject: string): string {
  return `"${subject.replaceAll("\\", "\\\\").replaceAll('"', '\\"')}"`;
}

function parseUsers(body: unknown): FoundUsers {
  const list = userListWire.safeParse(body);
  if (!list.success) throw malformed("user list");
  return new Map(
    list.data.map((record) => [namedUserWire.safeParse(record).data?.user_id ?? "", toUserOrError(record)]),
  );
}

function toUserOrError(record: unknown): Auth0User | Error {
  const user = userWire.safeParse(record);
  return user.success ? user.data : malformed(`user: ${user.error.issues[0]?.path.join(".")}`);
}

/** The SDK resolves a 200 that is no JSON, so the shape is all that tells. */
function parseUser(body: unknown, subject: ProviderSubject): Auth0User {
  const user = toUserOrError(body);
  if (user instanceof Error) throw user;
  if (user.user_id !== subject) throw malformed("user: another user's user_id");
  return user;
}
