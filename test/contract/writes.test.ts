import { afterAll, beforeAll, beforeEach, describe, expect, test } from "@jest/globals";
import { toRealm } from "../../src/identity/ids.js";
import type { ProviderErrorKind } from "../../src/identity/provider-error.js";
import { openScope } from "../../src/platform/call-scope.js";
import type { Fault } from "../../src/sandbox/faults.js";
import { until } from "../support/until.js";
import { type Deployment, openDeployment } from "./deployment.js";
import { expectFailure, failureOf } from "./expect-failure.js";
import { callsTo, newName, openWrites, setLag, status, type Writes, writeCases } from "./writes.js";

/** After these the provider may have made the change, although it did not confirm it. */
const unconfirmed: readonly (readonly [name: string, fault: Fault])[] = [
  ["the connection is cut after the call is handled", { kind: "lost" }],
  ["the connection is cut before the call is handled", { kind: "reset" }],
  ["500", status(500)],
  ["502 with a page of HTML", { kind: "html", status: 502 }],
  ["503", status(503)],
  ["200 with a page of HTML", { kind: "html", status: 200 }],
];

const refused: readonly (readonly [name: string, fault: Fault, kind: ProviderErrorKind])[] = [
  ["400", status(400), "rejected"],
  ["422", status(422), "rejected"],
  ["403", status(403), "unauthorized"],
];

describe.each(writeCases)("writes: $title", (contractCase) => {
  const { harness } = contractCase;
  const provider = harness.provider.name;
  let deployment: Deployment;
  let writes: Writes;

  beforeAll(async () => {
    deployment = await openDeployment(contractCase);
    writes = openWrites(contractCase, deployment);
  });
  afterAll(() => deployment.close());
  beforeEach(() => deployment.reset());

  describe("a plan", () => {
    test("reports each change with the value before and after, and changes nothing", async () => {
      const before = await writes.readName();
      const { changes, refusals, steps } = await writes.plan({ profile: { name: newName } });
      expect(changes).toEqual([{ field: "name", before, after: newName }]);
      expect(refusals).toEqual([]);
      expect(steps).toEqual([expect.objectContaining({ key: writes.key, fields: ["name"], secrets: [] })]);
      expect(await writes.readName()).toBe(before);
    });

    test("has no step for a value that is already there", async () => {
      const name = (await writes.readName()) as string;
      const unchanged = { steps: [], changes: [], refusals: [] };
      expect(await writes.plan({ profile: { name } })).toEqual(unchanged);
      expect(await writes.plan({})).toEqual(unchanged);
    });

    test("has no step for what the last write has changed, however far lists lag behind", async () => {
      setLag(contractCase, deployment);
      await writes.apply({ profile: { name: newName } });
      expect((await writes.plan({ profile: { name: newName } })).steps).toEqual([]);
    });

    test("is null for a user that does not exist", async () => {
      const [subject] = deployment.unknownSubjects(1);
      if (subject === undefined) throw new Error("there is no unknown subject");
      expect(await writes.writer.plan({ ...writes.key, subject }, { profile: {} })).toBeNull();
    });

    test("is rejected for a realm that is not configured, without a call", async () => {
      const key = { ...writes.key, realm: toRealm("us-east-1_elsewhere") };
      expectFailure(await failureOf(writes.writer.plan(key, { profile: {} })), {
        provider,
        kind: "rejected",
      });
      expect(callsTo(deployment)).toEqual([]);
    });
  });

  describe("a step", () => {
    test("makes the change in one call", async () => {
      await writes.writer.take(await writes.planName(), {});
      expect(callsTo(deployment)).toHaveLength(1);
      expect(await writes.readName()).toBe(newName);
    });

    test("may be repeated", async () => {
      const step = await writes.planName();
      await writes.writer.take(step, {});
      await writes.writer.take(step, {});
      expect(await writes.readName()).toBe(newName);
    });

    test.each(unconfirmed)("has an unknown outcome and is not repeated: %s", async (_name, fault) => {
      const step = await writes.planName();
      deployment.emulator.faults.set({ ...fault, times: 1 });
      const failure = await failureOf(writes.writer.take(step, {}));
      expectFailure(failure, { provider, kind: "outcome_unknown" });
      expect(callsTo(deployment)).toHaveLength(1);
      await writes.writer.take(step, {});
      expect(await writes.readName()).toBe(newName);
    });

    test.each(refused)("fails for good, and quotes nothing of the answer: %s", async (_name, fault, kind) => {
      const before = await writes.readName();
      const step = await writes.planName();
      deployment.emulator.faults.set({ ...fault, times: 1 });
      expectFailure(await failureOf(writes.writer.take(step, {})), { provider, kind });
      expect(callsTo(deployment)).toHaveLength(1);
      expect(await writes.readName()).toBe(before);
    });

    test("is throttled by a spent rate limit, with the time to wait", async () => {
      const step = await writes.planName();
      const headers = { ...harness.throttled.headers, "retry-after": "7" };
      deployment.emulator.faults.set({ ...harness.throttled, headers });
      const failure = await failureOf(writes.writer.take(step, {}));
      expectFailure(failure, { provider, kind: "throttled", retryAfterSeconds: 7 });
      expect(callsTo(deployment)).toHaveLength(1);
    });

    test("finds no user when the user is gone", async () => {
      const step = await writes.planName();
      deployment.emulator.seed([]);
      expectFailure(await failureOf(writes.writer.take(step, {})), { provider, kind: "not_found" });
    });

    test("sends nothing once the request has ended", async () => {
      const step = await writes.planName();
      const writer = deployment.connected.openWriter(openScope({ signal: AbortSignal.abort() }));
      expectFailure(await failureOf(writer.take(step, {})), { provider, kind: "timed_out" });
      expect(callsTo(deployment)).toEqual([]);
    });
  });
});

describe.each(writeCases)("writes that get no answer: $title", (contractCase) => {
  const { harness } = contractCase;
  const provider = harness.provider.name;

  test("a call that takes too long has an unknown outcome", async () => {
    const deployment = await openDeployment(contractCase);
    const withShortTimeout = await openDeployment(contractCase, { timeoutMs: 150 });
    try {
      const step = await openWrites(contractCase, deployment).planName();
      const readOne = () => withShortTimeout.open().settleAll(withShortTimeout.subjects.slice(0, 1));
      await until(async () => !((await readOne())[0] instanceof Error), "a token is there, if one is needed");
      withShortTimeout.emulator.faults.set({ kind: "delay_headers", delayMs: 20_000 });
      const failure = await failureOf(openWrites(contractCase, withShortTimeout).writer.take(step, {}));
      expectFailure(failure, { provider, kind: "outcome_unknown" });
    } finally {
      await Promise.all([deployment.close(), withShortTimeout.close()]);
    }
  });
});
