import { type DocumentNode, Kind, type TypeNode, visit } from "graphql";
import { toVariableName } from "../../platform/camel-case.js";
import { limitExceeded } from "../errors/refusal.js";
import type { CostQuestion } from "./query-cost.js";
import type { DocumentLimits } from "./settings.js";

export type InputLimits = Pick<
  DocumentLimits,
  "maxRepresentations" | "maxListLength" | "maxInputKeys" | "maxInputDepth"
>;

type ListLimit = "maxRepresentations" | "maxListLength";

/**
 * Throws when a list is too long, a value is nested too deeply or there are too many keys, in the variables or in the
 * literals of the document.
 */
export function checkInputSize(
  { document, operation, variables }: Omit<CostQuestion, "schema">,
  limits: InputLimits,
): void {
  const keys = new KeyCount(limits.maxInputKeys);
  for (const { variable, type } of operation.variableDefinitions ?? []) {
    const listLimit = namedType(type) === "_Any" ? "maxRepresentations" : "maxListLength";
    checkValue(variables[variable.name.value], { listLimit, limits, keys });
  }
  checkLiterals(document, limits, keys);
}

interface Bounds {
  readonly listLimit: ListLimit;
  readonly limits: InputLimits;
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

/** Level by level instead of by recursion: deeply nested values must not exhaust the stack. */
function checkValue(value: unknown, { listLimit, limits, keys }: Bounds): void {
  const { [listLimit]: max, maxInputDepth: maxDepth } = limits;
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

/**
 * Whether a list consists of objects without further objects, as routers send references, and is within the limits together
 * with the literals of the document. False also for what needs a closer look.
 */
export function isSmallFlatList(
  list: readonly unknown[],
  document: DocumentNode,
  limits: InputLimits,
): boolean {
  let keys = sizesOf(document).keys + list.length;
  for (const each of list) {
    if (typeof each !== "object" || each === null || Array.isArray(each)) return false;
    const members = each as Readonly<Record<string, unknown>>;
    for (const name in members) {
      const value = members[name];
      if (typeof value === "object" && value !== null) return false;
      keys += 1;
    }
  }
  const depth = 2;
  return (
    list.length <= limits.maxRepresentations && keys <= limits.maxInputKeys && depth <= limits.maxInputDepth
  );
}

function sizesOf(document: DocumentNode): LiteralSizes {
  const sizes = literalSizes.get(document) ?? measureLiterals(document);
  literalSizes.set(document, sizes);
  return sizes;
}

function checkLiterals(document: DocumentNode, limits: InputLimits, keys: KeyCount): void {
  const sizes = sizesOf(document);
  if (sizes.depth > limits.maxInputDepth) throw tooDeep(limits.maxInputDepth, sizes.depth);
  keys.add(sizes.keys);
  for (const limit of ["maxRepresentations", "maxListLength"] as const) {
    if (sizes[limit] > limits[limit]) throw tooLong(limit, limits[limit], sizes[limit]);
  }
}

/** Depth and number of keys of a document's literals, and its longest lists by the limit that they are under. */
type LiteralSizes = Readonly<Record<ListLimit | "depth" | "keys", number>>;

/** The sizes depend on the document alone, which Apollo Server parses once for many requests. */
const literalSizes = new WeakMap<DocumentNode, LiteralSizes>();

function measureLiterals(document: DocumentNode): LiteralSizes {
  const sizes = { depth: 0, keys: 0, maxRepresentations: 0, maxListLength: 0 };
  let depth = 0;
  let isReference = false;
  const enter = (keys: number): void => {
    depth += 1;
    sizes.depth = Math.max(sizes.depth, depth);
    sizes.keys += keys;
  };
  const leave = (): void => {
    depth -= 1;
  };
  visit(document, {
    Argument: ({ name }) => {
      isReference = name.value === "representations";
    },
    ObjectValue: {
      enter: ({ fields }) => enter(fields.length),
      leave,
    },
    ListValue: {
      enter: ({ values }) => {
        enter(values.length);
        const limit = isReference ? "maxRepresentations" : "maxListLength";
        sizes[limit] = Math.max(sizes[limit], values.length);
      },
      leave,
    },
  });
  return sizes;
}

function tooLong(limit: ListLimit, max: number, found: number) {
  const of = limit === "maxRepresentations" ? "representations" : "entries in one list of its input";
  return limitExceeded({ code: "INPUT_TOO_LARGE", limit: toVariableName(limit), max, found, of });
}

function tooManyKeys(max: number, found: number) {
  const of = "keys and entries in its input";
  const limit = toVariableName("maxInputKeys" satisfies keyof InputLimits);
  return limitExceeded({ code: "INPUT_TOO_LARGE", limit, max, found, of });
}

function tooDeep(max: number, found: number) {
  const limit = toVariableName("maxInputDepth" satisfies keyof InputLimits);
  return limitExceeded({ code: "INPUT_TOO_LARGE", limit, max, found, of: "levels in its input" });
}

function namedType(type: TypeNode): string {
  return type.kind === Kind.NAMED_TYPE ? type.name.value : namedType(type.type);
}
