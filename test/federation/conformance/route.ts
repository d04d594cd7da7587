import type { Json } from "../../support/json.js";
import { type Key, keys, probeField } from "./probes.ts";

/** The ways to the subgraph: without a gateway, and through each. */
export const routeNames = ["direct", "apollo", "hive", "hive-rust", "grafbase"] as const;
/** Those with a gateway. */
export const gatewayNames = ["apollo", "hive", "hive-rust", "grafbase"] as const;
export type RouteName = (typeof routeNames)[number];

export interface GraphError {
  readonly message: string;
  readonly path?: readonly (string | number)[];
  readonly extensions?: Readonly<Record<string, unknown>>;
}

export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  readonly data: Json;
  readonly errors: readonly GraphError[];
}

export interface Request {
  readonly query?: string;
  readonly variables?: object;
  readonly extensions?: object;
  /** The caller's token; the administrator's when absent, none when null. */
  readonly token?: string | null;
  readonly headers?: Readonly<Record<string, string>>;
}

/** A reference to a user by one key. */
export type Reference = { readonly [K in Key]?: string | null };

export interface Entities {
  /** In the order of the references. */
  readonly users: readonly (Readonly<Record<string, unknown>> | null)[];
  readonly errors: readonly GraphError[];
}

/** One way to the subgraph. */
export class Route {
  readonly name: RouteName;
  readonly #url: string;
  readonly #token: string;

  /** @param token what callers send who name none */
  constructor(name: RouteName, url: string, token: string) {
    this.name = name;
    this.#url = url;
    this.#token = token;
  }

  async ask({ token = this.#token, headers, ...body }: Request): Promise<Answer> {
    const response = await fetch(this.#url, {
      method: "POST",
      headers: {
        "content-type": "application/json",
        ...(token !== null && { authorization: `Bearer ${token}` }),
        ...headers,
      },
      body: JSON.stringify(body),
    });
    const text = await response.text();
    const { data, errors = [] } = JSON.parse(text);
    return { status: response.status, headers: response.headers, data, errors };
  }

  /** Resolves references: as `_entities` when direct, else as fields of the subgraphs that hold the keys. */
  async entities(references: readonly Reference[], selection: string): Promise<Entities> {
    return this.name === "direct"
      ? this.#askEntities(references, selection)
      : this.#askProbes(references, selection);
  }

  async #askEntities(references: readonly Reference[], selection: string): Promise<Entities> {
    const representations = references.map((reference) => ({ __typename: "User", ...reference }));
    const query = `query ($representations: [_Any!]!) {
      _entities(representations: $representations) { ... on User { ${selection} } }
    }`;
    const { data, errors } = await this.ask({ query, variables: { representations } });
    return { users: data?._entities ?? [], errors };
  }

  async #askProbes(references: readonly Reference[], selection: string): Promise<Entities> {
    const used = keys.filter((key) => references.some((reference) => key in reference));
    const asked = used.length > 0 ? used : (["id"] as const);
    const fields = asked.map(
      (key) => `${key}: ${probeField(key)}(values: $${key}) { user { ${selection} } }`,
    );
    const query = `query (${asked.map((key) => `$${key}: [ID]!`).join(", ")}) { ${fields.join(" ")} }`;
    const valuesOf = (key: Key) =>
      references.flatMap((reference) => (key in reference ? [reference[key]] : []));
    const variables = Object.fromEntries(asked.map((key) => [key, valuesOf(key)]));
    const { data, errors } = await this.ask({ query, variables });
    const next: Partial<Record<Key, number>> = {};
    const users = references.map((reference) => {
      const key = keys.find((each) => each in reference) as Key;
      const index = next[key] ?? 0;
      next[key] = index + 1;
      return data?.[key]?.[index]?.user ?? null;
    });
    return { users, errors };
  }
}
