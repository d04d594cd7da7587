import { afterAll, beforeAll, beforeEach, describe, expect, test } from "@jest/globals";
import type { ProviderErrorKind } from "../../src/identity/provider-error.js";
import type { Fault } from "../../src/sandbox/faults.js";
import { callsFor, type Deployment, openDeployment, people } from "./deployment.js";
import { canary, expectFailure } from "./expect-failure.js";
import { contractCases } from "./harnesses.js";

type FaultCase = readonly [name: string, fault: Fault, kind: ProviderErrorKind];

/** Every form in which an answer quotes what it was asked. */
const quoting = { message: canary, error: canary, errorCode: canary, detail: canary, __type: canary };
const status = (code: number, body: unknown = quoting): Fault => ({ kind: "status", status: code, body });
const html = (code: number): Fault => ({ kind: "html", status: code });

const down: readonly FaultCase[] = [
  ["500", status(500), "unavailable"],
  ["500 without a body", status(500, ""), "unavailable"],
  ["502 with a page of HTML", html(502), "unavailable"],
  ["503", status(503), "unavailable"],
  ["503 with a page of HTML", html(503), "unavailable"],
  ["504", status(504), "unavailable"],
  ["a connection that is cut before the call is handled", { kind: "reset" }, "unavailable"],
  ["a connection that is cut after it", { kind: "lost" }, "unavailable"],
];

const refusing: readonly FaultCase[] = [
  ["400", status(400), "rejected"],
  ["400 with a page of HTML", html(400), "rejected"],
  ["404 with a page of HTML, which is not the provider's word", html(404), "rejected"],
  ["414", status(414), "rejected"],
  ["422", status(422), "rejected"],
  ["401", status(401), "unauthorized"],
  ["403", status(403), "unauthorized"],
  ["403 with a page of HTML", html(403), "unauthorized"],
  ["429 with a page of HTML", html(429), "throttled"],
];

const senseless: readonly FaultCase[] = [
  ["bytes that are no JSON", { kind: "garbage" }, "malformed"],
  ["JSON that is cut in half", { kind: "truncated" }, "malformed"],
  ["200 with a page of HTML", html(200), "malformed"],
  ["200 without a body", status(200, ""), "malformed"],
  ["204", status(204, ""), "malformed"],
  ["an empty object", status(200, {}), "malformed"],
  ["an object of another kind", status(200, quoting), "malformed"],
  ["lists of another kind", status(200, { users: canary, Users: canary, value: canary }), "malformed"],
  ["an empty list", status(200, []), "malformed"],
  ["a list", status(200, [canary]), "malformed"],
  ["a text", status(200, JSON.stringify(canary)), "malformed"],
  ["a number", status(200, "42"), "malformed"],
  ["null", status(200, "null"), "malformed"],
];

describe.each(contractCases)("reads in spite of faults: $title", (contractCase) => {
  const { harness, mode } = contractCase;
  const provider = harness.provider.name;
  let deployment: Deployment;

  beforeAll(async () => {
    deployment = await openDeployment(contractCase);
  });
  afterAll(() => deployment.close());
  beforeEach(() => deployment.reset());

  /** One subject and several take different ways at some providers. */
  describe.each([1, 3])("with %d subjects", (count) => {
    const failAll = async () => {
      const results = await deployment.open().settleAll(deployment.subjects.slice(0, count));
      expect(results).toHaveLength(count);
      return results;
    };

    test.each([...down, ...refusing, ...senseless])("%s", async (_name, fault, kind) => {
      deployment.emulator.faults.set(fault);
      for (const failure of await failAll()) expectFailure(failure, { provider, kind });
      if (fault.status === 401) return; // may be repeated with a new token
      const missing = kind === "rejected" && mode.asksAgainWhenRejected && count > 1 ? count : 0;
      expect(deployment.calls()).toEqual(callsFor(mode, { known: count - missing, missing }));
    });

    test("right JSON under another content type is read", async () => {
      deployment.emulator.faults.set({ kind: "wrong_content_type" });
      const subjects = deployment.subjects.slice(0, count);
      const identities = await deployment.open().loadAll(subjects);
      expect(identities.map((each) => each?.subject)).toEqual(subjects);
    });

    test("a spent rate limit is throttled, with no time to wait where none is given", async () => {
      deployment.emulator.faults.set(harness.throttled);
      for (const failure of await failAll()) expectFailure(failure, { provider, kind: "throttled" });
      expect(deployment.calls()).toEqual(callsFor(mode, { known: count }));
    });

    test("the seconds of Retry-After are the time to wait", async () => {
      deployment.emulator.faults.set(withHeader(harness.throttled, "retry-after", "7"));
      for (const failure of await failAll())
        expectFailure(failure, { provider, kind: "throttled", retryAfterSeconds: 7 });
    });

    test("the date of Retry-After is the time to wait", async () => {
      const date = new Date(Date.now() + 90_000).toUTCString();
      deployment.emulator.faults.set(withHeader(harness.throttled, "retry-after", date));
      for (const failure of await failAll()) {
        expect(failure).toMatchObject({ kind: "throttled" });
        const { retryAfterSeconds = 0 } = failure as { retryAfterSeconds?: number };
        expect(retryAfterSeconds).toBeGreaterThan(60);
        expect(retryAfterSeconds).toBeLessThanOrEqual(91);
      }
    });

    test("Retry-After of a provider that is down is reported, that of one that refuses is not", async () => {
      deployment.emulator.faults.set(withHeader(status(503), "retry-after", "7"));
      for (const failure of await failAll())
        expectFailure(failure, { provider, kind: "unavailable", retryAfterSeconds: 7 });
      await deployment.reset();
      deployment.emulator.faults.set(withHeader(status(403), "retry-after", "7"));
      for (const failure of await failAll()) expectFailure(failure, { provider, kind: "unauthorized" });
    });

    test("a time to wait that makes no sense is at most a day, and at least a second", async () => {
      deployment.emulator.faults.set(withHeader(harness.throttled, "retry-after", "99999999999"));
      for (const failure of await failAll()) expect(failure).toMatchObject({ retryAfterSeconds: 86_400 });
      deployment.emulator.faults.clear();
      deployment.emulator.faults.set(withHeader(harness.throttled, "retry-after", "-5"));
      for (const failure of await failAll()) expect(failure).toMatchObject({ retryAfterSeconds: 1 });
      deployment.emulator.faults.clear();
      deployment.emulator.faults.set(withHeader(harness.throttled, "retry-after", "soon"));
      for (const failure of await failAll()) expectFailure(failure, { provider, kind: "throttled" });
    });

    test("after the fault, the next request reads as before", async () => {
      deployment.emulator.faults.set({ kind: "reset" });
      await failAll();
      deployment.emulator.faults.clear();
      const subjects = deployment.subjects.slice(0, count);
      const identities = await deployment.open().loadAll(subjects);
      expect(identities.map((each) => each?.subject)).toEqual(subjects);
    });
  });

  test("another user's record is malformed, never shown", async () => {
    const [other] = people.slice(7, 8);
    if (other === undefined) throw new Error("nobody to show");
    deployment.emulator.faults.set(status(200, harness.toBody(other)));
    const [failure] = await deployment.open().settleAll(deployment.subjects.slice(0, 1));
    expectFailure(failure, { provider, kind: "malformed" });
  });
});

function withHeader(fault: Fault, name: string, value: string): Fault {
  return { ...fault, headers: { ...fault.headers, [name]: value } };
}
