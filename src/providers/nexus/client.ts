import type { JsonObject } from "../../identity/app-metadata.js";
import type { Call, Gate } from "../../identity/gate.js";
import type { ProviderSubject, Realm } from "../../identity/ids.js";
import type { TokenSource } from "../../platform/access-token.js";
import type { CallScope } from "../../platform/call-scope.js";
import { call, type HttpAnswer, type HttpCall, withTimeout } from "../../platform/http.js";
import { createTokenSource, toCredentials } from "./client.credentials.js";
import {
  fromAnswer,
  fromWriteAnswer,
  isListMissing,
  isNotFound,
  malformed,
  outcomeUnknown,
  rejected,
  tokenReplaced,
  toProviderError,
  toWriteError,
} from "./errors.js";
import {
  type FoundUsers,
  parsePage,
  parseSynced,
  parseUser,
  parseUsers,
  type UserPage,
} from "./mapping.answers.js";
import { literal, pathLiteral } from "./mapping.literals.js";
import type { NexusSettings } from "./settings.js";
import type { NexusUserWire, SyncAnswerWire } from "./wire.js";

/** The most comparisons joined by `or` in a filter: the usual OData limit of 100 nodes allows 16 to 19. */
export const maxFilterIds = 15;

/** The parts that the graph shows and that Nexus omits unless they are expanded. */
const expand =
  "owner,organization,memberOf,identities,roles,attributes,customUpns,subscriptions,applicationDeployments";

interface Outgoing extends Pick<HttpCall, "method"> {
  readonly path: string;
  readonly body?: JsonObject;
  readonly isRepeated: boolean;
}

/** A request, with Nexus's name of the operation. */
interface NexusRequest extends Pick<Call, "operation" | "batchSize"> {
  readonly path: string;
  readonly query: Readonly<Record<string, string>>;
}

interface Change extends Omit<Outgoing, "isRepeated"> {
  readonly operation: string;
  readonly body: JsonObject;
}

export interface NexusClientOptions {
  readonly settings: NexusSettings;
  readonly realm: Realm;
  readonly gate: Gate;
}

/** One method per endpoint. Methods throw only ProviderError. */
export class NexusClient {
  readonly #tokens: TokenSource | undefined;

  constructor(private readonly options: NexusClientOptions) {
    this.#tokens = createTokenSource(options.settings);
  }

  /** Fetches a token if one is needed and no valid one is cached. */
  async prepare(scopeSignal: AbortSignal): Promise<void> {
    const signal = withTimeout(scopeSignal, this.options.settings.timeoutMs);
    try {
      await this.#tokens?.get(signal);
    } catch (error) {
      throw toProviderError(error, signal);
    }
  }

