import { randomUUID } from "node:crypto";
import { type OutgoingHttpHeaders, request } from "node:http";
import { afterEach, beforeEach, describe, expect, test } from "@jest/globals";
import { type FastifyInstance, fastify } from "fastify";
import { registry } from "../../src/app.js";
import { guard, toServerOptions } from "../../src/http/edge.js";
import { httpVariables } from "../../src/http/settings.js";
import { addWebhookRoutes } from "../../src/http/webhooks.js";
import { toRealm } from "../../src/identity/ids.js";
import type { ProviderName } from "../../src/identity/link.js";
import { toSettings } from "../../src/platform/camel-case.js";
import { createLog } from "../../src/platform/log.js";
import type { ChangeEventProvider } from "../../src/upstream/reads/change-events.js";

const secrets = ["first-secret-0123456789-0123456789", "second-secret-0123456789-012345678"] as const;
const [secret] = secrets;
const sub = "0b4a7f0e-3c58-4d0c-9a51-0c9d6a3b7f11";

const realms: Readonly<Record<string, readonly string[]>> = {
  AUTH0: ["tenant.us.auth0.com"],
  COGNITO: ["us-east-1_Ab12Cd34E", "us-east-1_Zz98Yy76X"],
  NEXUS: ["prod"],
};

let server: FastifyInstance;
let origin: string;
let changeTimes: unknown[];
let lines: string[];
let fail: Error | undefined;

async function start(names: readonly ProviderName[]): Promise<void> {
  const providers: ChangeEventProvider[] = registry
    .filter(({ name }) => names.includes(name))
    .map((provider) => ({ ...provider, realms: realms[provider.name]?.map(toRealm) ?? [] }));
  const log = createLog("trace", { write: (line) => void lines.push(line) });
  const onChangeEvent = (...changeEvent: unknown[]): void => {
    if (fail !== undefined) throw fail;
    changeTimes.push(changeEvent);
  };
  const edge = { log, limits: toSettings(httpVariables.parse({})), createId: randomUUID };
  server = fastify(toServerOptions(edge));
  await guard(server, edge);
  addWebhookRoutes(server, { secrets, providers, onChangeEvent }, log);
  origin = await server.listen({ host: "127.0.0.1", port: 0 });
}

beforeEach(async () => {
  changeTimes = [];
  lines = [];
  fail = undefined;
  await start(["AUTH0", "COGNITO", "NEXUS"]);
});
afterEach(() => server.close());

interface Answer {
  readonly status: number;
  readonly errors: readonly ToldError[];
}

interface ToldError {
  readonly message: string;
  readonly extensions: Readonly<Record<string, unknown>>;
}

async function post(path: string, body: unknown, headers: Record<string, string> = {}): Promise<Answer> {
  const response = await fetch(`${origin}${path}`, {
    method: "POST",
    headers: { authorization: `Bearer ${secret}`, "content-type": "application/json", ...headers },
    body: typeof body === "string" ? body : JSON.stringify(body),
  });
  const text = await response.text();
  const errors: ToldError[] = text === "" ? [] : JSON.parse(text).errors;
  return { status: response.status, errors };
}

/** The status of an empty request with several headers of one name, or from another address of this machine. */
function statusOf(
  path: string,
  headers: OutgoingHttpHeaders | readonly string[],
  localAddress?: string,
): Promise<number> {
  return new Promise((resolve, reject) => {
    const options = { method: "POST", headers, ...(localAddress !== undefined && { localAddress }) };
    const sent = request(`${origin}${path}`, options, (response) => {
      response.resume();
      resolve(response.statusCode ?? 0);
    });
    sent.on("error", reject).end();
  });
}

/** The rules that a body breaks, by path. */
function faultsOf({ errors }: Answer): readonly (readonly [path: unknown, rule: unknown])[] {
  return errors.map(({ extensions: { path, rule } }) => [path, rule]);
}

/** As Auth0 sends it, but for the user's further fields. */
const event = (over: object = {}): object => ({
  id: "evt_1234567890abcdef",
  type: "user.updated",
  source: "urn:auth0:tenant",
  time: "2026-02-01T12:34:56.789Z",
  specversion: "1.0",
  a0tenant: "tenant",
  a0stream: "est_1",
  data: {
    object: {
      user_id: "auth0|1",
      email: "canary@example.com",
      updated_at: "2026-02-01T12:34:56.700Z",
      identities: [{ connection: "db", user_id: "1", provider: "auth0", isSocial: false }],
    },
    context: { tenant: { tenant_id: "t" } },
  },
  ...over,
});

const changeEvent = (over: object = {}): object => ({
  provider: "COGNITO",
  realm: "us-east-1_Zz98Yy76X",
  subject: sub,
  change: "UPDATED",
  ...over,
});

