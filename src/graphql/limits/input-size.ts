import { type DocumentNode, Kind, type TypeNode, visit } from "graphql";
import { type Excess, limitExceeded } from "../errors/refusal.js";
import type { CostQuestion } from "./query-cost.js";
import type { GraphqlSettings } from "./settings.js";

export type InputLimits = Pick<
  GraphqlSettings,
  "MAX_REPRESENTATIONS" | "MAX_LIST_LENGTH" | "MAX_INPUT_KEYS" | "MAX_INPUT_DEPTH"
>;

/**
 * Throws when a list is too long, something is nested too deep or there are too many keys, in the variables or in the
 * document's own values.
 */
export function checkInputSize(
  { document, operation, variables }: Omit<CostQuestion, "schema">,
  limits: InputLimits,
): void {
  const keys = new KeyCount(limits.MAX_INPUT_KEYS);
  for (const { variable, type } of operation.variableDefinitions ?? []) {
    const isReference = namedType(type) === "_Any";
    const max = isReference ? limits.MAX_REPRESENTATIONS : limits.MAX_LIST_LENGTH;
    checkValue(variables[variable.name.value], isReference ? "MAX_REPRESENTATIONS" : "MAX_LIST_LENGTH", {
      max,
      maxDepth: limits.MAX_INPUT_DEPTH,
      keys,
    });
  }
  checkLiterals(document, limits, keys);
}

interface Bounds {
  readonly max: number;
  readonly maxDepth: number;
  readonly keys: KeyCount;
}

/** Keys and entries so far; throws with the first object or list that makes them too many. */
class KeyCount {
  readonly #max: number;
  #found = 0;

  constructor(max: number) {
    this.#max = max;
  }

  add(count: number): void {
    this.#found += count;
    if (this.#found > this.#max) throw tooManyKeys(this.#max, this.#found);
  }
}

/** Level by level and not by recursion: what is nested too deep must not exhaust the stack. */
function checkValue(value: unknown, listLimit: string, { max, maxDepth, keys }: Bounds): void {
  let level = [value].filter(isContainer);
  for (let depth = 1; level.length > 0; depth += 1) {
    if (depth > maxDepth) throw tooDeep(maxDepth, depth);
    for (const each of level) {
      if (Array.isArray(each) && each.length > max) throw tooLong(listLimit, max, each.length);
    }
    const next: object[] = [];
    for (const each of level) {
      const members = Object.values(each);
      keys.add(members.length);
      for (const member of members) if (isContainer(member)) next.push(member);
    }
    level = next;
  }
}

function isContainer(value: unknown): value is object {
  return typeof value === "object" && value !== null;
}

function checkLiterals(
  document: DocumentNode,
  { MAX_LIST_LENGTH, MAX_REPRESENTATIONS, MAX_INPUT_DEPTH }: InputLimits,
  keys: KeyCount,
): void {
  let depth = 0;
  let isReference = false;
  const enter = (): void => {
    depth += 1;
    if (depth > MAX_INPUT_DEPTH) throw tooDeep(MAX_INPUT_DEPTH, depth);
  };
  const leave = (): void => {
    depth -= 1;
  };
  visit(document, {
    Argument: ({ name }) => {
      isReference = name.value === "representations";
    },
    ObjectValue: {
      enter: ({ fields }) => {
        enter();
        keys.add(fields.length);
      },
      leave,
    },
    ListValue: {
      enter: ({ values }) => {
        enter();
        keys.add(values.length);
        if (isReference && values.length > MAX_REPRESENTATIONS)
          throw tooLong("MAX_REPRESENTATIONS", MAX_REPRESENTATIONS, values.length);
        if (!isReference && values.length > MAX_LIST_LENGTH)
          throw tooLong("MAX_LIST_LENGTH", MAX_LIST_LENGTH, values.length);
      },
      leave,
    },
  });
}

function tooLong(limit: string, max: number, found: number) {
  const of = limit === "MAX_REPRESENTATIONS" ? "representations" : "entries in one list of its input";
  return limitExceeded({ code: "INPUT_TOO_LARGE", limit, max, found, of } satisfies Excess);
}

function tooManyKeys(max: number, found: number) {
  const of = "keys and entries in its input";
  return limitExceeded({ code: "INPUT_TOO_LARGE", limit: "MAX_INPUT_KEYS", max, found, of });
}

function tooDeep(max: number, found: number) {
  const of = "levels in its input";
  return limitExceeded({ code: "INPUT_TOO_LARGE", limit: "MAX_INPUT_DEPTH", max, found, of });
}

function namedType(type: TypeNode): string {
  return type.kind === Kind.NAMED_TYPE ? type.name.value : namedType(type.type);
}
