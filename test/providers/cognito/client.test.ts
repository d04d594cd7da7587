import { afterAll, beforeAll, beforeEach, describe, expect, test } from "@jest/globals";
import type { ProviderSubject } from "../../../src/identity/ids.js";
import type { ProviderErrorKind } from "../../../src/identity/provider-error.js";
import { openScope } from "../../../src/platform/call-scope.js";
import { toProviderError } from "../../../src/providers/cognito/errors.js";
import type { CognitoGroup } from "../../../src/providers/cognito/types.js";
import { personSeed } from "../../../src/sandbox/person.js";
import { sandboxRealms } from "../../../src/sandbox/realms.js";
import { toCognitoRecord } from "../../../src/sandbox/records.js";
import { type Deployment, openDeployment, people } from "../../contract/deployment.js";
import { expectFailure } from "../../contract/expect-failure.js";
import { firstOf } from "../../support/first-of.js";
import { harness, refusal } from "./harness.js";

const [mode] = harness.modes;
if (mode === undefined) throw new Error("Cognito has a mode");
const [staff, partners] = sandboxRealms.cognito;

describe("reads at Cognito", () => {
  let deployment: Deployment;

  beforeAll(async () => {
    deployment = await openDeployment({ title: "", harness, mode });
  });
  afterAll(() => deployment.close());
  beforeEach(() => deployment.reset());

  test("each pool is a realm of its own", async () => {
    const seed = personSeed(3_000);
    const partner = {
      ...harness.toPerson(seed, seed.email),
      cognito: [toCognitoRecord(seed, { poolId: partners })],
    };
    deployment.emulator.seed([...people, partner]);
    const source = deployment.connected.openSource(openScope());
    const subject = harness.subjectOf(partner);
    expect(deployment.connected.realms).toEqual([staff, partners]);
    expect(await source.load(partners, subject)).toMatchObject({ realm: partners, subject });
    expect(await source.load(staff, subject)).toBeNull();
    expect(await source.findByEmail(partners, seed.email)).toHaveLength(1);
    expect(await source.findByEmail(staff, seed.email)).toEqual([]);
  });

  test("pages may be short, or empty, and still have successors", async () => {
    const shared = Array.from({ length: 150 }, (_, index) =>
      harness.toPerson(personSeed(3_000 + index), "shared@example.com"),
    );
    deployment.emulator.seed([...people, ...shared]);
    deployment.emulator.settings.shortPages = true;
    const identities = await deployment.open().findByEmail("shared@example.com");
    const subjects = shared.map((person) => harness.subjectOf(person));
    expect(identities.map(({ subject }) => subject).sort()).toEqual(subjects.sort());
  });

  test("a user whom only the index knows is found in pages too", async () => {
    deployment.emulator.settings.shortPages = true;
    const [subject] = deployment.subjects;
    mode?.leaveOut?.(deployment.emulator, deployment.subjects.slice(0, 1));
    expect((await deployment.open().loadAll(deployment.subjects.slice(0, 1)))[0]).toMatchObject({ subject });
  });

  test("groups cost nothing until they are asked for, and then one call", async () => {
    const source = deployment.connected.openSource(openScope());
    const identity = await source.load(staff, deployment.subjects[0] as ProviderSubject);
    expect(deployment.calls()).toEqual({ AdminGetUser: 1 });
    const { username = "" } = identity?.profile ?? {};
    const load = () => source.loadPart?.(staff, "groups", username) as Promise<readonly CognitoGroup[]>;
    const [groups] = await Promise.all([load(), load()]);
    const expected = [...(people[0]?.cognito[0]?.groups ?? [])];
    expect(groups?.map(({ name }) => name)).toEqual(expect.arrayContaining(expected));
    expect(deployment.calls()).toEqual({ AdminGetUser: 1, AdminListGroupsForUser: 1 });
  });

  test("groups that can't be read are a ProviderError", async () => {
    const source = deployment.connected.openSource(openScope());
    deployment.emulator.faults.set({ kind: "status", status: 200, body: {} });
    const failure = await source.loadPart?.(staff, "groups", "ann").catch((error: unknown) => error);
    expectFailure(failure, { provider: "COGNITO", kind: "malformed" });
  });

  const exceptions: readonly (readonly [type: string, kind: ProviderErrorKind])[] = [
    ["TooManyRequestsException", "throttled"],
    ["LimitExceededException", "throttled"],
    ["ThrottlingException", "throttled"],
    ["NotAuthorizedException", "unauthorized"],
    ["AccessDeniedException", "unauthorized"],
    ["UnrecognizedClientException", "unauthorized"],
    ["InvalidSignatureException", "unauthorized"],
    ["ExpiredTokenException", "unauthorized"],
    ["InternalErrorException", "unavailable"],
    ["InvalidParameterException", "rejected"],
    ["ResourceNotFoundException", "rejected"],
    ["AnExceptionOfNextYear", "rejected"],
    ["constructor", "rejected"],
  ];

  test.each(exceptions)("%s is %s", async (type, kind) => {
    deployment.emulator.faults.set(refusal(type));
    const [failure] = await deployment.open().settleAll(deployment.subjects.slice(0, 1));
    expectFailure(failure, { provider: "COGNITO", kind });
  });

  test.each(["yesterday", {}, true])("a date that is %j is null", async (UserCreateDate) => {
    const body = { ...(harness.toBody(firstOf(people)) as object), UserCreateDate };
    deployment.emulator.faults.set({ kind: "status", status: 200, body });
    const [identity] = await deployment.open().loadAll(deployment.subjects.slice(0, 1));
    expect(identity).toMatchObject({ subject: deployment.subjects[0], createdAt: null });
  });
});

describe("connections to Cognito that break", () => {
  const signal = new AbortController().signal;
  /** As the SDK throws it. */
  const broken = (code: string) =>
    Object.assign(new Error(`${code} canary-9f3a@example.com`), { name: "TimeoutError", code });

  test.each(["ECONNRESET", "EPIPE"])("%s is unavailable, though the SDK names it a TimeoutError", (code) => {
    expectFailure(toProviderError(broken(code), signal), { provider: "COGNITO", kind: "unavailable" });
  });

  test("ETIMEDOUT is timed_out, and so is whatever comes once the time is up", () => {
    expectFailure(toProviderError(broken("ETIMEDOUT"), signal), { provider: "COGNITO", kind: "timed_out" });
    expectFailure(toProviderError(broken("ECONNRESET"), AbortSignal.abort()), {
      provider: "COGNITO",
      kind: "timed_out",
    });
  });
});
