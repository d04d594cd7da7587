import { afterEach, beforeEach, describe, expect, test } from "@jest/globals";
import type { ProviderErrorKind } from "../../src/identity/provider-error.js";
import type { Fault } from "../../src/sandbox/faults.js";
import { firstOf } from "../support/first-of.js";
import { until } from "../support/until.js";
import { type Deployment, openDeployment, untilCalled } from "./deployment.js";
import { canary, expectFailure } from "./expect-failure.js";
import { contractCases } from "./harnesses.js";

type TokenProblem = readonly [name: string, fault: Fault, kind: ProviderErrorKind];

const status = (code: number, body: unknown = { error: canary, error_description: canary }): Fault => ({
  kind: "status",
  status: code,
  body,
});

const tokenProblems: readonly TokenProblem[] = [
  ["500", status(500), "unavailable"],
  ["502 with a page of HTML", { kind: "html", status: 502 }, "unavailable"],
  ["a cut connection", { kind: "reset" }, "unavailable"],
  ["429", status(429), "throttled"],
  ["400, as for a client that is unknown", status(400), "unauthorized"],
  ["401, as for a wrong secret", status(401), "unauthorized"],
  ["403, as for an audience that is not granted", status(403), "unauthorized"],
  ["404", status(404), "rejected"],
  ["bytes that are no JSON", { kind: "garbage" }, "malformed"],
  ["200 with a page of HTML", { kind: "html" }, "malformed"],
  ["200 without a body", status(200, ""), "malformed"],
  ["201", status(201, { access_token: canary, expires_in: 60 }), "malformed"],
  ["a token without an end", status(200, { access_token: canary }), "malformed"],
  ["an empty token", status(200, { access_token: "", expires_in: 60 }), "malformed"],
  ["headers that never come", { kind: "delay_headers", delayMs: 60_000 }, "timed_out"],
  ["a body that never comes", { kind: "delay_body", delayMs: 60_000 }, "timed_out"],
];

/** Once for every provider that has tokens: how users are read makes no difference. */
const withTokens = contractCases.filter(
  ({ harness, mode }) => harness.tokens !== undefined && mode === harness.modes[0],
);

describe.each(withTokens)("tokens: $title", (contractCase) => {
  const provider = contractCase.harness.provider.name;
  const harnesses: Deployment[] = [];

  const start = async (timeoutMs?: number) => {
    const options = timeoutMs === undefined ? {} : { timeoutMs };
    const deployment = await openDeployment(contractCase, { ...options, hasTokens: true });
    harnesses.push(deployment);
    if (deployment.tokens === undefined) throw new Error("no token endpoint");
    return { ...deployment, tokens: deployment.tokens };
  };
  const countTokens = ({ tokens }: Deployment): number =>
    tokens?.requests.filter(({ operation }) => operation === "Token").length ?? 0;

  beforeEach(() => {
    harnesses.length = 0;
  });
  afterEach(async () => {
    for (const deployment of harnesses) await deployment.close();
  });

  test("50 first calls at the same time fetch one token", async () => {
    const deployment = await start();
    const identities = await Promise.all(
      deployment.subjects.slice(0, 50).map((subject) => deployment.open().load(subject)),
    );
    expect(identities.map((each) => each?.subject)).toEqual(deployment.subjects.slice(0, 50));
    expect(countTokens(deployment)).toBe(1);
  });

  test("a token that is refused is replaced once, and the call repeated", async () => {
    const deployment = await start();
    const [, ...others] = deployment.subjects.slice(0, 3);
    await deployment.open().loadAll(deployment.subjects.slice(0, 1));
    deployment.emulator.faults.set({ ...status(401), times: 1 });
    for (const subject of others) expect(await deployment.open().load(subject)).toMatchObject({ subject });
    expect(countTokens(deployment)).toBe(2);
    expect(Object.values(deployment.calls())).toEqual([4]);
  });

  test("a new token that is refused too is the end: two calls, and no third", async () => {
    const deployment = await start();
    for (const operation of Object.values(contractCase.mode))
      if (typeof operation === "string") deployment.emulator.faults.set({ ...status(401), operation });
    const [failure] = await deployment.open().settleAll(deployment.subjects.slice(0, 1));
    expectFailure(failure, { provider, kind: "unauthorized" });
    expect(Object.values(deployment.calls())).toEqual([2]);
    expect(countTokens(deployment)).toBe(2);
  });

  test("a token is replaced before it ends", async () => {
    const deployment = await start();
    deployment.tokens.settings.tokenLifetimeSeconds = 1;
    let reads = 0;
    await until(async () => {
      reads += 1;
      await deployment.open().loadAll(deployment.subjects.slice(0, 1));
      return countTokens(deployment) === 2;
    }, "a second token was fetched");
    expect(Object.values(deployment.calls())).toEqual([reads]);
  });

  test.each(tokenProblems)("%s from the token endpoint", async (_name, fault, kind) => {
    const deployment = await start(kind === "timed_out" ? 250 : undefined);
    deployment.tokens.faults.set({ ...fault, operation: "Token" });
    const subjects = deployment.subjects.slice(0, 3);
    for (const failure of await deployment.open().settleAll(subjects))
      expectFailure(failure, { provider, kind });
    expect(deployment.calls()).toEqual({});
    if (kind === "timed_out") return; // the next request may still share the call that never ends
    deployment.tokens.faults.clear();
    const identities = await deployment.open().loadAll(subjects);
    expect(identities.map((each) => each?.subject)).toEqual(subjects);
  });

  test("Retry-After of the token endpoint is the time to wait", async () => {
    const deployment = await start();
    deployment.tokens.faults.set({ ...status(429), headers: { "retry-after": "9" }, operation: "Token" });
    const [failure] = await deployment.open().settleAll(deployment.subjects.slice(0, 1));
    expectFailure(failure, { provider, kind: "throttled", retryAfterSeconds: 9 });
  });

  test("a request that is given up does not wait for a token, and leaves it to those who do", async () => {
    const deployment = await start();
    deployment.tokens.faults.set({ kind: "delay_headers", delayMs: 1_000, operation: "Token" });
    const second = firstOf(deployment.subjects.slice(1));
    const request = new AbortController();
    let isAnswered = false;
    const givenUp = deployment.open(request.signal).settleAll(deployment.subjects.slice(0, 1));
    const waiting = deployment
      .open()
      .load(second)
      .finally(() => {
        isAnswered = true;
      });
    await untilCalled(deployment.tokens);
    request.abort();
    expectFailure((await givenUp)[0], { provider, kind: "timed_out" });
    expect(isAnswered).toBe(false);
    expect(await waiting).toMatchObject({ subject: second });
    expect(countTokens(deployment)).toBe(1);
  });
});
