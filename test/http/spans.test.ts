import { expect, test } from "@jest/globals";
import { startCollector } from "../support/collector.js";
import { startSubgraph } from "../support/start-subgraph.js";

interface SentSpan {
  readonly name: string;
  readonly kind: number;
  readonly parentSpanId?: string;
  readonly status: { readonly code?: number };
  readonly attributes: readonly { readonly key: string; readonly value: object }[];
}

const server = 2;
const error = 2;

/** As in production, unlike most tests. */
const cached = { CACHE_FOUND_MS: "60000", CACHE_STALE_MS: "60000", DIRECTORY_CACHE_MS: "2000" };

/** Runs the requests, and returns the spans of requests and of calls that the collector received. */
async function trace(
  send: (subgraph: Awaited<ReturnType<typeof startSubgraph>>) => Promise<void>,
): Promise<{ readonly requests: readonly SentSpan[]; readonly others: readonly SentSpan[] }> {
  const spans: SentSpan[] = [];
  const collector = await startCollector((body) => {
    for (const { scopeSpans } of JSON.parse(body).resourceSpans)
      for (const scope of scopeSpans) spans.push(...scope.spans);
  });
  const subgraph = await startSubgraph({
    variables: { OTEL_EXPORTER_OTLP_ENDPOINT: collector.origin, ...cached },
  });
  await send(subgraph);
  await subgraph.close();
  await collector.close();
  return {
    requests: spans.filter(({ kind }) => kind === server),
    others: spans.filter(({ kind }) => kind !== server),
  };
}

function attributesOf({ attributes }: SentSpan): Readonly<Record<string, unknown>> {
  return Object.fromEntries(attributes.map(({ key, value }) => [key, Object.values(value)[0]]));
}

const query =
  "query People($keys: [_Any!]!) { _entities(representations: $keys) { ... on User { id email } } }";

test("a request's span names the operation and the status, and counts reads from memory instead of having a span of each", async () => {
  const { requests, others } = await trace(async ({ execute, sandbox }) => {
    const keys = sandbox.people.slice(0, 50).map(({ userId: id }) => ({ __typename: "User", id }));
    for (let round = 0; round < 4; round += 1) await execute(query, { keys });
  });

  expect(requests.map(({ name }) => name)).toEqual(["query", "query", "query", "query"]);
  for (const span of requests)
    expect(attributesOf(span)).toMatchObject({
      "graphql.operation.type": "query",
      "graphql.operation.name": "People",
      "http.request.method": "POST",
      "http.route": "/graphql",
      "http.response.status_code": 200,
    });
  expect(Number(attributesOf(requests[3] as SentSpan)["identity.reads.hit"])).toBeGreaterThan(30);
  expect(others.filter(({ name }) => name.startsWith("read"))).toEqual([]);
  expect(others.length).toBeLessThan(20);
});

test("a request's span names the codes of its errors; its status is an error only when one is not the caller's", async () => {
  const { requests } = await trace(async ({ execute, sandbox }) => {
    await execute(query, { keys: [{ __typename: "User", id: "no id" }] });
    sandbox.cognito.faults.set({ kind: "status", status: 500 });
    await execute("query Person($sub: ID!) { user(by: { cognitoSub: $sub }) { email } }", {
      sub: "0b4a7f0e-3c58-4d0c-9a51-0c9d6a3b7f11",
    });
  });

  const [invalid, unavailable] = requests as [SentSpan, SentSpan];
  expect(attributesOf(invalid)["error.type"]).toBe("BAD_USER_INPUT");
  expect(invalid.status.code ?? 0).not.toBe(error);
  expect(attributesOf(unavailable)["error.type"]).toBe("PROVIDER_DOWN");
  expect(unavailable.status.code).toBe(error);
});

test("a request's span is an error when the caller can't be authenticated at the moment", async () => {
  const { requests } = await trace(async ({ execute, sandbox }) => {
    sandbox.issuer.emulator.faults.set({ kind: "status", status: 500 });
    await execute("{ me { id } }");
  });

  const [span] = requests as [SentSpan];
  expect(attributesOf(span)).toMatchObject({ "http.response.status_code": 503, "error.type": "503" });
  expect(span.status.code).toBe(error);
});
