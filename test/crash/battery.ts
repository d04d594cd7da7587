import { randomUUID } from "node:crypto";
import { afterEach, describe, test } from "@jest/globals";
import { personSeed, type SamplePerson } from "../../src/sandbox/person.js";
import { sandboxRealms } from "../../src/sandbox/realms.js";
import type { StoreKind } from "../support/directories.js";
import { until } from "../support/until.js";
import { Harness, leaseMs } from "./harness.js";
import type { Answer, Mutation } from "./mutation.js";
import { describePoint, type Point, type PointCounts, pointKinds } from "./points.js";
import type { SubgraphProcess } from "./process.js";
import { within } from "./within.js";

const maxPoints = 200;
const timeoutMs = 20_000;
const never: Point = { kind: "statement", number: Number.POSITIVE_INFINITY };

/** Which of a mutation's points are tried: all of them, or so many random ones of each kind. */
export type Points = "every point" | { readonly perKind: number; readonly random: () => number };

export interface Options {
  readonly kind: StoreKind;
  readonly mutations: readonly Mutation[];
  readonly points: Points;
  readonly timeoutMs: number;
}

/** One test for each mutation: it is sent once for each point, for another person each time. */
export function describeCrashes({ kind, mutations, points, timeoutMs }: Options): void {
  describe(`over ${kind.name}`, () => {
    let harness: Harness | undefined;
    afterEach(() => harness?.close());

    const where = points === "every point" ? points : `${points.perKind} random of each kind of point`;
    test.each(mutations.map((mutation) => [mutation.name, mutation] as const))(
      `%s leaves all or nothing where the process is killed: ${where}`,
      async (_name, mutation) => {
        const people = Array.from({ length: maxPoints }, (_, index) => mutation.toPerson(personSeed(index)));
        harness = await Harness.create(kind, people);
        await new Battery(harness, mutation, people).run(points);
      },
      timeoutMs,
    );
  });
}

class Battery {
  #used = 0;
  #kills = 0;
  #process: SubgraphProcess | undefined;

  constructor(
    private readonly harness: Harness,
    private readonly mutation: Mutation,
    private readonly people: readonly SamplePerson[],
  ) {}

  async run(points: Points): Promise<void> {
    this.#process = await this.harness.processes.start();
    if (points === "every point") await this.#tryAll();
    else await this.#trySome(points.perKind, points.random);
    if (this.#kills === 0) throw new Error(`${this.mutation.name} was killed at no point at all`);
  }

  /** Up to the point of each kind that the mutation does not come to. */
  async #tryAll(): Promise<void> {
    for (const kind of pointKinds) {
      for (let number = 1; (await this.#countAt({ kind, number })) === undefined; number += 1);
    }
  }

  async #trySome(perKind: number, random: () => number): Promise<void> {
    const counts = await this.#countAt(never);
    if (counts === undefined) throw new Error("the process was killed although nothing was to kill it");
    for (const kind of pointKinds) {
      for (const number of choose(perKind, counts[kind], random)) await this.#countAt({ kind, number });
    }
  }

  /** Undefined when the process was killed; otherwise the points that the mutation passed. */
  async #countAt(point: Point): Promise<PointCounts | undefined> {
    const person = this.people[this.#used];
    this.#used += 1;
    try {
      if (person === undefined) throw new Error(`there is no end: ${maxPoints} points were tried`);
      return await this.#tryAt(point, person);
    } catch (cause) {
      const { message } = cause as Error;
      throw new Error(`${this.mutation.name}, killed ${describePoint(point)}: ${message}`, { cause });
    }
  }

  async #tryAt(point: Point, person: SamplePerson): Promise<PointCounts | undefined> {
    const { harness, mutation } = this;
    const key = randomUUID();
    await mutation.prepare?.(harness, person);
    const earlier = new Set((await this.#listAudit()).map(({ id }) => id));
    const counts = await this.#askAndKill(point, person, key);
    if (counts === undefined) await this.#recover();
    const [entry, ...others] = (await this.#listAudit()).filter(({ id }) => !earlier.has(id));
    if (others.length > 0) throw new Error("the audit has several entries of one write");
    await mutation.check(harness, person, entry);
    await this.#askAgain(person, key);
    await mutation.checkDone(harness, person);
    const harm = await harness.findHarm(sandboxRealms.cognito[0]);
    if (harm.length > 0) throw new Error(`strangers: ${harm.join(", ")}`);
    return counts;
  }

  /** A creation whose password is gone is missed twice, a lease apart, before it counts as never having arrived. */
  async #recover(): Promise<void> {
    const { directory, processes } = this.harness;
    const listStarted = () => directory.journal.listStarted({ limit: 10 });
    await until(
      async () => (await listStarted()).every(({ lease, readAt }) => lease === null || lease.until <= readAt),
      "no process may hold a write any more",
    );
    this.#process = await processes.start();
    await until(
      async () => (await listStarted()).every(({ progress }) => Boolean(progress.missedAt)),
      "recovery has looked at every started write",
    );
    if ((await listStarted()).length === 0) return;
    this.#process.kill();
    await this.#process.waitForDeath();
    await until(
      async () =>
        (await listStarted()).every(
          ({ progress, readAt }) => readAt.getTime() >= Date.parse(String(progress.missedAt)) + leaseMs,
        ),
      "a lease has passed since recovery found nothing",
    );
    this.#process = await processes.start();
    await until(async () => (await listStarted()).length === 0, "recovery has completed every started write");
  }

  async #askAndKill(point: Point, person: SamplePerson, key: string): Promise<PointCounts | undefined> {
    const victim = this.#running();
    const { trap } = this.harness;
    await victim.killAfterStatement(point.kind === "statement" ? point.number : Number.POSITIVE_INFINITY);
    trap.arm(point, () => victim.kill());
    const asked = this.mutation.ask(victim.execute, person, key);
    const end = await within(timeoutMs, "an answer to the mutation", asked).then(
      (answer) => ({ answer }),
      (cause: unknown) => ({ cause }),
    );
    const { calls } = trap;
    trap.disarm();
    if ("cause" in end) {
      await victim.waitForDeath().catch(() => {
        throw new Error("the mutation failed, but the process is alive", end);
      });
      this.#kills += 1;
      return undefined;
    }
    const statements = await victim.disarm();
    this.#expectSuccess(end.answer);
    return { statement: statements, before: calls, after: calls };
  }

  /** A password goes with its process: then the part that needed it has failed for good, and is requested again. */
  async #askAgain(person: SamplePerson, key: string): Promise<void> {
    const { execute } = this.#running();
    const again = await this.mutation.ask(execute, person, key);
    const isPartial = again.__typename === "UpdateUserIncomplete";
    this.#expectSuccess(isPartial ? await this.mutation.ask(execute, person, randomUUID()) : again);
  }

  #expectSuccess(answer: Answer): void {
    const { success } = this.mutation;
    if (answer.__typename !== success) throw new Error(`expected ${success}, got ${JSON.stringify(answer)}`);
  }

  #running(): SubgraphProcess {
    if (this.#process === undefined) throw new Error("no process was started");
    return this.#process;
  }

  #listAudit() {
    return this.harness.directory.journal.listAudit({ limit: 1_000 });
  }
}

/** So many different numbers from 1 to the largest, or all when there are no more. */
function choose(count: number, largest: number, random: () => number): readonly number[] {
  const rest = Array.from({ length: largest }, (_, index) => index + 1);
  const chosen: number[] = [];
  while (chosen.length < count && rest.length > 0) {
    chosen.push(...rest.splice(Math.floor(random() * rest.length), 1));
  }
  return chosen;
}
