import type { CallScope } from "../../platform/call-scope.js";
import type { SharedScope } from "./shared-scope.js";

interface Flight {
  readonly answer: Promise<unknown>;
  readonly scope: SharedScope;
  readonly startedAtMs: number;
}

export interface Question<Answer> {
  /** The same for questions with the same answer. */
  readonly name: string;
  readonly asker: CallScope;
  /** The asker's scope for calls that others may join. */
  readonly scope: SharedScope;
  /** Unix milliseconds; a question that is older than that is not joined. */
  readonly notBeforeMs: number;
  /** @param isCurrent false once the question was called off: its answer may be old news */
  ask(isCurrent: () => boolean): Promise<Answer>;
  /** What an asker hears whose time is up before there is an answer. */
  expired(): Error;
}

/** Equal questions that are under way at the same time, from any request, are asked once. */
export class Flights {
  readonly #byName = new Map<string, Flight>();

  constructor(private readonly now: () => number = Date.now) {}

  /** @returns the answer, and whether somebody else had asked for it already */
  async join<Answer>(question: Question<Answer>): Promise<{ answer: Answer; isJoined: boolean }> {
    const { name, asker, notBeforeMs, expired } = question;
    const known = this.#byName.get(name);
    const isJoined = known !== undefined && !known.scope.signal.aborted && known.startedAtMs > notBeforeMs;
    const flight = isJoined ? known : this.#start(question);
    const answer = await flight.scope.waitFor(asker, flight.answer, expired);
    return { answer: answer as Answer, isJoined };
  }

  /** From now on the question is asked again; those who wait already get the answer to theirs. */
  callOff(name: string): void {
    this.#byName.delete(name);
  }

  /** The same for every question whose name begins so. */
  callOffAll(prefix: string): void {
    for (const name of this.#byName.keys()) if (name.startsWith(prefix)) this.callOff(name);
  }

  #start<Answer>({ name, scope, ask }: Question<Answer>): Flight {
    const isCurrent = (): boolean => this.#byName.get(name) === flight;
    const answer = Promise.resolve().then(() => ask(isCurrent));
    const flight: Flight = { answer, scope, startedAtMs: this.now() };
    this.#byName.set(name, flight);
    const end = (): void => {
      if (isCurrent()) this.#byName.delete(name);
    };
    answer.then(end, end);
    return flight;
  }
}
