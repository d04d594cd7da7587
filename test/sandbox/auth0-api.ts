import { startAuth0Emulator } from "../../src/sandbox/auth0/auth0.js";
import type { Emulator, EmulatorOptions } from "../../src/sandbox/emulator.js";
import { createPeople } from "../../src/sandbox/people.js";
import type { Auth0Record, SamplePerson } from "../../src/sandbox/person.js";
import { sandboxCredentials } from "../../src/sandbox/realms.js";
import { liftRateLimits } from "../support/emulators.js";
import type { Json } from "../support/json.js";
import { checkAnswer } from "./auth0-schema.js";

export interface Answer {
  readonly status: number;
  readonly body: Json;
  readonly headers: Headers;
}

export const tokenForm = {
  grant_type: "client_credentials",
  client_id: sandboxCredentials.auth0.clientId,
  client_secret: sandboxCredentials.auth0.clientSecret,
  audience: "https://sandbox.us.auth0.com/api/v2/",
};

const people = createPeople(60);

/** A running emulator with 60 sample people and wide quotas, and calls to it over HTTP. */
export async function startApi(options: EmulatorOptions = {}): Promise<Api> {
  const emulator = await startAuth0Emulator(options);
  liftRateLimits(emulator);
  emulator.seed(people);
  const api = new Api(emulator);
  api.token = (await api.call("POST", "/oauth/token", tokenForm)).body.access_token;
  return api;
}

export class Api {
  token = "";

  constructor(readonly emulator: Emulator) {}

  /** Calls with the token, and makes sure that the answer looks as Auth0 describes it. */
  async call(
    method: string,
    path: string,
    body?: unknown,
    headers: Readonly<Record<string, string>> = {},
  ): Promise<Answer> {
    const authorization = this.token === "" ? {} : { authorization: `Bearer ${this.token}` };
    const text = typeof body === "string" ? body : JSON.stringify(body);
    const response = await fetch(`${this.emulator.origin}${path}`, {
      method,
      headers: { ...authorization, "content-type": "application/json", ...headers },
      ...(body === undefined ? {} : { body: text }),
    });
    const answered = await response.text();
    const parsed = answered === "" ? undefined : JSON.parse(answered);
    checkAnswer(method, path, response.status, parsed);
    return { status: response.status, body: parsed, headers: response.headers };
  }

  get(path: string): Promise<Answer> {
    return this.call("GET", `/api/v2${path}`);
  }

  /** A search with `search_engine=v3` and these parameters. */
  search(parameters: Readonly<Record<string, string>>): Promise<Answer> {
    return this.get(`/users?${new URLSearchParams({ search_engine: "v3", ...parameters })}`);
  }

  create(body: unknown): Promise<Answer> {
    return this.call("POST", "/api/v2/users", body);
  }

  update(userId: string, body: unknown): Promise<Answer> {
    return this.call("PATCH", userPath(userId), body);
  }
}

export function userPath(userId: string): string {
  return `/api/v2/users/${encodeURIComponent(userId)}`;
}

/** A sample person, by slug. */
export function person(slug: string): SamplePerson {
  const found = people.find((each) => each.slug === slug);
  if (found === undefined) throw new Error(`There is no sample person ${slug}.`);
  return found;
}

/** The first Auth0 user of a sample person. */
export function sampleUser(slug: string): Auth0Record {
  return person(slug).auth0[0] as Auth0Record;
}

/** A search for these ids. */
export function byIds(userIds: readonly string[]): string {
  return `user_id:(${userIds.map((userId) => JSON.stringify(userId)).join(" OR ")})`;
}
