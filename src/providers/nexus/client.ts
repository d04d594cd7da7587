import type { JsonObject } from "../../identity/app-metadata.js";
import type { ProviderSubject } from "../../identity/ids.js";
import { TokenSource } from "../../platform/access-token.js";
import { call, type HttpAnswer, type HttpCall, withTimeout } from "../../platform/http.js";
import type { NexusConfig } from "./config.js";
import {
  fromAnswer,
  fromWriteAnswer,
  isNotFound,
  malformed,
  outcomeUnknown,
  rejected,
  toProviderError,
  toWriteError,
} from "./errors.js";
import {
  type NexusUserWire,
  namedUserWire,
  type SyncAnswerWire,
  syncAnswerWire,
  userFieldsWire,
  userListWire,
  userWire,
} from "./wire.js";

/** `or`-ed comparisons in a filter: the usual OData limit of 100 nodes allows 16 to 19. */
export const maxFilterIds = 15;

/** Everything that is left out unless asked for, and that the graph shows. */
const expand =
  "owner,organization,memberOf,identities,roles,attributes,customUpns,subscriptions,applicationDeployments";

/** A found user, or what is wrong with the record, under its id; under the empty text when the record has none. */
export type FoundUsers = ReadonlyMap<string, NexusUserWire | Error>;

interface Outgoing extends Pick<HttpCall, "method"> {
  readonly path: string;
  readonly body?: JsonObject;
}

/** One method per endpoint. Every method throws ProviderError and nothing else. */
export class NexusClient {
  readonly #tokens: TokenSource | undefined;

  constructor(private readonly config: NexusConfig) {
    this.#tokens = createTokenSource(config);
  }

  /** GetUser. Null when there is none. */
  async getUser(id: ProviderSubject, signal: AbortSignal): Promise<NexusUserWire | null> {
    const answer = await this.#get(`/v1/users/${encodeURIComponent(id)}`, { expand }, signal);
    if (isNotFound(answer)) return null;
    if (answer.status !== 200) throw fromAnswer("GetUser", answer);
    return toUser(parseJson(answer.text), id);
  }

  /** FindUserByConnection. Null when no user has this Auth0 user on this connection. */
  async findUserByConnection(
    connectionId: string,
    auth0UserId: string,
    signal: AbortSignal,
  ): Promise<NexusUserWire | null> {
    const names = `azoConnectionId=${pathLiteral(connectionId)},azoUserId=${pathLiteral(auth0UserId)}`;
    const answer = await this.#get(`/v1/users/FindUserByConnection(${names})`, { expand }, signal);
    if (isNotFound(answer)) return null;
    if (answer.status !== 200) throw fromAnswer("FindUserByConnection", answer);
    const user = toUser(parseJson(answer.text));
    const known = user.identities ?? [];
    const isNamed = known.some(({ azoUserId }) => azoUserId === auth0UserId);
    if (known.length > 0 && !isNamed) throw malformed("user: has not the identity that was asked for");
    return user;
  }

  /**
   * PatchUser. A success may or may not come with the user, so its body is not read. Throws `not_found`, and
   * `outcome_unknown` when it may have been carried out though no answer came.
   */
  async patchUser(id: ProviderSubject, change: JsonObject, signal: AbortSignal): Promise<void> {
    const path = `/v1/users/${encodeURIComponent(id)}`;
    const answer = await this.#write({ method: "PATCH", path, body: change }, signal);
    const isPage = answer.headers.get("content-type")?.startsWith("text/html") ?? false;
    if (answer.status < 200 || answer.status > 299)
      throw fromWriteAnswer("PatchUser", answer, Object.keys(change));
    if (isPage) throw outcomeUnknown(malformed("PatchUser answered a page of HTML"));
  }

  /** SyncUserIdentity. Null when there is no such user; otherwise throws as `patchUser` does. */
  async syncUser(
    id: ProviderSubject,
    order: JsonObject,
    signal: AbortSignal,
  ): Promise<SyncAnswerWire | null> {
    const path = `/v1/users/${encodeURIComponent(id)}/$sync`;
    const answer = await this.#write({ method: "PUT", path, body: order }, signal);
    if (isNotFound(answer)) return null;
    if (answer.status !== 200) throw fromWriteAnswer("SyncUserIdentity", answer, Object.keys(order));
    const body = parseWritten(answer.text);
    const parsed = syncAnswerWire.safeParse(body);
    if (!parsed.success) throw malformed(`sync: ${parsed.error.issues[0]?.path.join(".")}`);
    const { userId, user = null, ...rest } = parsed.data;
    if (userId !== id) throw malformed("sync: another user's id");
    return { ...rest, user: user === null ? null : toUser(user, id) };
  }

  /**
   * ListUsers by at most `maxFilterIds` ids. Unknown ids are left out.
   *
   * @returns null when this environment does not have the operation
   */
  async findUsers(ids: readonly ProviderSubject[], signal: AbortSignal): Promise<FoundUsers | null> {
    return this.#listUsers(ids.map((id) => `id eq ${literal(id)}`).join(" or "), ids.length, signal);
  }

  /** ListUsers by address, which is unique in Nexus. Rejected where the environment does not have the operation. */
  async findUsersByEmail(email: string, signal: AbortSignal): Promise<FoundUsers> {
    const found = await this.#listUsers(`emailAddress eq ${literal(email)}`, 2, signal);
    if (found === null) throw rejected("this environment cannot be searched");
    return found;
  }

