import type { CallScope } from "../../platform/call-scope.js";
import type { SharedScope } from "./shared-scope.js";

interface InFlight {
  readonly answer: Promise<unknown>;
  readonly scope: SharedScope;
  readonly startedAtMs: number;
}

export interface SharedRequest<Answer> {
  /** Equal for requests that have the same answer. */
  readonly name: string;
  /** The waiting caller. */
  readonly caller: CallScope;
  /** The scope of the caller's request for calls that other requests may join. */
  readonly scope: SharedScope;
  /** Unix milliseconds; a request that started earlier is not joined. */
  readonly notBeforeMs: number;
  /** @param isCurrent false once the request was cancelled: its answer may be outdated */
  send(isCurrent: () => boolean): Promise<Answer>;
  /** The error for a caller whose deadline passes before the answer. */
  expired(): Error;
}

/** Equal requests that are in progress at the same time, from any caller, are sent once. */
export class SingleFlight {
  readonly #byName = new Map<string, InFlight>();

  constructor(private readonly now: () => number = Date.now) {}

  /** @returns the answer, and whether the caller joined a request that was already in progress */
  async join<Answer>(request: SharedRequest<Answer>): Promise<{ answer: Answer; isJoined: boolean }> {
    const { name, caller, notBeforeMs, expired } = request;
    const known = this.#byName.get(name);
    const isJoined = known !== undefined && !known.scope.signal.aborted && known.startedAtMs > notBeforeMs;
    const inFlight = isJoined ? known : this.#start(request);
    const answer = await inFlight.scope.waitFor(caller, inFlight.answer, expired);
    return { answer: answer as Answer, isJoined };
  }

  /** The next equal request is sent again; callers that already wait get the answer to theirs. */
  cancel(name: string): void {
    this.#byName.delete(name);
  }

  /** The same for all requests whose name has this prefix. */
  cancelAll(prefix: string): void {
    for (const name of this.#byName.keys()) if (name.startsWith(prefix)) this.cancel(name);
  }

  #start<Answer>({ name, scope, send }: SharedRequest<Answer>): InFlight {
    const isCurrent = (): boolean => this.#byName.get(name) === inFlight;
    const answer = Promise.resolve().then(() => send(isCurrent));
    const inFlight: InFlight = { answer, scope, startedAtMs: this.now() };
    this.#byName.set(name, inFlight);
    const end = (): void => {
      if (isCurrent()) this.#byName.delete(name);
    };
    answer.then(end, end);
    return inFlight;
  }
}
