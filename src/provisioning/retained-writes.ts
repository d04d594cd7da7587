import type { Secrets } from "../identity/writer.js";

/** The passwords of an unfinished write, and the name under which the journal keeps it for this process. */
export interface RetainedWrite {
  readonly name: string;
  readonly secrets: Secrets;
}

/** Writes whose passwords may be kept at once; further ones go to any process, without theirs. */
const maxWrites = 1_000;

/** The unfinished writes that only this process can finish, because it has their passwords. They are nowhere else. */
export class RetainedWrites {
  readonly #writes = new Map<string, RetainedWrite>();

  get isFull(): boolean {
    return this.#writes.size >= maxWrites;
  }

  keep(id: string, write: RetainedWrite): void {
    this.#writes.set(id, write);
  }

  /** The write, for one who works on it now; undefined when there is none or another part of the process does. */
  take(id: string): RetainedWrite | undefined {
    const write = this.#writes.get(id);
    this.#writes.delete(id);
    return write;
  }

  list(): readonly string[] {
    return [...this.#writes.keys()];
  }
}
