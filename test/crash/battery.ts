import { randomUUID } from "node:crypto";
import { afterEach, describe, test } from "@jest/globals";
import { personSeed, type SamplePerson } from "../../src/sandbox/person.js";
import { sandboxRealms } from "../../src/sandbox/realms.js";
import type { StoreKind } from "../support/directories.js";
import { until } from "../support/until.js";
import { Harness, leaseMs } from "./harness.js";
import type { Answer, Mutation } from "./mutation.js";
import { describePoint, type Point, type Series } from "./points.js";
import type { SubgraphProcess } from "./process.js";
import { within } from "./within.js";

const maxPoints = 200;
const timeoutMs = 20_000;

export interface Plan {
  readonly mutation: Mutation;
  readonly series: readonly Series[];
}

/** One test for each mutation: it is sent once for each point, for another person each time, until it completes before the point. */
export function describeCrashes(kind: StoreKind, plans: readonly Plan[], timeoutMs: number): void {
  describe(`over ${kind.name}`, () => {
    let harness: Harness | undefined;
    afterEach(() => harness?.close());

    test.each(plans.map((plan) => [plan.mutation.name, plan] as const))(
      "%s leaves all or nothing wherever the process is killed",
      async (_name, { mutation, series }) => {
        const people = Array.from({ length: maxPoints }, (_, index) => mutation.toPerson(personSeed(index)));
        harness = await Harness.create(kind, people);
        await new Battery(harness, mutation, people).run(series);
      },
      timeoutMs,
    );
  });
}

class Battery {
  #used = 0;
  #process: SubgraphProcess | undefined;

  constructor(
    private readonly harness: Harness,
    private readonly mutation: Mutation,
    private readonly people: readonly SamplePerson[],
  ) {}

  async run(series: readonly Series[]): Promise<void> {
    this.#process = await this.harness.processes.start();
    for (const { kind, step } of series) {
      for (let number = step; await this.#isHitAt({ kind, number }); number += step);
    }
    if (this.#used === series.length) throw new Error(`${this.mutation.name} was killed at no point at all`);
  }

  /** False when the mutation was through before it came to the point. */
  async #isHitAt(point: Point): Promise<boolean> {
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

  async #tryAt(point: Point, person: SamplePerson): Promise<boolean> {
    const { harness, mutation } = this;
    const key = randomUUID();
    await mutation.prepare?.(harness, person);
    const earlier = new Set((await this.#listAudit()).map(({ id }) => id));
    const isKilled = await this.#askAndKill(point, person, key);
    if (isKilled) await this.#recover();
    const [entry, ...others] = (await this.#listAudit()).filter(({ id }) => !earlier.has(id));
    if (others.length > 0) throw new Error("the audit has several entries of one write");
    await mutation.check(harness, person, entry);
    await this.#askAgain(person, key);
    await mutation.checkDone(harness, person);
    const harm = await harness.findHarm(sandboxRealms.cognito[0]);
    if (harm.length > 0) throw new Error(`strangers: ${harm.join(", ")}`);
    return isKilled;
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

  async #askAndKill(point: Point, person: SamplePerson, key: string): Promise<boolean> {
    const victim = this.#running();
    const { trap } = this.harness;
    if (point.kind === "statement") await victim.killAfterStatement(point.number);
    else trap.arm(point.kind, point.number, () => victim.kill());
    const asked = this.mutation.ask(victim.execute, person, key);
    const end = await within(timeoutMs, "an answer to the mutation", asked).then(
      (answer) => ({ answer }),
      (cause: unknown) => ({ cause }),
    );
    trap.disarm();
    if ("cause" in end) {
      await victim.waitForDeath().catch(() => {
        throw new Error("the mutation failed, but the process is alive", end);
      });
      return true;
    }
    await victim.disarm();
    this.#expectSuccess(end.answer);
    return false;
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
