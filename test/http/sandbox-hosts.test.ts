import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import { createPeople } from "../../src/sandbox/people.js";
import { startSubgraph, type TestSubgraph } from "../support/start-subgraph.js";
import { type RawRequest, sendRaw } from "./raw-request.js";

const people = createPeople(5);
const body = JSON.stringify({ query: "{ __typename }" });
const query = { method: "POST", target: "/graphql", headers: { "content-type": "application/json" }, body };

const requests: readonly RawRequest[] = [
  query,
  { target: "/graphql?query=%7B__typename%7D" },
  { method: "OPTIONS", target: "/graphql", headers: { "access-control-request-method": "POST" } },
  ...[
    "/",
    "/sandbox/people",
    "/sandbox/token/administrator",
    "/sandbox/%74oken/machine",
    "/health/live",
    "/health/ready",
    "/nothing",
  ].map((target) => ({ target })),
];

let subgraph: TestSubgraph;
let port: string;
const send = (request: RawRequest, host: string) =>
  sendRaw(subgraph.app.origin, {
    ...request,
    headers: { ...request.headers, host: host.replace("PORT", port) },
  });

describe("while the sandbox runs", () => {
  beforeAll(async () => {
    const variables = { CORS_ORIGINS: "https://app.example" };
    subgraph = await startSubgraph({ people, variables });
    port = new URL(subgraph.app.origin).port;
  });
  afterAll(() => subgraph.close());

  test.each(requests)("a page whose name was rebound gets nothing from %j", async (request) => {
    const origin = { origin: "https://app.example" }; // CORS answers preflights of this one by itself
    for (const headers of [{}, origin]) {
      const answer = await send(
        { ...request, headers: { ...request.headers, ...headers } },
        "evil.example:PORT",
      );
      expect(answer).toMatchObject({ status: 421, code: "MISDIRECTED_REQUEST" });
    }
  });

  test.each([
    "evil.example",
    "127.0.0.1.evil.example:PORT",
    "localhost.evil.example:PORT",
    "user@localhost:PORT",
    "localhost:PORT@evil.example",
    "localhost:PORT/",
    "localhost:PORT, evil.example",
    "0.0.0.0:PORT",
    "192.168.0.1:PORT",
    "[::]:PORT",
    "localhost",
    "127.0.0.1:1",
    "127.0.0.1:",
    "",
  ])("the host header must name this machine and the port: %j is refused", async (host) => {
    expect(await send(query, host)).toMatchObject({ status: 421, code: "MISDIRECTED_REQUEST" });
  });

  test.each(["127.0.0.1:PORT", "127.0.0.2:PORT", "localhost:PORT", "LOCALHOST:PORT", "[::1]:PORT"])(
    "%s is answered",
    async (host) => {
      for (const target of ["/health/ready", "/sandbox/token/person"])
        expect(await send({ target }, host)).toMatchObject({ status: 200 });
    },
  );

  test("a target in absolute form must name this machine too, whatever the host header says", async () => {
    const own = "127.0.0.1:PORT";
    const path = "/sandbox/token/administrator";
    expect(await send({ target: `http://127.0.0.1:${port}${path}` }, own)).toMatchObject({ status: 200 });
    for (const authority of ["evil.example", `evil.example:${port}`, `127.0.0.1@evil.example:${port}`])
      expect(await send({ target: `http://${authority}${path}` }, own)).toMatchObject({ status: 421 });
    expect(await send({ target: `http://127.0.0.1:${port}${path}` }, "evil.example")).toMatchObject({
      status: 421,
    });
  });
});

describe.each([
  ["a sandbox that is exposed on purpose", { SANDBOX_EXPOSED: "true", HOST: "0.0.0.0" }, 200],
  ["a service without sandbox", { PROVIDERS_OFF: "auth0,cognito,nexus" }, 404],
])("%s", (_, variables, tokenStatus) => {
  test("answers under any name", async () => {
    const open = await startSubgraph({ people, variables });
    try {
      const headers = { host: "demo.example" };
      expect(await sendRaw(open.app.origin, { target: "/health/ready", headers })).toMatchObject({
        status: 200,
      });
      expect(await sendRaw(open.app.origin, { target: "/sandbox/token/person", headers })).toMatchObject({
        status: tokenStatus,
      });
    } finally {
      await open.close();
    }
  });
});
