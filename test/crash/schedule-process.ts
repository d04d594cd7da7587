import type { Directory } from "../../src/directory/directory.js";
import type { ConnectedProvider } from "../../src/identity/provider.js";
import type { CallScope } from "../../src/platform/call-scope.js";
import { RetainedWrites, type WriteEnvironment } from "../../src/provisioning/runner.js";

/** Ends everything that a killed process was about to do; nothing in it may take it for something else. */
export class Killed extends Error {
  constructor() {
    super("the process was killed");
    this.name = "Killed";
  }
}

export interface ProcessOptions
  extends Pick<WriteEnvironment, "now" | "elapsedMs" | "timeoutMs" | "leaseMs" | "maxDeaths"> {
  readonly directory: Directory;
  readonly providers: readonly ConnectedProvider[];
  /** Told of everything that is about to be written to the journal. */
  readonly onJournal: (text: string) => void;
}

/** Answered without asking anybody, or no call at all. */
const plainMethods: ReadonlySet<unknown> = new Set(["order", "completion", "forget", "close"]);

/**
 * Stands for a process: its calls to directory and providers go through here, so that it can be killed between any two
 * of them, or stand still before those to the journal.
 */
export class ScheduleProcess {
  readonly environment: WriteEnvironment;
  /** Requests in progress. */
  running = 0;
  /** Of these, how many stand still. */
  frozen = 0;
  #isDead = false;
  #death: { callsLeft: number; readonly isAfter: boolean } | undefined;
  #gate: { readonly opened: Promise<void>; readonly open: () => void } | undefined;

  constructor({ directory, providers, onJournal, ...rest }: ProcessOptions) {
    const journal = this.#watch(directory.journal, onJournal);
    this.environment = {
      ...rest,
      retained: new RetainedWrites(),
      directory: this.#watch({ ...directory, journal }),
      providers: providers.map((provider) => this.#watchProvider(provider)),
    };
  }

  get isDead(): boolean {
    return this.#isDead;
  }

  /** @param call at which of its next calls; at once when 0 */
  kill(call = 0, isAfter = false): void {
    if (call > 0) this.#death = { callsLeft: call, isAfter };
    else {
      this.#isDead = true;
      this.thaw();
    }
  }

  freeze(): void {
    if (this.#isDead || this.#gate !== undefined) return;
    const { promise: opened, resolve: open } = Promise.withResolvers<void>();
    this.#gate = { opened, open };
  }

  thaw(): void {
    this.#gate?.open();
    this.#gate = undefined;
  }

  #watchProvider(provider: ConnectedProvider): ConnectedProvider {
    const { openCreator, openSync } = provider;
    return {
      ...provider,
      openSource: (scope) => this.#watch(provider.openSource(scope)),
      openWriter: (scope) => this.#watch(provider.openWriter(scope)),
      ...(openCreator && { openCreator: (scope: CallScope) => this.#watch(openCreator(scope)) }),
      ...(openSync && { openSync: (scope: CallScope) => this.#watch(openSync(scope)) }),
    };
  }

  /** @param onWrite told of every argument; only given for the journal, the one place before which it stands still */
  #watch<Target extends object>(target: Target, onWrite?: (text: string) => void): Target {
    return new Proxy(target, {
      get: (object, name) => {
        const value: unknown = Reflect.get(object, name);
        if (typeof value !== "function" || plainMethods.has(name)) return value;
        return (...given: readonly unknown[]) => {
          onWrite?.(JSON.stringify(given));
          return this.#pass(onWrite !== undefined, () => value.apply(object, given) as Promise<unknown>);
        };
      },
    });
  }

  async #pass(canFreeze: boolean, call: () => Promise<unknown>): Promise<unknown> {
    this.#stopIfDead();
    if (canFreeze) await this.#standStill();
    const death = this.#death;
    if (death !== undefined) death.callsLeft -= 1;
    const isLast = death?.callsLeft === 0;
    if (isLast && !death.isAfter) this.kill();
    this.#stopIfDead();
    const ended = await call().then(
      (result) => () => result,
      (error: unknown) => () => {
        throw error;
      },
    );
    if (isLast) this.kill();
    this.#stopIfDead();
    return ended();
  }

  async #standStill(): Promise<void> {
    while (this.#gate !== undefined) {
      this.frozen += 1;
      await this.#gate.opened;
      this.frozen -= 1;
    }
    this.#stopIfDead();
  }

  #stopIfDead(): void {
    if (this.#isDead) throw new Killed();
  }
}
