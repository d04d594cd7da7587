import { afterAll, beforeAll, beforeEach, describe, expect, test } from "@jest/globals";
import { toSubject } from "../../../src/identity/ids.js";
import { personSeed } from "../../../src/sandbox/person.js";
import { type Deployment, openDeployment, people } from "../../contract/deployment.js";
import { expectFailure } from "../../contract/expect-failure.js";
import { harness } from "./harness.js";

const [mode] = harness.modes;
if (mode === undefined) throw new Error("Auth0 has a mode");
const provider = "AUTH0" as const;

describe("reads at Auth0", () => {
  let deployment: Deployment;

  beforeAll(async () => {
    deployment = await openDeployment({ title: "", harness, mode });
  });
  afterAll(() => deployment.close());
  beforeEach(() => deployment.reset());

  test("100 ids of 200 characters are 6 searches, none with a URL that is too long", async () => {
    const made = Array.from({ length: 100 }, (_, index) => {
      const auth0UserId = `samlp|${"s".repeat(190)}${String(index).padStart(4, "0")}`;
      return harness.toPerson({ ...personSeed(2_000 + index), auth0UserId }, `long${index}@example.com`);
    });
    deployment.emulator.seed(made);
    const subjects = made.map((person) => harness.subjectOf(person));
    expect(new Set(subjects.map((subject) => subject.length))).toEqual(new Set([200]));
    const identities = await deployment.open().loadAll(subjects);
    expect(identities.map((each) => each?.subject)).toEqual(subjects);
    expect(deployment.calls()).toEqual({ ListUsers: 6 });
    expect(Math.max(...deployment.emulator.requests.map(({ path }) => path.length))).toBeLessThan(5_000);
  });

  test.each(['auth0|a"b', "auth0|a\\b", 'auth0|a" OR user_id:"*', "auth0|(a)*?~^", "samlp|é用/x?y#z%25&+"])(
    "the id %s is found, alone and among others",
    async (auth0UserId) => {
      const odd = harness.toPerson({ ...personSeed(2_000), auth0UserId }, "odd@example.com");
      deployment.emulator.seed([...people, odd]);
      const subject = toSubject(auth0UserId);
      expect(harness.provider.parseSubject(auth0UserId.replaceAll(" ", ""))).toBeDefined();
      expect(await deployment.open().load(subject)).toMatchObject({ subject });
      const [identity, other, ...rest] = await deployment
        .open()
        .loadAll([subject, ...deployment.subjects.slice(0, 1)]);
      expect([identity?.subject, other?.subject]).toEqual([subject, deployment.subjects[0]]);
      expect(rest).toEqual([]);
    },
  );

  test("a record without its id costs one more call, for its user alone", async () => {
    const [first, second] = people;
    const users = [...(first?.auth0 ?? []), { ...second?.auth0[0], user_id: 42 }];
    deployment.emulator.faults.set({ kind: "status", status: 200, operation: "ListUsers", body: { users } });
    const subjects = deployment.subjects.slice(0, 2);
    const identities = await deployment.open().loadAll(subjects);
    expect(identities.map((each) => each?.subject)).toEqual(subjects);
    expect(deployment.calls()).toEqual({ ListUsers: 1, GetUser: 1 });
  });

  test("a record without its id among those of an address is malformed", async () => {
    const body = [people[0]?.auth0[0], { email: people[0]?.email }];
    deployment.emulator.faults.set({ kind: "status", status: 200, operation: "ListUsersByEmail", body });
    await expect(deployment.open().findByEmail(people[0]?.email ?? "")).rejects.toMatchObject({
      kind: "malformed",
    });
  });

  test("an address that a connection keeps with capitals is found as it is kept", async () => {
    const mixed = harness.toPerson(personSeed(2_000), "Mixed.Case@Example.com");
    deployment.emulator.seed([mixed]);
    const identities = await deployment.open().findByEmail("Mixed.Case@Example.com");
    expect(identities.map(({ subject }) => subject)).toEqual([harness.subjectOf(mixed)]);
    expect(deployment.calls()).toEqual({ ListUsersByEmail: 2 });
  });

  test("an address in small letters is one call", async () => {
    await deployment.open().findByEmail("nobody@example.com");
    expect(deployment.calls()).toEqual({ ListUsersByEmail: 1 });
  });
});