  /** GetUser. Returns null when the user does not exist. */
  async getUser(id: ProviderSubject, scope: CallScope): Promise<NexusUserWire | null> {
    const path = `/v1/users/${encodeURIComponent(id)}`;
    return this.#read({ operation: "GetUser", path, query: { expand } }, scope, (answer) => {
      if (isNotFound(answer)) return null;
      if (answer.status !== 200) throw fromAnswer("GetUser", answer);
      return parseUser(answer.text, this.#onUnreadable, id);
    });
  }

  /** FindUserByConnection. Returns null when no user has this Auth0 user on this connection. */
  async findUserByConnection(
    connectionId: string,
    auth0UserId: string,
    scope: CallScope,
  ): Promise<NexusUserWire | null> {
    const operation = "FindUserByConnection";
    const names = `azoConnectionId=${pathLiteral(connectionId)},azoUserId=${pathLiteral(auth0UserId)}`;
    const path = `/v1/users/${operation}(${names})`;
    return this.#read({ operation, path, query: { expand } }, scope, (answer) => {
      if (isNotFound(answer)) return null;
      if (answer.status !== 200) throw fromAnswer(operation, answer);
      const user = parseUser(answer.text, this.#onUnreadable);
      const known = user.identities ?? [];
      const isNamed = known.some(({ azoUserId }) => azoUserId === auth0UserId);
      if (known.length > 0 && !isNamed) throw malformed("user: lacks the requested identity");
      return user;
    });
  }

  /**
   * PatchUser. A success may come without the user, so its body is not read. Throws `not_found`, and `outcome_unknown`
   * when the response was lost.
   */
  async patchUser(id: ProviderSubject, body: JsonObject, scope: CallScope): Promise<void> {
    const operation = "PatchUser";
    const path = `/v1/users/${encodeURIComponent(id)}`;
    await this.#write({ operation, method: "PATCH", path, body }, scope, (answer) => {
      const isPage = answer.headers.get("content-type")?.startsWith("text/html") ?? false;
      if (answer.status < 200 || answer.status > 299) throw fromWriteAnswer(operation, answer, body);
      if (isPage) throw outcomeUnknown(malformed(`${operation} answered an HTML page`));
    });
  }

  /** SyncUserIdentity. Returns null when the user does not exist; other failures are those of `patchUser`. */
  async syncUser(id: ProviderSubject, body: JsonObject, scope: CallScope): Promise<SyncAnswerWire | null> {
    const operation = "SyncUserIdentity";
    const path = `/v1/users/${encodeURIComponent(id)}/$sync`;
    return this.#write({ operation, method: "PUT", path, body }, scope, (answer) => {
      if (isNotFound(answer)) return null;
      if (answer.status !== 200) throw fromWriteAnswer(operation, answer, body);
      return parseSynced(answer.text, this.#onUnreadable, id);
    });
  }

  /**
   * ListUsers by at most `maxFilterIds` ids. The result omits unknown ids.
   *
   * @returns null when this environment does not have the operation
   */
  async findUsers(ids: readonly ProviderSubject[], scope: CallScope): Promise<FoundUsers | null> {
    return this.#listUsers(ids.map((id) => `id eq ${literal(id)}`).join(" or "), ids.length, scope);
  }

  /** ListUsers by address, which is unique in Nexus. Throws `rejected` when the environment lacks the operation. */
  async findUsersByEmail(email: string, scope: CallScope): Promise<FoundUsers> {
    const found = await this.#listUsers(`emailAddress eq ${literal(email)}`, 2, scope);
    if (found === null) throw rejected("this environment cannot be searched");
    return found;
  }

  /** ListUsers: one page of records, oldest first. Throws `rejected` when the environment lacks the operation. */
  async listPage(
    { skip, top }: { readonly skip: number; readonly top: number },
    scope: CallScope,
  ): Promise<UserPage> {
    const query = {
      orderby: "created,id",
      skip: `${skip}`,
      top: `${top}`,
      count: "true",
      expand: "identities",
    };
    const request = { operation: "ListUsers", batchSize: top, path: "/v1/users", query };
    return this.#read(request, scope, (answer) => {
      if (isListMissing(answer)) throw rejected("this environment has no list of users");
      if (answer.status !== 200) throw fromAnswer("ListUsers", answer);
      return parsePage(answer.text);
    });
  }

  async #listUsers(filter: string, top: number, scope: CallScope): Promise<FoundUsers | null> {
    const query = { filter, top: String(top), expand };
    const request = { operation: "ListUsers", batchSize: top, path: "/v1/users", query };
    return this.#read(request, scope, (answer) => {
      if (isListMissing(answer)) return null;
      if (answer.status !== 200) throw fromAnswer("ListUsers", answer);
      return parseUsers(answer.text, this.#onUnreadable);
    });
  }

  /** @param parse throws ProviderError for an unsuccessful or malformed response */
  #read<Answer>(
    { path, query, ...named }: NexusRequest,
    scope: CallScope,
    parse: (answer: HttpAnswer) => Answer,
  ): Promise<Answer> {
    const whole = { ...named, ...this.#toRoute() };
    return this.options.gate.read(whole, scope, async (scopeSignal, isRepeated) => {
      const signal = withTimeout(scopeSignal, this.options.settings.timeoutMs);
      try {
        const outgoing = { method: "GET", path: `${path}?${new URLSearchParams(query)}` } as const;
        return parse(await this.#send({ ...outgoing, isRepeated }, signal, call));
      } catch (error) {
        throw toProviderError(error, signal);
      }
    });
  }

  /** Only a request that was sent can have an unknown outcome: without a token, none is sent. */
  #write<Answer>(
    { operation, ...outgoing }: Change,
    scope: CallScope,
    parse: (answer: HttpAnswer) => Answer,
  ): Promise<Answer> {
    return this.options.gate.write(
      { operation, ...this.#toRoute() },
      scope,
      async (scopeSignal, isRepeated) => {
        const signal = withTimeout(scopeSignal, this.options.settings.timeoutMs);
        try {
          signal.throwIfAborted();
          const answer = await this.#send({ ...outgoing, isRepeated }, signal, async (sent) => {
            try {
              return await call(sent);
            } catch (error) {
              throw toWriteError(error, signal);
            }
          });
          return parse(answer);
        } catch (error) {
          throw toProviderError(error, signal);
        }
      },
    );
  }

  readonly #onUnreadable = (path: string): void => {
    this.options.gate.noteUnreadable(this.options.realm, path);
  };

  #toRoute(): Pick<Call, "realm" | "quotaClasses"> {
    return { realm: this.options.realm, quotaClasses: ["requests"] };
  }

  /** A cached token that Nexus refuses is discarded, and the gate sends the request again: a refused one had no effect. */
  async #send(outgoing: Outgoing, signal: AbortSignal, send: typeof call): Promise<HttpAnswer> {
    const { method, path, body, isRepeated } = outgoing;
    const url = `${this.options.settings.baseUrl}${path}`;
    const token = await this.#tokens?.get(signal);
    const type = body === undefined ? {} : { "content-type": "application/json" };
    const headers = { ...toCredentials(this.options.settings, token), ...type };
    const content = body === undefined ? {} : { body: JSON.stringify(body) };
    const answer = await send({ method, url, headers, signal, ...content });
    if (answer.status !== 401 || token === undefined || isRepeated) return answer;
    this.#tokens?.forget(token);
    throw tokenReplaced();
  }
}
