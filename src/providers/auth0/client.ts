import type { UsersClient } from "auth0/users";
import type { JsonObject } from "../../identity/app-metadata.js";
import type { Call, Gate } from "../../identity/gate.js";
import type { ProviderSubject, Realm } from "../../identity/ids.js";
import { TokenSource } from "../../platform/access-token.js";
import type { CallScope } from "../../platform/call-scope.js";
import { fetchToEnd, withTimeout } from "../../platform/http.js";
import { parseLeniently } from "../../platform/lenient.js";
import { Auth0Sdk } from "./client.sdk.js";
import {
  isNotFound,
  isUnauthorized,
  malformed,
  tokenReplaced,
  toProviderError,
  toWriteError,
} from "./errors.js";
import type { Auth0Settings } from "./settings.js";
import {
  type Auth0User,
  type ExportJob,
  jobWire,
  namedUserWire,
  userListWire,
  userPageWire,
  userWire,
} from "./wire.js";

/** The most ids in a search, and its page size. The documentation names 50 in one place and 100 in another. */
export const maxSearchIds = 50;

/** The longest encoded query. Auth0 answers longer URLs with 414 at an unpublished limit; about 4 kB is known to pass. */
export const maxSearchLength = 4_000;

/** The body of an update. The SDK sends it unchanged. */
type Auth0Patch = NonNullable<Parameters<UsersClient["update"]>[1]>;

/** The users found, or the errors of malformed records, by subject; by the empty string for a record without one. */
export type FoundUsers = ReadonlyMap<string, Auth0User | Error>;

export interface Auth0ClientOptions {
  readonly settings: Auth0Settings;
  readonly realm: Realm;
  readonly gate: Gate;
  /** The names of the tenant's rate limits, so that a response header applies to a limit that exists. */
  readonly quotaClasses: readonly string[];
}

type QuotaClass = "users_read" | "users_write";

/** Options of the SDK's methods. */
interface SendOptions {
  readonly abortSignal: AbortSignal;
  readonly timeoutInSeconds: number;
}

type Send<Answer> = (users: UsersClient, options: SendOptions) => Promise<Answer>;

/** One method per endpoint of the Management API. Methods throw only ProviderError. */
export class Auth0Client {
  readonly #sdk: Auth0Sdk;
  readonly #tokens: TokenSource;
  readonly #timeoutMs: number;

