import { afterAll, beforeAll, beforeEach, describe, expect, test } from "@jest/globals";
import { toSubject } from "../../../src/identity/ids.js";
import { openScope } from "../../../src/platform/call-scope.js";
import { personSeed } from "../../../src/sandbox/person.js";
import { sandboxCredentials } from "../../../src/sandbox/realms.js";
import { type Deployment, openDeployment, people } from "../../contract/deployment.js";
import { expectFailure, failureOf } from "../../contract/expect-failure.js";
import type { ReadMode } from "../../contract/harness.js";
import { plainGates } from "../../support/upstream.js";
import { harness } from "./harness.js";

const [auto, list, get] = harness.modes as readonly [ReadMode, ReadMode, ReadMode];
const provider = "NEXUS" as const;

async function inHarness(mode: ReadMode, run: (deployment: Deployment) => Promise<void>): Promise<void> {
  const deployment = await openDeployment({ title: "", harness, mode });
  try {
    await run(deployment);
  } finally {
    await deployment.close();
  }
}

describe("a Nexus environment without the list", () => {
  test("auto asks for the list until it is told that there is none, and never again", () =>
    inHarness(auto, async (deployment) => {
      deployment.emulator.settings.listUsers = false;
      const identities = await deployment.open().loadAll(deployment.subjects);
      expect(identities.map((each) => each?.subject)).toEqual(deployment.subjects);
      expect(deployment.calls()).toEqual({ ListUsers: 7, GetUser: 100 });
      deployment.emulator.clearRequests();
      await deployment.open().loadAll(deployment.subjects);
      expect(deployment.calls()).toEqual({ GetUser: 100 });
    }));

  test("list asks every time, and reads all the same", () =>
    inHarness(list, async (deployment) => {
      deployment.emulator.settings.listUsers = false;
      for (const _request of [1, 2]) {
        const identities = await deployment.open().loadAll(deployment.subjects.slice(0, 15));
        expect(identities.map((each) => each?.subject)).toEqual(deployment.subjects.slice(0, 15));
      }
      expect(deployment.calls()).toEqual({ ListUsers: 2, GetUser: 30 });
    }));

  test("a proxy's page of HTML does not count as being told", () =>
    inHarness(auto, async (deployment) => {
      deployment.emulator.faults.set({ kind: "html", status: 404, operation: "ListUsers", times: 1 });
      const subjects = deployment.subjects.slice(0, 3);
      expect((await deployment.open().loadAll(subjects)).map((each) => each?.subject)).toEqual(subjects);
      expect(deployment.calls()).toEqual({ ListUsers: 1, GetUser: 3 });
      await deployment.open().loadAll(subjects);
      expect(deployment.calls()).toEqual({ ListUsers: 2, GetUser: 3 });
    }));

  test.each([404, 405, 501])("%d is how it says so", (status) =>
    inHarness(auto, async (deployment) => {
      deployment.emulator.faults.set({ kind: "status", status, operation: "ListUsers", times: 1 });
      await deployment.open().loadAll(deployment.subjects.slice(0, 3));
      await deployment.open().loadAll(deployment.subjects.slice(0, 3));
      expect(deployment.calls()).toEqual({ ListUsers: 1, GetUser: 6 });
    }),
  );

  test("users can't be found by address there", () =>
    inHarness(auto, async (deployment) => {
      deployment.emulator.settings.listUsers = false;
      const failure = await failureOf(deployment.open().findByEmail(people[0]?.email ?? ""));
      expectFailure(failure, { provider, kind: "rejected" });
    }));
});

