import "reflect-metadata";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "@jest/globals";
import type { HeldIdentity } from "../../src/identity/provider.js";
import { callsFor, openWorld, people, type World } from "./deployment.js";
import { expectFailure } from "./expect-failure.js";
import { contractCases } from "./harnesses.js";

/** The same every time, and neither the provider's order nor its reverse. */
function mix<Item>(items: readonly Item[]): readonly Item[] {
  return items.map((_, index) => items[(index * 37 + 11) % items.length] as Item);
}

const summary = (held: HeldIdentity | null): readonly unknown[] | null =>
  held && [held.provider, held.realm, held.subject, held.profile.email];

describe.each(contractCases)("reads by subject: $title", (contractCase) => {
  const { harness, mode } = contractCase;
  let world: World;

  beforeAll(async () => {
    world = await openWorld(contractCase);
  });
  afterAll(() => world.close());
  beforeEach(() => world.reset());

  const summaryOf = (subject: string): readonly unknown[] => {
    const person = people.find((each) => harness.subjectOf(each) === subject);
    return [harness.provider.name, harness.realm, subject, person?.email];
  };

  test("each of 100 loads gets its own record, in whatever order the answers come", async () => {
    if ("shuffle" in world.lookAlike.settings) world.lookAlike.settings.shuffle = true;
    world.lookAlike.faults.set({ kind: "delay_headers", delayMs: 20, probability: 0.5 });
    const subjects = mix(world.subjects);
    const held = await world.open().loadAll(subjects);
    expect(held.map(summary)).toEqual(subjects.map(summaryOf));
  });

  test.each([1, 2, 50, 51, 100])("%d subjects cost no call more than they must", async (count) => {
    const subjects = world.subjects.slice(0, count);
    const held = await world.open().loadAll(subjects);
    expect(held.map(summary)).toEqual(subjects.map(summaryOf));
    expect(world.calls()).toEqual(callsFor(mode, { known: count }));
  });

  test("a subject that nobody has is null, and the others are right", async () => {
    const known = world.subjects.slice(0, 14);
    const subjects = mix([...known, ...world.unknownSubjects(10)]);
    const held = await world.open().loadAll(subjects);
    expect(held.map(summary)).toEqual(
      subjects.map((subject) => (known.includes(subject) ? summaryOf(subject) : null)),
    );
    expect(world.calls()).toEqual(callsFor(mode, { known: 14, missing: 10 }));
  });

  test("a subject that nobody has is null when asked for alone", async () => {
    const [subject] = world.unknownSubjects(1);
    expect(await world.open().loadAll(subject === undefined ? [] : [subject])).toEqual([null]);
  });

  test("records that come twice do no harm", async () => {
    if ("repeat" in world.lookAlike.settings) world.lookAlike.settings.repeat = true;
    const subjects = mix(world.subjects);
    const held = await world.open().loadAll(subjects);
    expect(held.map(summary)).toEqual(subjects.map(summaryOf));
    expect(world.calls()).toEqual(callsFor(mode, { known: 100 }));
  });

  test("equal loads of a request are one call, and another request reads afresh", async () => {
    const [subject] = world.subjects.slice(-1);
    if (subject === undefined) throw new Error("nobody to ask for");
    const reads = world.open();
    await reads.loadAll([subject, subject, subject]);
    await reads.load(subject);
    expect(world.calls()).toEqual(callsFor(mode, { known: 1 }));
    world.lookAlike.clearRequests();
    await world.open().load(subject);
    expect(world.calls()).toEqual(callsFor(mode, { known: 1 }));
  });

  test("a bad record costs that record only", async () => {
    const [spoilt] = people.slice(4, 5);
    if (spoilt === undefined) throw new Error("nobody to spoil");
    harness.spoil(world.lookAlike, spoilt, people);
    const subjects = world.subjects.slice(0, 10);
    const results = await world.open().settleAll(subjects);
    expectFailure(results[4], { provider: harness.provider.name, kind: "malformed" });
    expect(results.toSpliced(4, 1).map((held) => summary(held as HeldIdentity))).toEqual(
      subjects.toSpliced(4, 1).map(summaryOf),
    );
    expect(world.calls()).toEqual(callsFor(mode, { known: 10 }));
  });

  test("a bad record is as bad when asked for alone", async () => {
    const [spoilt] = people.slice(4, 5);
    if (spoilt === undefined) throw new Error("nobody to spoil");
    harness.spoil(world.lookAlike, spoilt, people);
    const [result] = await world.open().settleAll([harness.subjectOf(spoilt)]);
    expectFailure(result, { provider: harness.provider.name, kind: "malformed" });
  });

  test("a call that fails costs the subjects that it asked for, and no others", async () => {
    const [subject = ""] = world.subjects;
    world.lookAlike.faults.set({ kind: "status", status: 500, containing: subject });
    const results = await world.open().settleAll(world.subjects);
    const failed = results.slice(0, mode.chunkSize);
    for (const each of failed) expectFailure(each, { provider: harness.provider.name, kind: "unavailable" });
    expect(results.slice(mode.chunkSize).map((held) => summary(held as HeldIdentity))).toEqual(
      world.subjects.slice(mode.chunkSize).map(summaryOf),
    );
    expect(world.calls()).toEqual(callsFor(mode, { known: 100 }));
  });
});

const leavingOut = contractCases.filter(({ mode }) => mode.leaveOut !== undefined);

describe.each(leavingOut)("subjects that a read leaves out: $title", (contractCase) => {
  test("they are found by asking for them alone", async () => {
    const { harness, mode } = contractCase;
    const world = await openWorld(contractCase);
    try {
      const left = world.subjects.slice(20, 23);
      mode.leaveOut?.(world.lookAlike, left);
      const subjects = world.subjects.slice(0, 30);
      const held = await world.open().loadAll(subjects);
      expect(held.map((each) => each?.subject)).toEqual(subjects);
      expect(held.slice(20, 23).map((each) => each?.profile.email)).toEqual(
        people.slice(20, 23).map(({ email }) => email),
      );
      expect(world.calls()).toEqual(callsFor(mode, { known: 27, missing: left.length }));
      expect(harness.provider.name).toBe(held[0]?.provider);
    } finally {
      await world.close();
    }
  });
});
