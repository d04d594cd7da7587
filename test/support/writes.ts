import { v7 as uuidv7 } from "uuid";
import type { NewWrite, WriteCompletion } from "../../src/directory/journal.js";
import { toLinksScope } from "../../src/directory/turns.js";

/** When the writes of the tests begin. */
export const start = new Date("2026-03-04T05:06:07.089Z");

/** The moment that many milliseconds after the start. */
export function momentAt(milliseconds: number): Date {
  return new Date(start.getTime() + milliseconds);
}

/** How long the first lease of a write lasts in the tests. */
export const leaseMs = 30_000;

/** A write that collides with none, save for what is given: of a user, it takes the turn at the links. */
export function newWrite(given: Partial<NewWrite> = {}): NewWrite {
  return {
    id: uuidv7(),
    kind: "update",
    actor: "client-1",
    userId: null,
    idempotencyKey: null,
    digest: "sha256:abc",
    progress: { steps: [] },
    fields: ["nickname"],
    touched: [],
    turns: given.userId ? [{ scope: toLinksScope(given.userId), fields: [], supersedes: [] }] : [],
    lease: { holder: uuidv7(), durationMs: leaseMs },
    ...given,
  };
}

/** Ends the write well, by its holder. */
export function completionOf(
  { id, lease, userId }: NewWrite,
  given: Partial<WriteCompletion> = {},
): WriteCompletion {
  return {
    id,
    holder: lease.holder,
    state: "finished",
    outcome: { kind: "done" },
    result: "APPLIED",
    userId,
    touched: [],
    ...given,
  };
}