  async #listUsers(filter: string, top: number, signal: AbortSignal): Promise<FoundUsers | null> {
    const answer = await this.#get("/v1/users", { filter, top: String(top), expand }, signal);
    if (isNotFound(answer) || answer.status === 405 || answer.status === 501) return null;
    if (answer.status !== 200) throw fromAnswer("ListUsers", answer);
    const list = userListWire.safeParse(parseJson(answer.text));
    if (!list.success) throw malformed("user list");
    return new Map(
      list.data.value.map((record) => [
        namedUserWire.safeParse(record).data?.id ?? "",
        toUserOrError(record),
      ]),
    );
  }

  async #get(
    path: string,
    query: Readonly<Record<string, string>>,
    requestSignal: AbortSignal,
  ): Promise<HttpAnswer> {
    const signal = withTimeout(requestSignal, this.config.NEXUS_TIMEOUT_MS);
    try {
      return await this.#send({ method: "GET", path: `${path}?${new URLSearchParams(query)}` }, signal, call);
    } catch (error) {
      throw toProviderError(error, signal);
    }
  }

  /** Only a call that was sent can have an unknown outcome: without a token, none is. */
  async #write(
    request: Outgoing & { readonly body: JsonObject },
    requestSignal: AbortSignal,
  ): Promise<HttpAnswer> {
    const signal = withTimeout(requestSignal, this.config.NEXUS_TIMEOUT_MS);
    try {
      signal.throwIfAborted();
      return await this.#send(request, signal, async (sent) => {
        try {
          return await call(sent);
        } catch (error) {
          throw toWriteError(error, signal);
        }
      });
    } catch (error) {
      throw toProviderError(error, signal);
    }
  }

  /** Repeats the call once with a new token when Nexus refused the one that we kept; nothing has come of it then. */
  async #send({ method, path, body }: Outgoing, signal: AbortSignal, send: typeof call): Promise<HttpAnswer> {
    const url = `${this.config.NEXUS_BASE_URL}${path}`;
    const sendWith = (token: string | undefined): Promise<HttpAnswer> => {
      const headers = this.#headers(token);
      if (body === undefined) return send({ method, url, headers, signal });
      const type = { "content-type": "application/json" };
      return send({ method, url, headers: { ...headers, ...type }, body: JSON.stringify(body), signal });
    };
    const token = await this.#tokens?.get(signal);
    const answer = await sendWith(token);
    if (answer.status !== 401 || token === undefined) return answer;
    this.#tokens?.forget(token);
    return sendWith(await this.#tokens?.get(signal));
  }

  #headers(fetchedToken: string | undefined): Record<string, string> {
    const { config } = this;
    const accept = { accept: "application/json" };
    const token = fetchedToken ?? config.NEXUS_TOKEN;
    if (token !== undefined && config.NEXUS_APPLICATION_TOKEN !== undefined) {
      const header = config.NEXUS_APPLICATION_TOKEN_HEADER;
      return { ...accept, authorization: `Bearer ${token}`, [header]: config.NEXUS_APPLICATION_TOKEN };
    }
    const basic = Buffer.from(`${config.NEXUS_BASIC_USER}:${config.NEXUS_BASIC_PASSWORD}`).toString("base64");
    return { ...accept, authorization: `Basic ${basic}` };
  }
}

function createTokenSource(config: NexusConfig): TokenSource | undefined {
  const { NEXUS_TOKEN_URL: url, NEXUS_CLIENT_ID: clientId, NEXUS_CLIENT_SECRET: clientSecret } = config;
  const { NEXUS_AUDIENCE: audience, NEXUS_TIMEOUT_MS: timeoutMs } = config;
  const isComplete = url && clientId && clientSecret && audience;
  return isComplete ? new TokenSource({ url, clientId, clientSecret, audience, timeoutMs }) : undefined;
}

/** An OData string literal: quotes inside are doubled. */
function literal(text: string): string {
  return `'${text.replaceAll("'", "''")}'`;
}

/** The literal within a path: quotes are doubled first, then all that is not plain is percent-encoded. */
function pathLiteral(text: string): string {
  return `'${encodeURIComponent(text.replaceAll("'", "''")).replaceAll("'", "%27")}'`;
}

/** A write that was carried out and whose answer came broken is one whose answer was lost. */
function parseWritten(text: string): unknown {
  try {
    return parseJson(text);
  } catch {
    throw outcomeUnknown(malformed("an answer that is no JSON"));
  }
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw malformed("an answer that is no JSON");
  }
}

/** @param id whom the answer must be about, where that is known */
function toUser(record: unknown, id?: ProviderSubject): NexusUserWire {
  const user = toUserOrError(record);
  if (user instanceof Error) throw user;
  if (id !== undefined && user.id !== id) throw malformed("user: another user's id");
  return user;
}

function toUserOrError(record: unknown): NexusUserWire | Error {
  const user = userWire.safeParse(record);
  const rest = userFieldsWire.safeParse(record);
  const issue = user.error?.issues[0] ?? rest.error?.issues[0];
  if (user.success && rest.success) return user.data;
  return malformed(`user: ${issue?.path.join(".")}`);
}
