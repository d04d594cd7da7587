import { z } from "zod";
import type { JsonObject } from "../../../src/identity/app-metadata.js";
import type { Gate } from "../../../src/identity/gate.js";
import type { ProviderSubject, Realm } from "../../../src/identity/ids.js";
import { ProviderError } from "../../../src/identity/provider-error.js";
import { errorsOf, isLost, isNotSent } from "../../../src/identity/provider-errors.js";
import { text } from "../../../src/identity/wire-values.js";
import type { CallScope } from "../../../src/platform/call-scope.js";
import type { Settings } from "../../../src/platform/camel-case.js";
import { call, type HttpAnswer, type HttpCall, withTimeout } from "../../../src/platform/http.js";
import { parseLeniently } from "../../../src/platform/lenient.js";
import { originVariable, textVariable, timeoutVariable } from "../../../src/platform/variables.js";

export const rosterVariables = z.object({
  ROSTER_BASE_URL: originVariable().meta({ description: "Origin of the roster." }),
  ROSTER_REALM: textVariable().meta({ description: "Name of the roster: the realm of its links." }),
  ROSTER_TOKEN: textVariable().meta({ description: "Bearer token for every call.", secret: true }),
  ROSTER_TIMEOUT_MS: timeoutVariable().default(5_000).meta({ description: "Milliseconds for one call." }),
});

export type RosterSettings = Settings<z.output<typeof rosterVariables>, "ROSTER_">;

export const rosterUser = z.object({
  id: z.string().min(1),
  email: text,
  name: text,
  department: text,
});

export type RosterUser = z.output<typeof rosterUser>;

const userList = z.object({ users: z.array(z.unknown()) });
const { malformed, fromAnswer, fromFailure, outcomeUnknown, hasEmail } = errorsOf("ROSTER");

/** One method per endpoint. Every method throws ProviderError and nothing else. */
export class RosterClient {
  constructor(
    private readonly settings: RosterSettings,
    private readonly realm: Realm,
    private readonly gate: Gate,
  ) {}

  /** Null when the user does not exist. */
  getUser(id: ProviderSubject, scope: CallScope): Promise<RosterUser | null> {
    const path = `/users/${encodeURIComponent(id)}`;
    return this.#read("GetUser", path, scope, (answer) => {
      if (isNotFound(answer)) return null;
      const user = this.#parseUser(parse(z.unknown(), "GetUser", answer));
      if (user.id !== id) throw malformed("GetUser: another user");
      return user;
    });
  }

  findUsers(email: string, scope: CallScope): Promise<readonly RosterUser[]> {
    const path = `/users?${new URLSearchParams({ email })}`;
    return this.#read("FindUsers", path, scope, (answer) =>
      parse(userList, "FindUsers", answer)
        .users.map((user) => this.#parseUser(user))
        .filter((user) => hasEmail(user.email, email)),
    );
  }

  /** Sets the values of the body. Throws `not_found`, and `outcome_unknown` when the answer was lost. */
  patchUser(id: ProviderSubject, body: JsonObject, scope: CallScope): Promise<void> {
    const named = { operation: "PatchUser", realm: this.realm, quotaClasses: [] };
    return this.gate.write(named, scope, async (scopeSignal) => {
      const path = `/users/${encodeURIComponent(id)}`;
      const signal = withTimeout(scopeSignal, this.settings.timeoutMs);
      try {
        const answer = await this.#send({ method: "PATCH", body: JSON.stringify(body), signal }, path);
        if (isNotFound(answer)) throw new ProviderError("ROSTER", "not_found", "PatchUser answered 404");
        parse(rosterUser, "PatchUser", answer);
      } catch (error) {
        const failure = fromFailure(error, signal);
        throw isLost(failure) && !isNotSent(error) ? outcomeUnknown(failure) : failure;
      }
    });
  }

  #parseUser(record: unknown): RosterUser {
    const onUnreadable = (path: string): void => this.gate.noteUnreadable(this.realm, path);
    const user = parseLeniently(rosterUser, record, onUnreadable);
    if (user === undefined) throw malformed("user without id");
    return user;
  }

  #read<Value>(
    operation: string,
    path: string,
    scope: CallScope,
    read: (answer: HttpAnswer) => Value,
  ): Promise<Value> {
    return this.gate.read({ operation, realm: this.realm, quotaClasses: [] }, scope, async (scopeSignal) => {
      const signal = withTimeout(scopeSignal, this.settings.timeoutMs);
      try {
        return read(await this.#send({ method: "GET", signal }, path));
      } catch (error) {
        throw fromFailure(error, signal);
      }
    });
  }

  #send(outgoing: Omit<HttpCall, "url">, path: string): Promise<HttpAnswer> {
    const headers = { accept: "application/json", authorization: `Bearer ${this.settings.token}` };
    return call({ ...outgoing, headers, url: `${this.settings.baseUrl}${path}` });
  }
}

function isNotFound({ status, headers }: HttpAnswer): boolean {
  return status === 404 && !headers.get("content-type")?.startsWith("text/html");
}

function parse<Wire extends z.ZodType>(wire: Wire, operation: string, answer: HttpAnswer): z.output<Wire> {
  if (answer.status !== 200) throw fromAnswer(operation, answer);
  const { data } = wire.safeParse(toJson(answer.text));
  if (data === undefined) throw malformed(operation);
  return data;
}

function toJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
