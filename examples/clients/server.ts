import { setTimeout as sleep } from "node:timers/promises";

export interface CallerOptions {
  /** The address of the router. */
  readonly url: string;
  /** Returns an access token of the machine, kept until shortly before it expires. */
  readonly getToken: () => Promise<string>;
}

export interface Answer<Data> {
  readonly data: Data | null;
  /** A field with an error is null in `data`; the rest is complete. */
  readonly errors?: readonly {
    readonly message: string;
    readonly path?: readonly (string | number)[];
    readonly extensions?: { readonly code?: string; readonly retryAfterSeconds?: number };
  }[];
}

export interface Operation {
  readonly query: string;
  readonly variables?: Readonly<Record<string, unknown>>;
  /** Whether it may be sent twice: queries, and mutations with an `idempotencyKey`. */
  readonly isRepeatable: boolean;
}

export type Ask = <Data>(operation: Operation) => Promise<Answer<Data>>;

const maxTries = 3;
/** Longer than the service takes to answer with what it has. */
const timeoutMs = 20_000;

/** Sends operations as a machine. */
export function createCaller({ url, getToken }: CallerOptions): Ask {
  const send = async ({ query, variables }: Operation): Promise<Response> =>
    fetch(url, {
      method: "POST",
      headers: { "content-type": "application/json", authorization: `Bearer ${await getToken()}` },
      body: JSON.stringify({ query, variables }),
      signal: AbortSignal.timeout(timeoutMs),
    });
  return async <Data>(operation: Operation) => {
    for (let tries = 1; ; tries += 1) {
      const mayRepeat = operation.isRepeatable && tries < maxTries;
      const response = await send(operation).catch((error: Error) => {
        if (mayRepeat) return undefined;
        throw error;
      });
      const isRefused = response !== undefined && [429, 502, 503, 504].includes(response.status);
      if (response !== undefined && !(isRefused && mayRepeat)) return (await response.json()) as Answer<Data>;
      await sleep(Number(response?.headers.get("retry-after") ?? 2 ** tries / 4) * 1_000);
    }
  };
}

export interface MachineOptions {
  /** As https://example.eu.auth0.com/oauth/token. */
  readonly tokenUrl: string;
  readonly clientId: string;
  readonly clientSecret: string;
  /** One of the service's TOKEN_AUDIENCES. */
  readonly audience: string;
}

/** Fetches a token with client credentials, once for all callers, and again a minute before it expires. */
export function createTokenSource({ tokenUrl, clientId, clientSecret, audience }: MachineOptions) {
  let token: Promise<string> | undefined;
  let expiresAtMs = 0;
  const request = async (): Promise<string> => {
    const response = await fetch(tokenUrl, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({
        grant_type: "client_credentials",
        client_id: clientId,
        client_secret: clientSecret,
        audience,
      }),
    });
    if (!response.ok) throw new Error(`no token: ${response.status}`);
    const issued = (await response.json()) as { readonly access_token: string; readonly expires_in: number };
    expiresAtMs = Date.now() + (issued.expires_in - 60) * 1_000;
    return issued.access_token;
  };
  return (): Promise<string> => {
    if (token !== undefined && Date.now() < expiresAtMs) return token;
    expiresAtMs = Number.POSITIVE_INFINITY; // until it is here, all callers wait for the same
    token = request();
    token.catch(() => {
      token = undefined;
    });
    return token;
  };
}

/** The service accepts 20 root fields per request. All of them share their calls to providers. */
const maxUsersPerRequest = 20;

/** Reads users by id with the same selection, in the order of the ids; null for an unknown one. */
export async function readUsers<User>(
  ask: Ask,
  ids: readonly string[],
  selection: string,
): Promise<readonly (User | null)[]> {
  const users: (User | null)[] = [];
  for (let start = 0; start < ids.length; start += maxUsersPerRequest) {
    const part = ids.slice(start, start + maxUsersPerRequest);
    const parameters = part.map((_, index) => `$id${index}: ID!`).join(", ");
    const fields = part.map((_, index) => `user${index}: user(by: { id: $id${index} }) { ${selection} }`);
    const { data } = await ask<Record<string, User | null>>({
      query: `query (${parameters}) { ${fields.join(" ")} }`,
      variables: Object.fromEntries(part.map((id, index) => [`id${index}`, id])),
      isRepeatable: true,
    });
    users.push(...part.map((_, index) => data?.[`user${index}`] ?? null));
  }
  return users;
}
