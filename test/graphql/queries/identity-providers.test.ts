import { once } from "node:events";
import { createServer, type IncomingMessage } from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach, beforeEach, describe, expect, test } from "@jest/globals";
import { createPeople } from "../../../src/sandbox/people.js";
import type { SamplePerson } from "../../../src/sandbox/person.js";
import { IdentityProvidersDocument } from "../../generated/operations.js";
import { startSubgraph, type TestSubgraph } from "../../support/start-subgraph.js";
import { until } from "../../support/until.js";

const people = createPeople(120);
const whole = people.slice(-60);
const [ann] = whole as [SamplePerson];

let ends: (() => Promise<void>)[];
let lines: string[];
beforeEach(() => {
  ends = [];
  lines = [];
});
afterEach(async () => {
  for (const end of ends.reverse()) await end();
});

async function start(variables: Readonly<Record<string, string>> = {}): Promise<TestSubgraph> {
  const log = { write: (line: string) => void lines.push(line) };
  const subgraph = await startSubgraph({ people, variables, log });
  ends.push(subgraph.close);
  return subgraph;
}

const query = /* GraphQL */ `query ($representations: [_Any!]!) {
  _entities(representations: $representations) {
    ... on User { identities { ... on Auth0Identity { nickname } ... on CognitoIdentity { nickname } ... on NexusIdentity { nickname } } }
  }
}`;

async function read({ execute }: TestSubgraph, some: readonly SamplePerson[] = [ann]): Promise<void> {
  const representations = some.map(({ userId }) => ({ __typename: "User", id: userId }));
  (await execute(query, { representations })).expectData();
}

async function statusOf({ execute }: TestSubgraph, provider = "COGNITO") {
  const { identityProviders } = (await execute(IdentityProvidersDocument, {})).expectData();
  const status = (identityProviders ?? []).find((each) => each.provider === provider)?.realms[0];
  if (status === undefined) throw new Error(`${provider} has no realm`);
  return status;
}

describe("identityProviders tells", () => {
  test("nothing of what has not happened yet", async () => {
    expect(await statusOf(await start())).toMatchObject({
      reachability: "UNKNOWN",
      breaker: "CLOSED",
      queueLength: 0,
      cacheHitRatio: null,
      callP50Ms: null,
      callP99Ms: null,
    });
  });

  test("what is left of each rate limit", async () => {
    const COGNITO_RATE_LIMITS = "UserRead=10:10/3600s,UserList=5:5/3600s";
    const subgraph = await start({ COGNITO_RATE_LIMITS, AUTH0_RATE_LIMITS: "global=4:4/3600s" });
    await read(subgraph, whole.slice(0, 3));
    const capacities = (await statusOf(subgraph)).rateLimits;
    expect(capacities).toEqual([
      { quotaClass: "UserRead", capacity: 10, available: 7 },
      { quotaClass: "UserList", capacity: 5, available: 5 },
    ]);
    expect((await statusOf(subgraph, "AUTH0")).rateLimits).toEqual([
      { quotaClass: "global", capacity: 4, available: 3 },
    ]);
  });

  test("the part of a rate limit that is this process's own", async () => {
    const subgraph = await start({
      COGNITO_RATE_LIMITS: "UserRead=10:10/3600s",
      RATE_LIMIT_SHARE_PERCENT: "50",
    });
    expect((await statusOf(subgraph)).rateLimits).toEqual([
      { quotaClass: "UserRead", capacity: 5, available: 5 },
    ]);
  });

  test("whether calls are sent: the breaker opens, tries and closes", async () => {
    const subgraph = await start({ BREAKER_WINDOW: "10", BREAKER_PAUSE_MS: "3000" });
    subgraph.sandbox.cognito.faults.set({ kind: "status", status: 503 });
    await read(subgraph, whole.slice(0, 5));
    expect(await statusOf(subgraph)).toMatchObject({
      reachability: "UNREACHABLE",
      lastFailure: "DOWN",
      breaker: "OPEN",
    });
    expect((await statusOf(subgraph, "NEXUS")).breaker).toBe("CLOSED");
    await until(async () => (await statusOf(subgraph)).breaker === "HALF_OPEN");
    subgraph.sandbox.cognito.faults.clear();
    await read(subgraph);
    expect(await statusOf(subgraph)).toMatchObject({ reachability: "REACHABLE", breaker: "CLOSED" });
  });

  test("how many calls wait", async () => {
    const subgraph = await start({ COGNITO_CONCURRENCY: "1" });
    subgraph.sandbox.cognito.faults.set({ kind: "delay_headers", delayMs: 1_500, times: 1 });
    const reading = read(subgraph, whole.slice(0, 4));
    await until(async () => (await statusOf(subgraph)).queueLength === 3);
    await reading;
    expect((await statusOf(subgraph)).queueLength).toBe(0);
  });

  test("the part of reads that needed no call", async () => {
    const subgraph = await start({ CACHE_FOUND_MS: "600000" });
    await read(subgraph);
    expect((await statusOf(subgraph)).cacheHitRatio).toBe(0);
    for (let count = 0; count < 3; count += 1) await read(subgraph);
    expect((await statusOf(subgraph)).cacheHitRatio).toBe(0.75);
  });

  test("how long calls take", async () => {
    const subgraph = await start();
    subgraph.sandbox.cognito.faults.set({ kind: "delay_headers", delayMs: 600, times: 1 });
    await read(subgraph);
    for (let count = 0; count < 9; count += 1) await read(subgraph, [whole[count] as SamplePerson]);
    const { callP50Ms, callP99Ms } = await statusOf(subgraph);
    expect(callP50Ms).toBeGreaterThan(0);
    expect(callP50Ms).toBeLessThan(callP99Ms ?? 0);
    expect(callP99Ms).toBeGreaterThanOrEqual(590);
  });
});