describe("an event of Auth0", () => {
  test.each([
    ["user.created", "created"],
    ["user.updated", "updated"],
    ["user.deleted", "deleted"],
  ])("%s says that the identity is %s", async (type, change) => {
    expect(await post("/webhooks/auth0", event({ type }))).toEqual({ status: 204, errors: [] });
    const key = { provider: "AUTH0", realm: "tenant.us.auth0.com", subject: "auth0|1" };
    expect(changeTimes).toEqual([[key, change, new Date("2026-02-01T12:34:56.789Z")]]);
  });

  test("in the media type of CloudEvents is taken too", async () => {
    const headers = { "content-type": "application/cloudevents+json; charset=utf-8" };
    expect((await post("/webhooks/auth0", event(), headers)).status).toBe(204);
    expect(changeTimes).toHaveLength(1);
  });

  test.each(["organization.created", "group.member.added", "toString"])(
    "about something else (%s) is acknowledged and has no effect",
    async (type) => {
      expect((await post("/webhooks/auth0", event({ type, data: { object: {} } }))).status).toBe(204);
      expect(changeTimes).toEqual([]);
    },
  );

  test("that comes twice has one effect, whatever comes in between", async () => {
    await post("/webhooks/auth0", event());
    await post("/webhooks/auth0", event({ id: "evt_2", type: "user.deleted" }));
    expect((await post("/webhooks/auth0", event())).status).toBe(204);
    expect(changeTimes).toHaveLength(2);
  });

  test("that could not be applied is requested again, and then applied", async () => {
    fail = new Error("bug");
    expect((await post("/webhooks/auth0", event())).status).toBe(500);
    fail = undefined;
    expect((await post("/webhooks/auth0", event())).status).toBe(204);
    expect(changeTimes).toHaveLength(1);
  });

  test("is told every fault at once", async () => {
    const broken = event({ id: "", time: "yesterday", specversion: "0.3", data: { object: { user_id: 7 } } });
    const answer = await post("/webhooks/auth0", broken);
    expect(answer).toMatchObject({
      status: 400,
      errors: [{ message: "id must not be empty", extensions: { code: "BAD_USER_INPUT" } }, {}, {}, {}],
    });
    expect(faultsOf(answer)).toEqual([
      ["id", "must not be empty"],
      ["specversion", "must be 1.0"],
      ["time", "must be a time as 2026-01-31T12:00:00Z"],
      ["data.object.user_id", "must be a string"],
    ]);
    expect(changeTimes).toEqual([]);
  });

  test("is about a subject of Auth0's form, or about no identity", async () => {
    const answer = await post("/webhooks/auth0", event({ data: { object: { user_id: "1" } } }));
    expect(faultsOf(answer)).toEqual([["data.object.user_id", "must be a subject of the provider"]]);
  });

  test("has no path while Auth0 is off", async () => {
    await server.close();
    await start(["COGNITO"]);
    expect((await post("/webhooks/auth0", event())).status).toBe(404);
    expect((await post("/webhooks/identities", { events: [changeEvent()] })).status).toBe(204);
  });
});

describe("a list of events", () => {
  const path = "/webhooks/identities";

  test("is applied in its order, each under its realm, and a subject in its one spelling", async () => {
    const time = "2026-02-01T13:00:00+01:00";
    const events = [
      changeEvent({ subject: sub.toUpperCase(), change: "DELETED" }),
      changeEvent({ provider: "NEXUS", realm: "prod", subject: "7", change: "CREATED" }),
    ];
    expect((await post(path, { id: "1", time, events })).status).toBe(204);
    const at = new Date("2026-02-01T12:00:00Z");
    expect(changeTimes).toEqual([
      [{ provider: "COGNITO", realm: "us-east-1_Zz98Yy76X", subject: sub }, "deleted", at],
      [{ provider: "NEXUS", realm: "prod", subject: "7" }, "created", at],
    ]);
  });

  test("without a time is of now, and without an id never a repetition", async () => {
    const before = Date.now();
    await post(path, { events: [changeEvent()] });
    await post(path, { events: [changeEvent()] });
    const times = (changeTimes as [unknown, unknown, Date][]).map(([, , at]) => at.getTime());
    expect(times).toHaveLength(2);
    expect(times.every((time) => time >= before && time <= Date.now())).toBe(true);
  });

  test("of the future is of now, so that no later answer looks older than it", async () => {
    await post(path, { time: "2999-01-01T00:00:00Z", events: [changeEvent()] });
    await post("/webhooks/auth0", event({ time: "2999-01-01T00:00:00Z" }));
    const times = (changeTimes as [unknown, unknown, Date][]).map(([, , at]) => at.getTime());
    expect(times.map((time) => time <= Date.now())).toEqual([true, true]);
  });

  test("of an id that Auth0 used for an event is no repetition of that", async () => {
    await post("/webhooks/auth0", event({ id: "1" }));
    await post(path, { id: "1", events: [changeEvent()] });
    expect(changeTimes).toHaveLength(2);
  });

  test("is taken as a whole or not at all, and every fault is told", async () => {
    const events = [
      changeEvent(),
      changeEvent({ provider: "OKTA", change: "updated" }),
      changeEvent({ realm: "us-east-1_Unknown00", subject: "nobody" }),
      "AUTH0",
    ];
    expect(faultsOf(await post(path, { time: "2026-02-30", events }))).toEqual([
      ["time", "must be a time as 2026-01-31T12:00:00Z"],
      ["events.1.provider", "must be one of AUTH0, COGNITO, NEXUS"],
      ["events.1.change", "must be CREATED, UPDATED or DELETED"],
      ["events.2.realm", "must be a realm of the provider"],
      ["events.2.subject", "must be a subject of the provider"],
      ["events.3", "must be an object"],
    ]);
    expect(changeTimes).toEqual([]);
  });

  test("may have a thousand entries, and neither more nor none", async () => {
    const many = (count: number): object => ({ events: Array.from({ length: count }, () => changeEvent()) });
    expect((await post(path, many(1_000))).status).toBe(204);
    expect((await post(path, many(1_001))).status).toBe(400);
    expect((await post(path, many(0))).status).toBe(400);
    expect(changeTimes).toHaveLength(1_000);
  });

  test("about a provider that is off is refused", async () => {
    await server.close();
    await start(["AUTH0"]);
    expect(faultsOf(await post(path, { events: [changeEvent()] }))).toEqual([
      ["events.0.provider", "must be one of AUTH0"],
    ]);
  });
});