  constructor(private readonly options: Auth0ClientOptions) {
    const { settings } = options;
    const domain = settings.domain ?? new URL(settings.baseUrl).host;
    this.#timeoutMs = settings.timeoutMs;
    this.#tokens = new TokenSource({
      url: `${settings.baseUrl}/oauth/token`,
      clientId: settings.clientId,
      clientSecret: settings.clientSecret,
      audience: settings.audience ?? `https://${domain}/api/v2/`,
      timeoutMs: settings.timeoutMs,
    });
    this.#sdk = new Auth0Sdk({
      baseUrl: `${settings.baseUrl}/api/v2`,
      token: () => this.#tokens.get(),
      maxRetries: 0, // the SDK repeats writes too, and sleeps for up to a minute
      fetch: (...request) => this.#fetch(...request),
    });
  }

  /** Fetches a token unless a valid one is cached. */
  async prepare(scopeSignal: AbortSignal): Promise<void> {
    const signal = withTimeout(scopeSignal, this.#timeoutMs);
    try {
      await this.#tokens.get(signal);
    } catch (error) {
      throw toProviderError(error, signal);
    }
  }

  /** `GET /users/{id}`: one user, always fresh. Returns null when the user does not exist. */
  async getUser(subject: ProviderSubject, scope: CallScope): Promise<Auth0User | null> {
    return this.#read({ operation: "GetUser" }, scope, async (users, options) => {
      const answer = await users.get(subject, {}, options).then(
        (body) => ({ body }), // wrapped, because a body may be null
        (error: unknown) => {
          if (isNotFound(error)) return null;
          throw error;
        },
      );
      return answer === null ? null : this.#parseUser(answer.body, subject);
    });
  }

  /** `PATCH /users/{id}`: returns the whole user after the change. Throws `outcome_unknown` when the response was lost. */
  async updateUser(subject: ProviderSubject, patch: JsonObject, scope: CallScope): Promise<Auth0User> {
    const call = { ...this.#toCall("users_write"), operation: "UpdateUser" };
    return this.options.gate.write(call, scope, (signal, isRepeated) =>
      this.#attempt({ signal, isRepeated }, async (users, options) => {
        try {
          return this.#parseUser(await users.update(subject, patch as Auth0Patch, options), subject);
        } catch (error) {
          throw isUnauthorized(error) ? error : toWriteError(error, options.abortSignal, patch);
        }
      }),
    );
  }

  /**
   * `GET /users?q=user_id:(…)`: at most `maxSearchIds` users from the search index, which may miss the newest users.
   * Results come in any order, without unknown ids.
   */
  async searchUsers(subjects: readonly ProviderSubject[], scope: CallScope): Promise<FoundUsers> {
    const q = `user_id:(${subjects.map(quote).join(" OR ")})`;
    const query = { q, search_engine: "v3", per_page: maxSearchIds, primary_order: false } as const;
    const call = { operation: "ListUsers", batchSize: subjects.length };
    return this.#read(call, scope, async (users, options) => {
      const page = await users.list(query, options);
      // the SDK turns a response that is not a page into an empty page, so the rows are read from the response itself
      return this.#parseUsers(userPageWire.safeParse(page.response).data?.users);
    });
  }

  /** `GET /users-by-email`: always fresh, one user per connection, compared case-sensitively by Auth0. */
  async listUsersByEmail(email: string, scope: CallScope): Promise<FoundUsers> {
    return this.#read({ operation: "ListUsersByEmail" }, scope, async (users, options) =>
      this.#parseUsers(await users.listUsersByEmail({ email }, options)),
    );
  }

  /** `POST /jobs/users-exports`: starts an export of the ids of all users. Returns the id of the job. */
  async startExport(scope: CallScope): Promise<string> {
    const call = { ...this.#toCall("users_write"), operation: "ExportUsers" };
    return this.options.gate.write(call, scope, (signal, isRepeated) =>
      this.#attempt({ signal, isRepeated }, async (_, options) => {
        const jobs = await this.#sdk.jobs();
        const request = { format: "json" as const, fields: [{ name: "user_id" }] };
        return parseJob(await jobs.usersExports.create(request, options)).id;
      }),
    );
  }

  /** `GET /jobs/{id}`. Throws `not_found` when the job is gone, as it is after a day. */
  async getExport(id: string, scope: CallScope): Promise<ExportJob> {
    return this.#read({ operation: "GetJob" }, scope, async (_, options) =>
      parseJob(await (await this.#sdk.jobs()).get(id, options)),
    );
  }

  #read<Answer>(
    call: Pick<Call, "operation" | "batchSize">,
    scope: CallScope,
    send: Send<Answer>,
  ): Promise<Answer> {
    const whole = { ...this.#toCall("users_read"), ...call };
    return this.options.gate.read(whole, scope, (signal, isRepeated) =>
      this.#attempt({ signal, isRepeated }, send),
    );
  }

  #toCall(quotaClass: QuotaClass): Pick<Call, "realm" | "quotaClasses"> {
    return { realm: this.options.realm, quotaClasses: ["global", quotaClass] };
  }

  /** Limits the duration of the call. A cached token that Auth0 refuses is discarded, and the gate sends the call again. */
  async #attempt<Answer>(
    { signal: scopeSignal, isRepeated }: { readonly signal: AbortSignal; readonly isRepeated: boolean },
    send: Send<Answer>,
  ): Promise<Answer> {
    const signal = withTimeout(scopeSignal, this.#timeoutMs);
    const options = { abortSignal: signal, timeoutInSeconds: this.#timeoutMs / 1000 };
    try {
      const token = await this.#tokens.get(signal);
      try {
        return await send(await this.#sdk.users(), options);
      } catch (error) {
        if (isRepeated || !isUnauthorized(error)) throw error;
        this.#tokens.forget(token);
        throw tokenReplaced();
      }
    } catch (error) {
      throw toProviderError(error, signal);
    }
  }

  /**
   * Every response reports how many calls are left of the tightest limit. When a request fails, the SDK leaves its timer
   * running, which keeps the process alive; so it gets a response whose body fails instead.
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

  #parseUsers(body: unknown): FoundUsers {
    const list = userListWire.safeParse(body);
    if (!list.success) throw malformed("user list");
    return new Map(
      list.data.map((record) => [
        namedUserWire.safeParse(record).data?.user_id ?? "",
        this.#toUserOrError(record),
      ]),
    );
  }

  /** The SDK accepts a 200 response that is not JSON, so only the shape shows that it is malformed. */
  #parseUser(body: unknown, subject: ProviderSubject): Auth0User {
    const user = this.#toUserOrError(body);
    if (user instanceof Error) throw user;
    if (user.user_id !== subject) throw malformed("user: another user's user_id");
    return user;
  }

  #toUserOrError(record: unknown): Auth0User | Error {
    const { gate, realm } = this.options;
    const user = parseLeniently(userWire, record, (path) => gate.noteUnreadable(realm, path));
    return user ?? malformed("user without user_id");
  }
}

function parseJob(body: unknown): ExportJob {
  const job = jobWire.safeParse(body);
  if (!job.success) throw malformed("job");
  return job.data;
}

/** The id as a quoted phrase of the search syntax, with backslashes and quotes escaped. */
export function quote(subject: string): string {
  return `"${subject.replaceAll("\\", "\\\\").replaceAll('"', '\\"')}"`;
}
