import "reflect-metadata";
import { setTimeout as sleep } from "node:timers/promises";
import { afterEach, beforeEach, describe, expect, test } from "@jest/globals";
import type { ProviderErrorKind } from "../../src/identity/provider-error.js";
import type { Fault } from "../../src/sandbox/faults.js";
import { openWorld, untilCalled, type World } from "./deployment.js";
import { canary, expectFailure } from "./expect-failure.js";
import { contractCases } from "./harnesses.js";

type TokenFault = readonly [name: string, fault: Fault, kind: ProviderErrorKind];

const status = (code: number, body: unknown = { error: canary, error_description: canary }): Fault => ({
  kind: "status",
  status: code,
  body,
});

const tokenFaults: readonly TokenFault[] = [
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
  const worlds: World[] = [];

  const start = async (timeoutMs?: number) => {
    const options = timeoutMs === undefined ? {} : { timeoutMs };
    const world = await openWorld(contractCase, { ...options, hasTokens: true });
    worlds.push(world);
    if (world.tokens === undefined) throw new Error("no token endpoint");
    return { ...world, tokens: world.tokens };
  };
  const countTokens = ({ tokens }: World): number =>
    tokens?.requests.filter(({ operation }) => operation === "Token").length ?? 0;

  beforeEach(() => {
    worlds.length = 0;
  });
  afterEach(async () => {
    for (const world of worlds) await world.close();
  });

  test("50 first calls at the same time fetch one token", async () => {
    const world = await start();
    const held = await Promise.all(world.subjects.slice(0, 50).map((subject) => world.open().load(subject)));
    expect(held.map((each) => each?.subject)).toEqual(world.subjects.slice(0, 50));
    expect(countTokens(world)).toBe(1);
  });

  test("a token that is refused is replaced once, and the call repeated", async () => {
    const world = await start();
    const [first, second, third] = world.subjects;
    await world.open().loadAll([first as never]);
    world.lookAlike.faults.set({ ...status(401), times: 1 });
    expect(await world.open().load(second as never)).toMatchObject({ subject: second });
    expect(await world.open().load(third as never)).toMatchObject({ subject: third });
    expect(countTokens(world)).toBe(2);
    expect(Object.values(world.calls())).toEqual([4]);
  });

  test("a new token that is refused too is the end: two calls, and no third", async () => {
    const world = await start();
    for (const operation of Object.values(contractCase.mode))
      if (typeof operation === "string") world.lookAlike.faults.set({ ...status(401), operation });
    const [failure] = await world.open().settleAll(world.subjects.slice(0, 1));
    expectFailure(failure, { provider, kind: "unauthorized" });
    expect(Object.values(world.calls())).toEqual([2]);
    expect(countTokens(world)).toBe(2);
  });

  test("a token is replaced before it ends", async () => {
    const world = await start();
    world.tokens.settings.tokenLifetimeSeconds = 1;
    await world.open().loadAll(world.subjects.slice(0, 1));
    await sleep(600); // a token that lives for seconds is used for half of them
    await world.open().loadAll(world.subjects.slice(0, 1));
    expect(countTokens(world)).toBe(2);
    expect(Object.values(world.calls())).toEqual([2]);
  });

  test.each(tokenFaults)("%s from the token endpoint", async (_name, fault, kind) => {
    const world = await start(kind === "timed_out" ? 250 : undefined);
    world.tokens.faults.set({ ...fault, operation: "Token" });
    const subjects = world.subjects.slice(0, 3);
    for (const failure of await world.open().settleAll(subjects)) expectFailure(failure, { provider, kind });
    expect(world.calls()).toEqual({});
    if (kind === "timed_out") return; // the next request may still share the call that never ends
    world.tokens.faults.clear();
    const held = await world.open().loadAll(subjects);
    expect(held.map((each) => each?.subject)).toEqual(subjects);
  });

  test("Retry-After of the token endpoint is the time to wait", async () => {
    const world = await start();
    world.tokens.faults.set({ ...status(429), headers: { "retry-after": "9" }, operation: "Token" });
    const [failure] = await world.open().settleAll(world.subjects.slice(0, 1));
    expectFailure(failure, { provider, kind: "throttled", retryAfterSeconds: 9 });
  });

  test("a request that is given up does not wait for a token, and leaves it to those who do", async () => {
    const world = await start();
    world.tokens.faults.set({ kind: "delay_headers", delayMs: 1_000, operation: "Token" });
    const [first, second] = world.subjects;
    const request = new AbortController();
    let isAnswered = false;
    const givenUp = world.open(request.signal).settleAll([first as never]);
    const waiting = world
      .open()
      .load(second as never)
      .finally(() => {
        isAnswered = true;
      });
    await untilCalled(world.tokens);
    request.abort();
    expectFailure((await givenUp)[0], { provider, kind: "timed_out" });
    expect(isAnswered).toBe(false);
    expect(await waiting).toMatchObject({ subject: second });
    expect(countTokens(world)).toBe(1);
  });
});