describe("a caller", () => {
  const paths = ["/webhooks/auth0", "/webhooks/identities"];

  test.each(secrets)("with either secret is let in", async (each) => {
    const headers = { authorization: `bearer ${each}` };
    expect((await post("/webhooks/auth0", event(), headers)).status).toBe(204);
  });

  test.each(["", "Bearer", `Bearer ${secret}x`, `Bearer ${secret.slice(1)}`, secret, `Basic ${secret}`])(
    "who says %j is not let in, whatever they send",
    async (authorization) => {
      for (const path of paths) {
        for (const body of [event(), { events: [changeEvent()] }, "no JSON"])
          expect(await post(path, body, { authorization })).toMatchObject({
            status: 401,
            errors: [{ extensions: { code: "UNAUTHENTICATED" } }],
          });
      }
      expect(changeTimes).toEqual([]);
    },
  );

  test.each([
    ["no JSON", "{ canary", 400, "BAD_REQUEST", {}],
    ["nothing", "", 400, "BAD_REQUEST", {}],
    ["a list", "[]", 400, "BAD_USER_INPUT", {}],
    ["null", "null", 400, "BAD_USER_INPUT", {}],
    ["another media type", "{}", 415, "UNSUPPORTED_MEDIA_TYPE", { "content-type": "text/plain" }],
    ["more than a megabyte", `"${"x".repeat(1024 * 1024)}"`, 413, "BODY_TOO_LARGE", {}],
  ])("who sends %s is told so", async (_, body, status, code, headers) => {
    for (const path of paths) {
      const told = { status, errors: [{ extensions: { code } }] };
      expect(await post(path, body, headers)).toMatchObject(told);
    }
  });

  test("with two Authorization headers is not let in, even when the first is valid", async () => {
    const host = ["host", new URL(origin).host];
    const headers = [...host, "authorization", `Bearer ${secret}`, "authorization", `Bearer ${secret}x`];
    expect(await statusOf("/webhooks/auth0", headers)).toBe(401);
    expect(changeTimes).toEqual([]);
  });

  test("who guesses secrets is told to wait after some, and those elsewhere are not", async () => {
    const guess = () => post("/webhooks/identities", {}, { authorization: "Bearer guess" });
    const statuses: number[] = [];
    for (let count = 0; count < 25; count += 1) statuses.push((await guess()).status);
    expect(new Set(statuses)).toEqual(new Set([401, 429]));
    expect(statuses.indexOf(429)).toBe(20);
    expect(await post("/webhooks/auth0", event())).toMatchObject({
      status: 429,
      errors: [{ extensions: { code: "RATE_LIMITED" } }],
    });
    expect(changeTimes).toEqual([]);
    expect(await statusOf("/webhooks/identities", { authorization: "Bearer guess" }, "127.0.0.2")).toBe(401);
  });

  test("never finds what they sent in our log, only what was wrong with it", async () => {
    await post("/webhooks/auth0", event({ time: "canary" }));
    await post("/webhooks/auth0", '{ "canary": ');
    await post("/webhooks/auth0", event(), { authorization: "Bearer canary" });
    await post("/webhooks/auth0", event());
    expect(lines.join("")).toContain('"path":"time"');
    expect(lines.join("")).not.toContain("canary");
  });
});
