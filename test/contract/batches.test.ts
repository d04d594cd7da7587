import { afterAll, beforeAll, beforeEach, describe, expect, test } from "@jest/globals";
import type { ProviderIdentity } from "../../src/identity/provider.js";
import { callsFor, type Deployment, openDeployment, people } from "./deployment.js";
import { expectFailure } from "./expect-failure.js";
import { contractCases } from "./harnesses.js";

/** The same every time, and neither the provider's order nor its reverse. */
function mix<Item>(items: readonly Item[]): readonly Item[] {
  return items.map((_, index) => items[(index * 37 + 11) % items.length] as Item);
}

const summary = (identity: ProviderIdentity | null): readonly unknown[] | null =>
  identity && [identity.provider, identity.realm, identity.subject, identity.profile.email];

describe.each(contractCases)("reads by subject: $title", (contractCase) => {
  const { harness, mode } = contractCase;
  let deployment: Deployment;

  beforeAll(async () => {
    deployment = await openDeployment(contractCase);
  });
  afterAll(() => deployment.close());
  beforeEach(() => deployment.reset());

  const summaryOf = (subject: string): readonly unknown[] => {
    const person = people.find((each) => harness.subjectOf(each) === subject);
    return [harness.provider.name, harness.realm, subject, person?.email];
  };

  test("each of 100 loads gets its own record, in whatever order the answers come", async () => {
    if ("shuffle" in deployment.emulator.settings) deployment.emulator.settings.shuffle = true;
    deployment.emulator.faults.set({ kind: "delay_headers", delayMs: 20, probability: 0.5 });
    const subjects = mix(deployment.subjects);
    const identities = await deployment.open().loadAll(subjects);
    expect(identities.map(summary)).toEqual(subjects.map(summaryOf));
  });

  test.each([1, 2, 50, 51, 100])("%d subjects cost no call more than they must", async (count) => {
    const subjects = deployment.subjects.slice(0, count);
    const identities = await deployment.open().loadAll(subjects);
    expect(identities.map(summary)).toEqual(subjects.map(summaryOf));
    expect(deployment.calls()).toEqual(callsFor(mode, { known: count }));
  });

  test("a subject that no user has is null, and the others are right", async () => {
    const known = deployment.subjects.slice(0, 14);
    const subjects = mix([...known, ...deployment.unknownSubjects(10)]);
    const identities = await deployment.open().loadAll(subjects);
    expect(identities.map(summary)).toEqual(
      subjects.map((subject) => (known.includes(subject) ? summaryOf(subject) : null)),
    );
    expect(deployment.calls()).toEqual(callsFor(mode, { known: 14, missing: 10 }));
  });

  test("a subject that no user has is null when asked for alone", async () => {
    const [subject] = deployment.unknownSubjects(1);
    expect(await deployment.open().loadAll(subject === undefined ? [] : [subject])).toEqual([null]);
  });

  test("records that come twice do no harm", async () => {
    if ("repeat" in deployment.emulator.settings) deployment.emulator.settings.repeat = true;
    const subjects = mix(deployment.subjects);
    const identities = await deployment.open().loadAll(subjects);
    expect(identities.map(summary)).toEqual(subjects.map(summaryOf));
    expect(deployment.calls()).toEqual(callsFor(mode, { known: 100 }));
  });

  test("equal loads of a request are one call, and another request reads afresh", async () => {
    const [subject] = deployment.subjects.slice(-1);
    if (subject === undefined) throw new Error("nobody to ask for");
    const reads = deployment.open();
    await reads.loadAll([subject, subject, subject]);
    await reads.load(subject);
    expect(deployment.calls()).toEqual(callsFor(mode, { known: 1 }));
    deployment.emulator.clearRequests();
    await deployment.open().load(subject);
    expect(deployment.calls()).toEqual(callsFor(mode, { known: 1 }));
  });

  test("an odd value costs that value only", async () => {
    const [spoilt] = people.slice(4, 5);
    if (spoilt === undefined) throw new Error("nobody to spoil");
    harness.spoil(deployment.emulator, spoilt, people);
    const subjects = deployment.subjects.slice(0, 10);
    const results = await deployment.open().settleAll(subjects);
    expect(results.map((identity) => (identity as ProviderIdentity).subject)).toEqual(subjects);
    expect(results.toSpliced(4, 1).map((identity) => summary(identity as ProviderIdentity))).toEqual(
      subjects.toSpliced(4, 1).map(summaryOf),
    );
    expect(deployment.calls()).toEqual(callsFor(mode, { known: 10 }));
  });

  test("an odd value costs as little when its record is asked for alone", async () => {
    const [spoilt] = people.slice(4, 5);
    if (spoilt === undefined) throw new Error("nobody to spoil");
    harness.spoil(deployment.emulator, spoilt, people);
    const identity = await deployment.open().load(harness.subjectOf(spoilt));
    expect(identity?.subject).toBe(harness.subjectOf(spoilt));
  });

  test("a call that fails costs the subjects that it asked for, and no others", async () => {
    const [subject = ""] = deployment.subjects;
    deployment.emulator.faults.set({ kind: "status", status: 500, containing: subject });
    const results = await deployment.open().settleAll(deployment.subjects);
    const failed = results.slice(0, mode.chunkSize);
    for (const each of failed) expectFailure(each, { provider: harness.provider.name, kind: "unavailable" });
    expect(results.slice(mode.chunkSize).map((identity) => summary(identity as ProviderIdentity))).toEqual(
      deployment.subjects.slice(mode.chunkSize).map(summaryOf),
    );
    expect(deployment.calls()).toEqual(callsFor(mode, { known: 100 }));
  });
});

const leavingOut = contractCases.filter(({ mode }) => mode.leaveOut !== undefined);

describe.each(leavingOut)("subjects that a read leaves out: $title", (contractCase) => {
  test("they are found by asking for them alone", async () => {
    const { harness, mode } = contractCase;
    const deployment = await openDeployment(contractCase);
    try {
      const left = deployment.subjects.slice(20, 23);
      mode.leaveOut?.(deployment.emulator, left);
      const subjects = deployment.subjects.slice(0, 30);
      const identities = await deployment.open().loadAll(subjects);
      expect(identities.map((each) => each?.subject)).toEqual(subjects);
      expect(identities.slice(20, 23).map((each) => each?.profile.email)).toEqual(
        people.slice(20, 23).map(({ email }) => email),
      );
      expect(deployment.calls()).toEqual(callsFor(mode, { known: 27, missing: left.length }));
      expect(harness.provider.name).toBe(identities[0]?.provider);
    } finally {
      await deployment.close();
    }
  });
});