describe("calls to Auth0 that get no answer", () => {
  const countTimers = () => process.getActiveResourcesInfo().filter((kind) => kind === "Timeout").length;

  test.each(["reset", "lost"] as const)(
    "a connection that is cut (%s) leaves no timer behind",
    async (kind) => {
      const deployment = await openDeployment({ title: "", harness, mode });
      try {
        await deployment.reset();
        const before = countTimers();
        deployment.emulator.faults.set({ kind });
        const [failure] = await deployment.open().settleAll(deployment.subjects.slice(0, 1));
        expectFailure(failure, { provider, kind: "unavailable" });
        expect(countTimers()).toBeLessThanOrEqual(before);
      } finally {
        await deployment.close();
      }
    },
  );
});

describe("Auth0's rate limit", () => {
  let deployment: Deployment;
  const inSeconds = (seconds: number) => String(Math.floor(Date.now() / 1_000) + seconds);

  beforeAll(async () => {
    deployment = await openDeployment({ title: "", harness, mode });
  });
  afterAll(() => deployment.close());
  beforeEach(() => deployment.reset());

  const failOne = async () => (await deployment.open().settleAll(deployment.subjects.slice(0, 1)))[0];

  test("X-RateLimit-Reset is the time to wait where there is no Retry-After", async () => {
    deployment.emulator.faults.set({ ...harness.throttled, headers: { "x-ratelimit-reset": inSeconds(40) } });
    const { kind, retryAfterSeconds } = (await failOne()) as { kind: string; retryAfterSeconds: number };
    expect(kind).toBe("throttled");
    expect(retryAfterSeconds).toBeGreaterThan(20);
    expect(retryAfterSeconds).toBeLessThanOrEqual(41);
  });

  test("Retry-After goes before it", async () => {
    const headers = { "retry-after": "3", "x-ratelimit-reset": inSeconds(40) };
    deployment.emulator.faults.set({ ...harness.throttled, headers });
    expectFailure(await failOne(), { provider, kind: "throttled", retryAfterSeconds: 3 });
  });

  test("on an answer of another kind it is no time to wait", async () => {
    const headers = { "x-ratelimit-reset": inSeconds(40) };
    for (const [status, kind] of [
      [403, "unauthorized"],
      [400, "rejected"],
      [500, "unavailable"],
    ] as const) {
      deployment.emulator.faults.clear();
      deployment.emulator.faults.set({ kind: "status", status, headers });
      expectFailure(await failOne(), { provider, kind });
    }
  });

  test("an empty bucket is throttled until it is topped up", async () => {
    deployment.emulator.setQuotas({ global: { capacity: 0, refill: 0, intervalMs: 60_000 } });
    const { kind, retryAfterSeconds } = (await failOne()) as { kind: string; retryAfterSeconds: number };
    deployment.emulator.setQuotas({ global: { capacity: 1_000, refill: 1_000, intervalMs: 1_000 } });
    expect(kind).toBe("throttled");
    expect(retryAfterSeconds).toBeGreaterThanOrEqual(1);
    expect(retryAfterSeconds).toBeLessThanOrEqual(61);
  });
});

describe("Auth0's tokens", () => {
  test("50 calls that meet a revoked token at the same time fetch one new token", async () => {
    const deployment = await openDeployment({ title: "", harness, mode });
    try {
      await deployment.reset();
      deployment.emulator.settings.tokenGeneration = 2;
      const subjects = deployment.subjects.slice(0, 50);
      const identities = await Promise.all(subjects.map((subject) => deployment.open().load(subject)));
      expect(identities.map((each) => each?.subject)).toEqual(subjects);
      expect(deployment.emulator.requests.filter(({ operation }) => operation === "Token")).toHaveLength(1);
    } finally {
      await deployment.close();
    }
  });
});
