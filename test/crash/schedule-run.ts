import { setTimeout as sleep } from "node:timers/promises";
import { inspect } from "node:util";
import { registry } from "../../src/app.js";
import type { Directory } from "../../src/directory/directory.js";
import { writeHandlers } from "../../src/provisioning/handlers/all.js";
import { recover } from "../../src/provisioning/recovery.js";
import { resume } from "../../src/provisioning/runner.js";
import { toLinkedUsers } from "../../src/sandbox/guide.js";
import { emulatorsOf } from "../support/emulators.js";
import { type Command, canary, type MutationCommand, type ProcessName, type Schedule } from "./schedule.js";
import { setFault } from "./schedule-faults.js";
import { type Harness, type PoolUser, people } from "./schedule-harness.js";
import { type Answer, type Ask, ask, emailOf, toAsk } from "./schedule-mutations.js";
import { Killed, ScheduleProcess } from "./schedule-process.js";
import { openStores, type Stores } from "./schedule-stores.js";

/** One mutation, as its caller saw it. */
export interface Asking {
  readonly command: MutationCommand;
  readonly ask: Ask;
  /** Moments in the order in which things happened; the end is when the caller knew, or would never know. */
  readonly start: number;
  readonly end: number;
  /** What the mutation answered; null when the process was killed. */
  readonly answer: Answer | null;
}

export interface History {
  readonly askings: readonly Asking[];
  readonly directory: Directory;
  /** As they came. */
  readonly strangers: readonly PoolUser[];
  /** What must not have happened whatever the schedule was. */
  readonly faults: readonly string[];
  close(): Promise<void>;
}

const leaseMs = 60_000;
const timeoutMs = 250;
const recoveryTimeoutMs = 5_000;
const maxRounds = 12;
const maxDeaths = 3;

/** Runs the commands, then takes all trouble away and recovers until no write is left. */
export async function runSchedule(harness: Harness, schedule: Schedule): Promise<History> {
  const run = new ScheduleRun(harness, await openStores(schedule));
  harness.reset(schedule.chance);
  await run.importPeople();
  for (const command of schedule.commands) await run.do(command);
  await run.finish();
  return run.history();
}

class ScheduleRun {
  readonly #askings: Asking[] = [];
  readonly #faults: string[] = [];
  readonly #strangers: PoolUser[] = [];
  readonly #underWay = new Set<Promise<void>>();
  readonly #everyProcess: ScheduleProcess[] = [];
  readonly #processes: Record<ProcessName, ScheduleProcess>;
  #moments = 0;

  constructor(
    private readonly harness: Harness,
    private readonly stores: Stores,
  ) {
    this.#processes = { A: this.#start("A"), B: this.#start("B") };
  }

  async importPeople(): Promise<void> {
    await this.stores.directories.A.importUsers(toLinkedUsers(people));
  }

  async do(command: Command): Promise<void> {
    switch (command.kind) {
      case "create":
      case "update":
      case "block":
      case "sync":
      case "link":
      case "unlink": {
        const asking = this.#ask(command);
        return command.isAwaited ? this.#unlessFrozen(asking) : undefined;
      }
      case "fault":
        return setFault(this.harness.sandbox, command);
      case "clear_faults":
        return this.#clearFaults();
      case "kill":
        return this.#processes[command.process].kill(command.call, command.isAfter);
      case "stranger":
        return this.#addStranger(command);
      case "restart":
        return this.#restart(command.process);
      case "freeze":
        return this.#processes[command.process].freeze();
      case "thaw":
        return this.#processes[command.process].thaw();
      case "recover":
        this.#track(this.#recover(this.#living(command.process)));
        return sleep(1);
      case "run":
        return this.#run();
    }
  }