describe("reads at Nexus", () => {
  let deployment: Deployment;

  beforeAll(async () => {
    deployment = await openDeployment({ title: "", harness, mode: list });
  });
  afterAll(() => deployment.close());
  beforeEach(() => deployment.reset());

  test("users whom a page leaves out are requested one by one", async () => {
    deployment.emulator.settings.maxTop = 10;
    const subjects = deployment.subjects.slice(0, 15);
    expect((await deployment.open().loadAll(subjects)).map((each) => each?.subject)).toEqual(subjects);
    expect(deployment.calls()).toEqual({ ListUsers: 1, GetUser: 5 });
  });

  test("a record without its id costs one more call, for its user alone", async () => {
    const value = [{ ...people[0]?.nexus[0], id: 42 }, people[1]?.nexus[0]];
    deployment.emulator.faults.set({ kind: "status", status: 200, operation: "ListUsers", body: { value } });
    const subjects = deployment.subjects.slice(0, 2);
    expect((await deployment.open().loadAll(subjects)).map((each) => each?.subject)).toEqual(subjects);
    expect(deployment.calls()).toEqual({ ListUsers: 1, GetUser: 1 });
  });

  test.each(["o'neil", "''", "a/b", "a?b#c", "100%25", "a+b&c=d", "x'or(1eq1)", "用户", "...", "%2e%2e"])(
    "the id %s is found, alone and among others",
    async (nexusUserId) => {
      const odd = harness.toPerson({ ...personSeed(4_000), nexusUserId }, "odd@example.com");
      deployment.emulator.seed([...people, odd]);
      expect(harness.provider.parseSubject(nexusUserId)).toBe(nexusUserId);
      const subject = toSubject(nexusUserId);
      expect(await deployment.open().load(subject)).toMatchObject({ subject });
      const identities = await deployment.open().loadAll([subject, ...deployment.subjects.slice(0, 1)]);
      expect(identities.map((each) => each?.subject)).toEqual([subject, deployment.subjects[0]]);
    },
  );

  test.each([".", "..", "", "a b", "a\nb", "x".repeat(41)])("%j is no id of Nexus", (text) => {
    expect(harness.provider.parseSubject(text)).toBeUndefined();
  });

  test("an odd value deep within a record costs that value only", async () => {
    const [first, second] = people;
    const bad = { ...second?.nexus[0], subscriptions: [{ id: 1, expires: 42 }] };
    const body = { value: [first?.nexus[0], bad] };
    deployment.emulator.faults.set({ kind: "status", status: 200, operation: "ListUsers", body });
    const identities = await deployment.open().loadAll(deployment.subjects.slice(0, 2));
    expect(identities.map((each) => each?.subject)).toEqual(deployment.subjects.slice(0, 2));
    expect(identities[1]?.toRecord()).toMatchObject({ subscriptions: [{ id: 1, expires: null }] });
  });
});

describe("signing in to Nexus", () => {
  const { bearerToken, applicationToken, basicUser, basicPassword } = sandboxCredentials.nexus;
  const wrong = "canary-9f3a@example.com";
  const bearer = { NEXUS_TOKEN: bearerToken, NEXUS_APPLICATION_TOKEN: applicationToken };
  const basic = { NEXUS_BASIC_USER: basicUser, NEXUS_BASIC_PASSWORD: basicPassword };

  const loadWith = (credentials: Readonly<Record<string, string>>): Promise<unknown> => {
    const NEXUS_BASE_URL = deployment.emulator.origin;
    const connected = harness.provider.connect({ NEXUS_BASE_URL, ...credentials }, plainGates());
    const [realm] = connected.realms;
    const [subject] = deployment.subjects;
    if (realm === undefined || subject === undefined) throw new Error("nobody to ask for");
    return connected.openSource(openScope()).load(realm, subject);
  };
  let deployment: Deployment;

  beforeAll(async () => {
    deployment = await openDeployment({ title: "", harness, mode: get });
  });
  afterAll(() => deployment.close());

  test.each([
    ["a bearer token with an application token", bearer],
    ["user and password", basic],
  ])("%s", async (_name, credentials) => {
    expect(await loadWith(credentials)).toMatchObject({ subject: deployment.subjects[0] });
  });

  test.each([
    ["bearer token", { ...bearer, NEXUS_TOKEN: wrong }],
    ["application token", { ...bearer, NEXUS_APPLICATION_TOKEN: wrong }],
    ["header of the application token", { ...bearer, NEXUS_APPLICATION_TOKEN_HEADER: "X-Other" }],
    ["password", { ...basic, NEXUS_BASIC_PASSWORD: wrong }],
  ])("a wrong %s is unauthorized, after one call", async (_name, credentials) => {
    deployment.emulator.clearRequests();
    expectFailure(await failureOf(loadWith(credentials)), { provider, kind: "unauthorized" });
    expect(deployment.calls()).toEqual({ GetUser: 1 });
  });
});
