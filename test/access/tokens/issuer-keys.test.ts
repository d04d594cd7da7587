import { afterAll, afterEach, beforeAll, describe, expect, test } from "@jest/globals";
import type { TestSubgraph } from "../../support/start-subgraph.js";
import { until } from "../../support/until.js";
import { type Answer, ask, bearer, countFetches, startImpatient } from "./token-harness.js";

const refused = { status: 401, code: "UNAUTHENTICATED", reason: "SIGNATURE" };
const unavailable = { status: 503, code: "AUTHENTICATION_UNAVAILABLE" };

let subgraph: TestSubgraph;
const issue = (header = {}): Promise<string> =>
  subgraph.sandbox.issuer.issueAuth0({ sub: "auth0|somebody" }, header);
const send = (token: string): Promise<Answer> => ask(subgraph, bearer(token));

describe("keys that are fetched as often as needed", () => {
  beforeAll(async () => {
    subgraph = await startImpatient();
  });
  afterEach(() => subgraph.resetCounts());
  afterAll(() => subgraph.close());

  test("a new key is taken without a restart, and the key that it replaces no longer", async () => {
    const old = await issue();
    expect((await send(old)).status).toBe(200);

    await subgraph.sandbox.issuer.rotateKey();
    expect((await send(await issue())).status).toBe(200);
    expect(await send(old)).toMatchObject(refused);
  });

  test("one issuer's new key is no other issuer's", async () => {
    const { issuer } = subgraph.sandbox;
    const { jwk } = await issuer.rotateKey("/us-east-1_Staff0001");
    expect(await send(await issue({ kid: jwk.kid }))).toMatchObject(refused);
  });

  test("fetching them is shared by all who wait for it", async () => {
    await send(await issue());
    subgraph.sandbox.issuer.emulator.faults.set({ kind: "delay_headers", delayMs: 100 });
    await subgraph.sandbox.issuer.rotateKey();
    const token = await issue();
    const answers = await Promise.all(Array.from({ length: 20 }, () => send(token)));
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([200]));
    expect(countFetches(subgraph)).toBeLessThan(20);
  });

  test.each([
    ["is down", { kind: "reset" }],
    ["answers 500", { kind: "status", status: 500, body: { keys: [] } }],
    ["answers 404", { kind: "status", status: 404 }],
    ["redirects", { kind: "status", status: 302, headers: { location: "http://127.0.0.1:1/" } }],
    ["answers a page", { kind: "html" }],
    ["answers something else", { kind: "status", status: 200, body: { keys: "none" } }],
    ["answers half", { kind: "truncated" }],
    ["is slow", { kind: "delay_headers", delayMs: 20_000 }],
    ["stops half-way", { kind: "delay_body", delayMs: 20_000 }],
  ] as const)(
    "while the issuer %s, known keys are good and an unknown one is not judged",
    async (_, problem) => {
      const known = await issue();
      expect((await send(known)).status).toBe(200);
      subgraph.sandbox.issuer.emulator.faults.set(problem);

      const answer = await send(await issue({ kid: "unknown" }));
      expect(answer).toMatchObject(unavailable);
      expect(answer.headers["retry-after"]).toBe("1");
      expect((await send(known)).status).toBe(200);

      subgraph.sandbox.issuer.emulator.faults.clear();
      const askAgain = async () => send(await issue({ kid: "unknown" }));
      await until(async () => (await askAgain()).status !== unavailable.status, "the issuer is asked again");
      expect(await askAgain()).toMatchObject(refused);
    },
  );
});

describe("an issuer that is down from the start", () => {
  beforeAll(async () => {
    subgraph = await startImpatient({
      variables: { TOKEN_KEYS_PAUSE_MS: "600000", TOKEN_KEYS_MAX_AGE_MS: "1" },
    });
    subgraph.sandbox.issuer.emulator.faults.set({ kind: "status", status: 500 });
  });
  afterAll(() => subgraph.close());

  test("is asked once in a while, however many tokens come; who has none is not bothered", async () => {
    const tokens = await Promise.all(Array.from({ length: 100 }, (_, index) => issue({ kid: `k${index}` })));
    for (const token of tokens.slice(0, 50)) expect(await send(token)).toMatchObject(unavailable);
    for (const answer of await Promise.all(tokens.slice(50).map(send)))
      expect(answer).toMatchObject(unavailable);
    expect(countFetches(subgraph)).toBe(1);
    expect((await ask(subgraph, {})).status).toBe(200);
  });

  test("does not hold up the tokens of another", async () => {
    const { issuer } = subgraph.sandbox;
    issuer.emulator.faults.clear();
    issuer.emulator.faults.set({ kind: "status", status: 500, operation: "TenantKeys" });
    const token = await issuer.issueCognito("us-east-1_Staff0001", {
      sub: "6f1b2c0e-6f6c-4f0e-8a00-0123456789ab",
    });
    expect((await send(token)).status).toBe(200);
    expect(await send(await issue())).toMatchObject(unavailable);
  });
});

describe("keys that have grown old", () => {
  beforeAll(async () => {
    subgraph = await startImpatient({ variables: { TOKEN_KEYS_MAX_AGE_MS: "1" } });
  });
  afterAll(() => subgraph.close());

  test("are fetched again, and are good while the issuer is down", async () => {
    const token = await issue();
    expect((await send(token)).status).toBe(200);
    subgraph.sandbox.issuer.emulator.faults.set({ kind: "reset" });
    const statuses = new Set<number>();
    const { requests } = subgraph.sandbox.issuer.emulator;

    await until(async () => {
      statuses.add((await send(token)).status);
      return requests.at(-1)?.status === 0;
    }, "the keys are old and the issuer is asked again");

    expect((await send(token)).status).toBe(200);
    expect(statuses).toEqual(new Set([200]));
  });
});