/** Every text that names the person or their identities. */
function textsOf({ email, userId, auth0, cognito, nexus }: SamplePerson): readonly string[] {
  const subjects = [auth0[0]?.user_id, cognito[0]?.sub, nexus[0]?.id];
  return [email, userId, ...subjects.filter((each) => each !== undefined)];
}

describe("the metrics", () => {
  /** The samples of a scrape by name and labels. */
  async function scrape(): Promise<readonly string[]> {
    const line = lines.map((each) => JSON.parse(each)).find(({ msg }) => msg === "metrics are served");
    return (await (await fetch(line.url)).text()).split("\n");
  }
  const sampleOf = (samples: readonly string[], name: string, ...labels: readonly string[]) => {
    const found = samples.find(
      (sample) => sample.startsWith(`${name}{`) && labels.every((label) => sample.includes(label)),
    );
    return found === undefined ? undefined : Number(found.split(" ").at(-1));
  };
  const atCognito = 'identity_provider="COGNITO"';

  test("show calls, waits, reads, breakers, rate limits and queues", async () => {
    const subgraph = await start({
      METRICS_PORT: "0",
      CACHE_FOUND_MS: "600000",
      COGNITO_RATE_LIMITS: "UserRead=10:10/3600s",
      BREAKER_WINDOW: "10",
      BREAKER_PAUSE_MS: "60000",
    });
    await read(subgraph);
    await read(subgraph);
    subgraph.sandbox.nexus.faults.set({ kind: "status", status: 500 });
    for (let count = 1; count < 5; count += 1) await read(subgraph, [whole[count] as SamplePerson]);

    const samples = await scrape();
    const call = "identity_provider_call_duration_count";
    const wait = "identity_provider_queue_duration_count";
    const user = ['identity_operation="AdminGetUser"', 'identity_quota_class="UserRead"', atCognito];
    expect(sampleOf(samples, call, ...user, 'identity_outcome="ok"')).toBe(5);
    expect(sampleOf(samples, wait, ...user, 'identity_call_kind="read"')).toBe(5);
    expect(sampleOf(samples, "identity_reads_total", atCognito, 'identity_outcome="asked"')).toBe(5);
    expect(sampleOf(samples, "identity_reads_total", atCognito, 'identity_outcome="hit"')).toBe(1);
    expect(sampleOf(samples, "identity_provider_rate_limit_available", atCognito)).toBe(5);
    expect(sampleOf(samples, "identity_provider_breaker", atCognito)).toBe(0);
    expect(sampleOf(samples, "identity_provider_breaker", 'identity_provider="NEXUS"')).toBe(2);
    expect(sampleOf(samples, "identity_provider_queue_length", atCognito)).toBe(0);
    const atNexus = 'identity_provider="NEXUS"';
    expect(sampleOf(samples, call, atNexus, 'identity_outcome="unavailable"')).toBeGreaterThan(0);
    expect(sampleOf(samples, wait, atNexus, 'identity_outcome="breaker_open"')).toBeGreaterThan(0);
    expect(sampleOf(samples, call, atNexus, 'identity_outcome="breaker_open"')).toBeUndefined();
  });

  test("contain no personal data, whatever happens to the calls", async () => {
    const subgraph = await start({ METRICS_PORT: "0" });
    await read(subgraph, whole.slice(0, 20));
    subgraph.sandbox.cognito.faults.set({ kind: "status", status: 400, body: { message: ann.email } });
    subgraph.sandbox.auth0.faults.set({ kind: "garbage" });
    subgraph.sandbox.nexus.faults.set({ kind: "status", status: 404 });
    await read(subgraph, whole.slice(0, 20));
    await subgraph.execute("query ($email: EmailAddress!) { usersByEmail(email: $email) { users { id } } }", {
      email: ann.email,
    });
    const samples = await scrape();
    const text = samples.join("\n");
    for (const person of whole.slice(0, 20)) {
      for (const part of textsOf(person)) expect(text).not.toContain(part);
    }
    const labels = new Set([...text.matchAll(/[{,](\w+)="/g)].map(([, name]) => name));
    expect([...labels].filter((name) => name?.startsWith("identity_")).sort()).toEqual([
      "identity_call_kind",
      "identity_operation",
      "identity_outcome",
      "identity_provider",
      "identity_quota_class",
      "identity_realm",
    ]);
  });
});

interface Span {
  readonly name: string;
  readonly kind: number;
  readonly status: { readonly code: number };
  readonly attributes: readonly {
    readonly key: string;
    readonly value: Readonly<Record<string, unknown>>;
  }[];
}

describe("the spans", () => {
  /** Stands for an OpenTelemetry collector. */
  async function startCollector() {
    const spans: Span[] = [];
    const texts: string[] = [];
    const server = createServer(async (request: IncomingMessage, response) => {
      const text = Buffer.concat(await request.toArray()).toString("utf8");
      texts.push(text);
      for (const { scopeSpans } of JSON.parse(text).resourceSpans)
        for (const scope of scopeSpans) spans.push(...scope.spans);
      response.setHeader("content-type", "application/json").end("{}");
    }).listen(0, "127.0.0.1");
    await once(server, "listening");
    ends.push(async () => {
      server.closeAllConnections();
      server.close();
    });
    const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    return { url, spans, texts };
  }
  const attributesOf = ({ attributes }: Span) =>
    Object.fromEntries(attributes.map(({ key, value }) => [key, Object.values(value)[0]]));

  test("tell each attempt's provider, class, batch size, number and outcome, and no personal data", async () => {
    const { url, spans, texts } = await startCollector();
    const subgraph = await start({
      OTEL_EXPORTER_OTLP_ENDPOINT: url,
      READ_ATTEMPTS: "2",
      AUTH0_RATE_LIMITS: "global=40:40/1s",
    });
    const { auth0, cognito } = subgraph.sandbox;
    auth0.faults.set({ kind: "status", status: 503, operation: "ListUsers", times: 1 });
    cognito.faults.set({ kind: "status", status: 403 });
    await read(subgraph, whole.slice(0, 30));
    await subgraph.app.close(); // sends what is left
    const searches = spans.filter(({ name }) => name === "AUTH0 ListUsers");
    const common = {
      "identity.provider": "AUTH0",
      "identity.operation": "ListUsers",
      "identity.call.kind": "read",
      "identity.quota_class": "users_read",
      "identity.batch_size": 30,
    };
    expect(searches.map(attributesOf)).toEqual([
      expect.objectContaining({ ...common, "identity.attempt": 1, "identity.outcome": "unavailable" }),
      expect.objectContaining({ ...common, "identity.attempt": 2, "identity.outcome": "ok" }),
    ]);
    expect(searches.map(({ status }) => status.code)).toEqual([2, 0]);
    const refused = spans.filter(({ name }) => name === "COGNITO AdminGetUser").map(attributesOf);
    expect(refused).toHaveLength(30);
    for (const attributes of refused) {
      expect(attributes).toMatchObject({ "identity.outcome": "unauthorized", "identity.batch_size": 1 });
    }
    for (const person of whole.slice(0, 30)) {
      for (const part of textsOf(person)) expect(texts.join("")).not.toContain(part);
    }
  });
});
