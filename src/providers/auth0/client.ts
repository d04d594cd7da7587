import { UsersClient } from "auth0/users";
import type { JsonObject } from "../../identity/app-metadata.js";
import type { ProviderSubject } from "../../identity/ids.js";
import { TokenSource } from "../../platform/access-token.js";
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

/** One method per endpoint of the Management API. Every method throws ProviderError and nothing else. */
export class Auth0Client {
  readonly #users: UsersClient;
  readonly #tokens: TokenSource;
  readonly #timeoutMs: number;

  constructor(config: Auth0Config) {
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
      fetch: fetchToEnd, // without an answer the SDK leaves its timer running, which keeps the process alive
    });
  }

  /** `GET /users/{id}`: one user, always fresh. Null when there is none. */
  async getUser(subject: ProviderSubject, signal: AbortSignal): Promise<Auth0User | null> {
    const answer = await this.#call(signal, (options) =>
      this.#users.get(subject, {}, options).then(
        (body) => ({ body }), // wrapped, because a body may be null too
        (error: unknown) => {
          if (isNotFound(error)) return null;
          throw error;
        },
      ),
    );
    return answer === null ? null : parseUser(answer.body, subject);
  }

  /** `PATCH /users/{id}`: the whole user afterwards. Throws `outcome_unknown` when it may have been changed though no answer came. */
  async updateUser(subject: ProviderSubject, patch: JsonObject, signal: AbortSignal): Promise<Auth0User> {
    return this.#call(signal, async (options) => {
      try {
        return parseUser(await this.#users.update(subject, patch as Auth0Patch, options), subject);
      } catch (error) {
        throw isUnauthorized(error) ? error : toWriteError(error, options.abortSignal);
      }
    });
  }

  /**
   * `GET /users?q=user_id:(…)`: at most `maxSearchIds` users from the search index, which may not know the newest ones.
   * Answered by id: the order is not the question's, unknown ids are left out.
   */
  async searchUsers(subjects: readonly ProviderSubject[], signal: AbortSignal): Promise<FoundUsers> {
    const q = `user_id:(${subjects.map(quote).join(" OR ")})`;
    const page = await this.#call(signal, (options) =>
      this.#users.list({ q, search_engine: "v3", per_page: maxSearchIds, primary_order: false }, options),
    );
    // the SDK makes an empty page of whatever is no page, so its rows are taken from the answer itself
    return parseUsers(userPageWire.safeParse(page.response).data?.users);
  }

  /** `GET /users-by-email`: always fresh, one user per connection, compared case-sensitively by Auth0. */
  async listUsersByEmail(email: string, signal: AbortSignal): Promise<FoundUsers> {
    const body = await this.#call(signal, (options) => this.#users.listUsersByEmail({ email }, options));
    return parseUsers(body);
  }

  /** Bounds the call in time, and repeats it once with a new token when Auth0 refused the one that we kept. */
  async #call<Body>(
    requestSignal: AbortSignal,
    send: (options: {
      readonly abortSignal: AbortSignal;
      readonly timeoutInSeconds: number;
    }) => PromiseLike<Body>,
  ): Promise<Body> {
    const signal = withTimeout(requestSignal, this.#timeoutMs);
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
