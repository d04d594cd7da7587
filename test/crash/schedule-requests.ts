import { isDeepStrictEqual } from "node:util";
import type { MutationCommand } from "./schedule.js";
import type { Answer } from "./schedule-mutations.js";
import type { Asking } from "./schedule-run.js";

/** What was asked once or, with a key, several times: one write at most. */
export interface Request {
  readonly command: MutationCommand;
  /** `failed` when the callers received a failure; `unknown` when no caller received the result. */
  readonly fate: "applied" | "failed" | "unknown";
  /** Of the caller who was told that it was applied. */
  readonly answer: Answer | null;
  readonly start: number;
  /** When it was certainly over, its own recovery aside. */
  readonly end: number;
}

export function happened({ fate }: Pick<Request, "fate">): boolean {
  return fate !== "failed";
}

export function toRequests(askings: readonly Asking[]): readonly Request[] {
  const groups = new Map<string, Asking[]>();
  for (const asking of askings) {
    const name = asking.command.key === null ? String(asking.start) : JSON.stringify(asking.ask);
    groups.set(name, [...(groups.get(name) ?? []), asking]);
  }
  return [...groups.values()].map(toRequest);
}

/** What callers with the same key and input were told that does not fit together. */
export function findFalseRepeats(askings: readonly Asking[]): readonly string[] {
  const keyed = askings.filter(({ command }) => command.key !== null);
  return keyed.flatMap((asking) => {
    const { command, ask, start, end, answer } = asking;
    const others = keyed.filter((each) => each.command.key === command.key && each !== asking);
    const isSame = (each: Asking) => isDeepStrictEqual(each.ask, ask);
    const told = JSON.stringify(answer);
    if (answer?.__typename === "IdentityIdempotencyConflict")
      return others.some((each) => !isSame(each) && each.start < end)
        ? []
        : [`${command.kind} ${start} was told of other input, and there was none`];
    if (fateOf(asking) !== "applied") return [];
    return others
      .filter((each) => (isSame(each) ? isRepeatOf(asking, each) : fateOf(each) === "applied"))
      .filter((each) => !isDeepStrictEqual(each.answer, answer))
      .map((each) => `${command.kind} ${start} was told ${told}, then ${JSON.stringify(each.answer)}`);
  });
}

/** Whether the other one came later or was told an end too, so that it must have heard the same. */
function isRepeatOf({ end }: Asking, other: Asking): boolean {
  return (
    fateOf(other) === "applied" || (fateOf(other) === "failed" && other.start > end && !isTrouble(other))
  );
}

/** A provider had to be asked before the journal was, and did not answer. */
function isTrouble({ answer }: Asking): boolean {
  return answer?.__typename === "IdentityProviderFailed";
}

function toRequest(askings: readonly Asking[]): Request {
  const [first] = askings as [Asking];
  const fates = askings.map(fateOf);
  const applied = askings.filter((each) => fateOf(each) === "applied");
  const [told] = applied;
  return {
    command: first.command,
    fate: told !== undefined ? "applied" : fates.every((fate) => fate === "failed") ? "failed" : "unknown",
    answer: told?.answer ?? null,
    start: Math.min(...askings.map(({ start }) => start)),
    end:
      told !== undefined
        ? Math.min(...applied.map(({ end }) => end))
        : Math.max(...askings.map(({ end }) => end)),
  };
}

/** What the caller can tell from the answer. */
function fateOf({ answer }: Asking): Request["fate"] {
  if (answer === null) return "unknown";
  if (answer.__typename === "UpdateUserIncomplete") {
    const isOpen = answer.outcomes.some(({ status }: { status: string }) => status === "PENDING");
    return isOpen ? "unknown" : "applied";
  }
  if (answer.__typename.endsWith("Success")) return "applied";
  return answer.__typename === "IdentityWritePending" ? "unknown" : "failed";
}
