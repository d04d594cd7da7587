import { afterEach, beforeEach, describe, expect, test } from "@jest/globals";
import { createPeople } from "../../../src/sandbox/people.js";
import { type Sandbox, startSandbox } from "../../../src/sandbox/sandbox.js";
import { type RedisServer, startRedis } from "../../support/redis.js";
import { personCalled } from "../../support/sample.js";
import { startSubgraph, type TestSubgraph } from "../../support/start-subgraph.js";
import { until } from "../../support/until.js";

const people = createPeople();
const whole = personCalled("everywhere", people);
const secret = "event-secret-0123456789-0123456789";
/** A cache that would serve for the whole test. */
const cached = {
  WEBHOOK_SECRETS: secret,
  CACHE_FOUND_MS: "600000",
  CACHE_MISSING_MS: "600000",
};

let ends: (() => Promise<void>)[];

beforeEach(() => {
  ends = [];
});
afterEach(async () => {
  for (const end of ends.reverse()) await end();
});

async function start(
  variables: Readonly<Record<string, string>> = {},
  sandbox?: Sandbox,
): Promise<TestSubgraph> {
  const subgraph = await startSubgraph({
    people,
    variables: { ...cached, ...variables },
    ...(sandbox && { sandbox }),
  });
  ends.push(subgraph.close);
  return subgraph;
}

interface Seen {
  readonly types: readonly (string | undefined)[];
  readonly auth0: number;
  readonly cognito: number;
}

/** The name of the user's identity at Auth0 and at Cognito, as __typename and the calls to both that it took. */
async function read({ execute, calls, resetCounts }: TestSubgraph): Promise<Seen> {
  resetCounts();
  const identities = `identities(providers: [AUTH0, COGNITO]) {
    __typename ... on Identity { availability username }
  }`;
  const result = await execute<{ user: { identities: Record<string, string>[] } }, undefined>(
    `{ user(by: { id: "${whole.userId}" }) { ${identities} } }`,
  );
  const types = result
    .expectData()
    .user.identities.map(({ __typename, availability }) =>
      availability === "FRESH" ? __typename : availability,
    );
  const { auth0, cognito } = calls();
  return { types, auth0, cognito };
}

async function tell({ app }: TestSubgraph, path: string, body: object): Promise<void> {
  const response = await fetch(`${app.origin}${path}`, {
    method: "POST",
    headers: { authorization: `Bearer ${secret}`, "content-type": "application/json" },
    body: JSON.stringify(body),
  });
  expect(response.status).toBe(204);
}

const auth0Event = (change: "updated" | "deleted"): object => ({
  id: `evt_${change}`,
  type: `user.${change}`,
  source: "urn:auth0:tenant",
  time: new Date().toISOString(),
  specversion: "1.0",
  data: { object: { user_id: whole.auth0[0]?.user_id } },
});

const cognitoChangeEvent = (change: "UPDATED" | "DELETED"): object => ({
  events: [{ provider: "COGNITO", realm: whole.cognito[0]?.poolId, subject: whole.cognito[0]?.sub, change }],
});

const found = ["Auth0Identity", "CognitoIdentity"];

describe("a change that is told of", () => {
  test("makes the next read ask that provider again, and no other", async () => {
    const subgraph = await start();
    await read(subgraph);
    expect(await read(subgraph)).toEqual({ types: found, auth0: 0, cognito: 0 });
    await tell(subgraph, "/webhooks/auth0", auth0Event("updated"));
    expect(await read(subgraph)).toEqual({ types: found, auth0: 1, cognito: 0 });
    await tell(subgraph, "/webhooks/identities", cognitoChangeEvent("UPDATED"));
    expect(await read(subgraph)).toMatchObject({ types: found, cognito: expect.any(Number) });
    expect(subgraph.calls().cognito).toBeGreaterThan(0);
  });

  test("marks an identity that was deleted as gone, without a call", async () => {
    const subgraph = await start();
    await read(subgraph);
    await tell(subgraph, "/webhooks/auth0", auth0Event("deleted"));
    await tell(subgraph, "/webhooks/identities", cognitoChangeEvent("DELETED"));
    expect(await read(subgraph)).toEqual({ types: ["GONE", "GONE"], auth0: 0, cognito: 0 });
  });
});

describe("several processes at one Redis", () => {
  let redis: RedisServer;

  beforeEach(async () => {
    redis = await startRedis();
    ends.push(redis.stop);
  });

  test("all hear what one was told", async () => {
    const sandbox = await startSandbox({ people });
    ends.push(() => sandbox.close());
    const variables = { REDIS_URL: redis.url };
    const [one, other] = [await start(variables, sandbox), await start(variables, sandbox)];
    await read(one);
    await read(other);
    expect(await read(other)).toEqual({ types: found, auth0: 0, cognito: 0 });
    await tell(one, "/webhooks/auth0", auth0Event("deleted"));
    await until(
      async () => !(await read(other)).types.includes("Auth0Identity"),
      "the other has received it",
    );
    expect(await read(other)).toEqual({ types: ["GONE", "CognitoIdentity"], auth0: 0, cognito: 0 });
  });
});

test("without secrets no caller can report a change", async () => {
  const { app } = await start({ WEBHOOK_SECRETS: "" });
  for (const path of ["/webhooks/auth0", "/webhooks/identities"]) {
    const response = await fetch(`${app.origin}${path}`, { method: "POST", body: "{}" });
    expect(response.status).toBe(404);
  }
});
