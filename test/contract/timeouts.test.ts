import { afterAll, beforeAll, beforeEach, describe, expect, test } from "@jest/globals";
import type { Fault } from "../../src/sandbox/faults.js";
import { type Deployment, openDeployment, untilCalled } from "./deployment.js";
import { expectFailure } from "./expect-failure.js";
import { contractCases } from "./harnesses.js";

const timeoutMs = 300;
/** Longer than a test may take. */
const neverMs = 600_000;
const stalls: readonly (readonly [name: string, fault: Fault])[] = [
  ["headers", { kind: "delay_headers", delayMs: neverMs }],
  ["body", { kind: "delay_body", delayMs: neverMs }],
];

describe.each(contractCases)("reads that get no answer: $title", (contractCase) => {
  const { harness } = contractCase;
  const provider = harness.provider.name;
  let withShortTimeout: Deployment;
  let withLongTimeout: Deployment;

  beforeAll(async () => {
    withShortTimeout = await openDeployment(contractCase, { timeoutMs });
    withLongTimeout = await openDeployment(contractCase);
  });
  afterAll(async () => {
    await withShortTimeout.close();
    await withLongTimeout.close();
  });
  beforeEach(async () => {
    await withShortTimeout.reset();
    await withLongTimeout.reset();
  });

  describe.each(stalls)("%s that never come", (_name, fault) => {
    test("the read is timed_out after the configured time, without an answer", async () => {
      withShortTimeout.emulator.faults.set(fault);
      const failures = await readOneAndSeveral(withShortTimeout);
      for (const failure of failures) expectFailure(failure, { provider, kind: "timed_out" });
    });

    test("the read is timed_out when the request is given up", async () => {
      withLongTimeout.emulator.faults.set(fault);
      const request = new AbortController();
      const reads = readOneAndSeveral(withLongTimeout, request.signal);
      await untilCalled(withLongTimeout.emulator);
      request.abort();
      for (const failure of await reads) expectFailure(failure, { provider, kind: "timed_out" });
    });
  });

  test("a request that is already given up makes no call", async () => {
    const [failure] = await withLongTimeout
      .open(AbortSignal.abort())
      .settleAll(withLongTimeout.subjects.slice(0, 1));
    expectFailure(failure, { provider, kind: "timed_out" });
    expect(withLongTimeout.calls()).toEqual({});
  });

  test("one slow subject does not hold up another request", async () => {
    const [slow, quick] = withLongTimeout.subjects;
    if (slow === undefined || quick === undefined) throw new Error("nobody to ask for");
    const request = new AbortController();
    withLongTimeout.emulator.faults.set({ kind: "delay_headers", delayMs: 60_000, containing: slow });
    const reads = withLongTimeout.open(request.signal).settleAll([slow]);
    await untilCalled(withLongTimeout.emulator);
    expect(await withLongTimeout.open().load(quick)).toMatchObject({ subject: quick });
    request.abort();
    const [failure] = await reads;
    expectFailure(failure, { provider, kind: "timed_out" });
  });
});

describe.each(contractCases)("reads of a provider that goes away: $title", (contractCase) => {
  const provider = contractCase.harness.provider.name;

  test("a server that does not listen is unavailable", async () => {
    const deployment = await openDeployment(contractCase);
    await deployment.reset();
    await deployment.emulator.close();
    const failures = await deployment.open().settleAll(deployment.subjects.slice(0, 3));
    for (const failure of failures) expectFailure(failure, { provider, kind: "unavailable" });
    await deployment.close();
  });

  test("a connection that is cut within the body is unavailable", async () => {
    const deployment = await openDeployment(contractCase);
    await deployment.reset();
    deployment.emulator.faults.set({ kind: "delay_body", delayMs: 60_000 });
    const reads = deployment.open().settleAll(deployment.subjects.slice(0, 1));
    await untilCalled(deployment.emulator);
    await deployment.emulator.close();
    const [failure] = await reads;
    expectFailure(failure, { provider, kind: "unavailable" });
    await deployment.close();
  });
});

/** One subject and several take different ways at some providers. */
async function readOneAndSeveral(deployment: Deployment, signal?: AbortSignal): Promise<readonly unknown[]> {
  const counts = [1, 3];
  const outcomes = counts.map((count) =>
    deployment.open(signal).settleAll(deployment.subjects.slice(0, count)),
  );
  return (await Promise.all(outcomes)).flat();
}
