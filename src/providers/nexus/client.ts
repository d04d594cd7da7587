import type { ProviderSubject } from "../../identity/ids.js";
import { TokenSource } from "../../platform/access-token.js";
import { call, type HttpAnswer, withTimeout } from "../../platform/http.js";
import type { NexusConfig } from "./config.js";
import { fromAnswer, isNotFound, malformed, rejected, toProviderError } from "./errors.js";
import { type NexusUserWire, namedUserWire, userFieldsWire, userListWire, userWire } from "./wire.js";

/** `or`-ed comparisons in a filter: the usual OData limit of 100 nodes allows 16 to 19. */
export const maxFilterIds = 15;

/** Everything that is left out unless asked for, and that the graph shows. */
const expand =
  "owner,organization,memberOf,identities,roles,attributes,customUpns,subscriptions,applicationDeployments";

/** A found user, or what is wrong with the record, under its id; under the empty text when the record has none. */
export type FoundUsers = ReadonlyMap<string, NexusUserWire | Error>;

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
    const user = toUserOrError(parseJson(answer.text));
    if (user instanceof Error) throw user;
    if (user.id !== id) throw malformed("user: another user's id");
    return user;
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

  /** Bounds the call in time, and repeats it once with a new token when Nexus refused the one that we kept. */
  async #get(
    path: string,
    query: Readonly<Record<string, string>>,
    requestSignal: AbortSignal,
  ): Promise<HttpAnswer> {
    const signal = withTimeout(requestSignal, this.config.NEXUS_TIMEOUT_MS);
    const url = `${this.config.NEXUS_BASE_URL}${path}?${new URLSearchParams(query)}`;
    try {
      const token = await this.#tokens?.get(signal);
      const answer = await call({ method: "GET", url, headers: this.#headers(token), signal });
      if (answer.status !== 401 || token === undefined) return answer;
      this.#tokens?.forget(token);
      const newToken = await this.#tokens?.get(signal);
      return await call({ method: "GET", url, headers: this.#headers(newToken), signal });
    } catch (error) {
      throw toProviderError(error, signal);
    }
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

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw malformed("an answer that is no JSON");
  }
}

function toUserOrError(record: unknown): NexusUserWire | Error {
  const user = userWire.safeParse(record);
  const rest = userFieldsWire.safeParse(record);
  const issue = user.error?.issues[0] ?? rest.error?.issues[0];
  if (user.success && rest.success) return user.data;
  return malformed(`user: ${issue?.path.join(".")}`);
}