  /** No more trouble: everything that was left behind must come to its end now. */
  async finish(): Promise<void> {
    this.#clearFaults();
    for (const process of this.#everyProcess) process.thaw();
    await Promise.all(this.#underWay);
    for (const name of ["A", "B"] as const) this.#restart(name);
    const { journal } = this.stores.directories.A;
    for (let round = 1; (await journal.listStarted({ limit: 1 })).length > 0; round += 1) {
      if (round > maxRounds) break;
      await this.#run();
      await Promise.all([this.#recover(this.#processes.A), this.#recover(this.#processes.B)]);
      await this.#resumeParked(this.#processes.A);
    }
    for (const { id, kind } of await journal.listStarted({ limit: 100 }))
      this.#faults.push(`${kind} ${id} never ends`);
  }

  async history(): Promise<History> {
    if ((await this.stores.readAll()).includes(canary)) this.#faults.push("a password is in the store");
    const { directories, close } = this.stores;
    return {
      askings: this.#askings,
      strangers: this.#strangers,
      directory: directories.A,
      faults: this.#faults,
      close,
    };
  }

  async #ask(command: MutationCommand): Promise<void> {
    const start = this.#moments++;
    const process = this.#living(command.process);
    const question = toAsk(command, start);
    const { schema } = this.harness;
    const { environment } = process;
    const asked = ask(question, { schema, registry, environment });
    const settled = this.#under(process, asked).then(
      (answer) => this.#record({ command, ask: question, start, answer }),
      (error: unknown) => {
        if (!(error instanceof Killed)) this.#faults.push(`${command.kind} threw ${inspect(error)}`);
        this.#record({ command, ask: question, start, answer: null });
      },
    );
    this.#track(settled);
    await settled;
  }

  #record(asking: Omit<Asking, "end">): void {
    this.#askings.push({ ...asking, end: this.#moments++ });
    if (JSON.stringify(asking.answer).includes(canary)) this.#faults.push("a password is in an answer");
  }

  async #recover(process: ScheduleProcess): Promise<void> {
    try {
      const environment = { ...process.environment, timeoutMs: recoveryTimeoutMs };
      await this.#under(process, recover(environment, writeHandlers));
    } catch (error) {
      if (!(error instanceof Killed)) this.#faults.push(`recovery threw ${inspect(error)}`);
    }
  }

  /** As an operator does with a write whose processes have died too often. */
  async #resumeParked({ environment }: ScheduleProcess): Promise<void> {
    const { journal } = environment.directory;
    const parked = (await journal.listStarted({ limit: 100 })).filter((write) => write.parkedReason !== null);
    for (const write of parked)
      await resume({ ...environment, timeoutMs: recoveryTimeoutMs }, writeHandlers, write, {
        isOperator: true,
      });
  }

  async #under<Result>(process: ScheduleProcess, work: Promise<Result>): Promise<Result> {
    process.running += 1;
    try {
      return await work;
    } finally {
      process.running -= 1;
    }
  }

  #track(work: Promise<void>): void {
    const tracked = work.finally(() => this.#underWay.delete(tracked));
    this.#underWay.add(tracked);
  }

  async #addStranger({ username, key }: Extract<Command, { kind: "stranger" }>): Promise<void> {
    const email = emailOf({ username, key }, 0);
    const stranger = await this.harness.addStranger(username ?? `stranger-${this.#moments++}`, email);
    if (stranger !== null) this.#strangers.push(stranger);
  }

  async #run(): Promise<void> {
    await this.#quiet();
    this.stores.clock.now += leaseMs + 1;
  }

  /** Until every request has its answer or stands still: a lease is longer than any call. */
  async #quiet(): Promise<void> {
    while (this.#everyProcess.some(({ running, frozen }) => frozen < running)) await sleep(2);
  }

  async #unlessFrozen(asking: Promise<void>): Promise<void> {
    await Promise.race([asking, this.#quiet()]);
  }

  #clearFaults(): void {
    for (const emulator of emulatorsOf(this.harness.sandbox)) emulator.faults.clear();
  }

  #living(name: ProcessName): ScheduleProcess {
    const other = name === "A" ? "B" : "A";
    if (!this.#processes[name].isDead) return this.#processes[name];
    if (this.#processes[other].isDead) this.#restart(name);
    return this.#processes[this.#processes[name].isDead ? other : name];
  }

  /** Kills it first where it lives. */
  #restart(name: ProcessName): void {
    this.#processes[name].kill();
    this.#processes[name] = this.#start(name);
  }

  #start(name: ProcessName): ScheduleProcess {
    const process = new ScheduleProcess({
      directory: this.stores.directories[name],
      providers: this.harness.connected,
      now: () => new Date(this.stores.localNow(name)),
      elapsedMs: () => this.stores.localNow(name),
      timeoutMs,
      leaseMs,
      maxDeaths,
      onJournal: (text) => {
        if (text.includes(canary)) this.#faults.push("a password goes to the journal");
      },
    });
    this.#everyProcess.push(process);
    return process;
  }
}
