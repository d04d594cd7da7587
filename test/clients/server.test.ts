import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, beforeEach, expect, test } from "@jest/globals";
import { createCaller, createTokenSource, readUsers } from "../../examples/clients/server.ts";
import { startSubgraph, type TestSubgraph } from "../support/start-subgraph.js";

let subgraph: TestSubgraph;
let router: Server;
let routerUrl: string;
/** What the router answers to the requests to come; the connection is cut for null. */
let answers: ({ readonly status: number; readonly body: object } | null)[] = [];
let requests: string[] = [];

beforeAll(async () => {
  subgraph = await startSubgraph();
  router = createServer((request, response) => {
    requests.push(`${request.method} ${request.url}`);
    const answer = answers.shift();
    if (answer === null || answer === undefined) return request.socket.destroy();
    response.writeHead(answer.status, { "content-type": "application/json", "retry-after": "0" });
    return response.end(JSON.stringify(answer.body));
  }).listen(0, "127.0.0.1");
  await new Promise((resolve) => router.once("listening", resolve));
  routerUrl = `http://127.0.0.1:${(router.address() as AddressInfo).port}`;
});
afterAll(async () => {
  router.close();
  await subgraph.close();
});
beforeEach(() => {
  answers = [];
  requests = [];
});

const getToken = async () => subgraph.sandbox.tokens.machine;
const done = { status: 200, body: { data: { done: true } } };

test("a server reads many users in requests of 20, and each provider is asked once per request", async () => {
  const ids = subgraph.sandbox.people
    .filter(({ slug }) => slug.startsWith("person-"))
    .map(({ userId }) => userId);
  const unknown = "019b76da-a800-78a8-a133-ffffffffffff";
  const ask = createCaller({ url: `${subgraph.app.origin}/graphql`, getToken });
  subgraph.resetCounts();
  const asked = [...ids.slice(0, 39), unknown];
  const users = await readUsers<{ id: string; email: string }>(ask, asked, "id email");
  expect(users.map((user) => user?.id ?? null)).toEqual([...ids.slice(0, 39), null]);
  expect(users[0]?.email).toMatch(/@example\.com$/);
  expect(subgraph.calls().auth0).toBe(2);
});

test("what may be sent twice is sent again after a lost answer and after 503", async () => {
  answers = [null, { status: 503, body: { errors: [] } }, done];
  const ask = createCaller({ url: `${routerUrl}/graphql`, getToken });
  expect(await ask({ query: "{ done }", isRepeatable: true })).toEqual(done.body);
  expect(requests).toHaveLength(3);
});

test("what may not be sent twice is sent once", async () => {
  answers = [null, done];
  const ask = createCaller({ url: `${routerUrl}/graphql`, getToken });
  await expect(ask({ query: "mutation { done }", isRepeatable: false })).rejects.toThrow("fetch failed");
  expect(requests).toHaveLength(1);
});

test("a token is fetched once, and again when it is about to expire", async () => {
  const machine = {
    tokenUrl: `${routerUrl}/oauth/token`,
    clientId: "reports",
    clientSecret: "secret",
    audience: "api",
  };
  const issue = (token: string, seconds: number) => ({
    status: 200,
    body: { access_token: token, expires_in: seconds },
  });
  answers = [issue("short", 59), issue("long", 3_600)];
  const source = createTokenSource(machine);
  expect(await Promise.all([source(), source()])).toEqual(["short", "short"]);
  expect([await source(), await source()]).toEqual(["long", "long"]);
  expect(requests).toEqual(["POST /oauth/token", "POST /oauth/token"]);
});
