import { toRule } from "./rules.js";

export interface JsonBounds {
  /** Keys of objects and entries of lists, all levels together. */
  readonly maxKeys: number;
  /** Objects and lists within each other, the outermost included. */
  readonly maxDepth: number;
}

/**
 * Bounds of this service: neither Auth0 nor Nexus documents a number of keys or a depth. Auth0 announces 10 kB for a whole
 * profile and Cognito holds 2048 bytes in an attribute, so ordinary metadata stays far below. More keys can be sent in
 * several changes, since metadata is merged key by key.
 */
export const defaultJsonBounds: JsonBounds = { maxKeys: 1_000, maxDepth: 10 };

/** Ends the description of a field with these bounds. */
export const boundsText = describeBounds(defaultJsonBounds);

/** For fields that take JSON of any form. A value without keys, as a text or null, is within all bounds. */
export function BoundedJson(bounds: JsonBounds = defaultJsonBounds): PropertyDecorator {
  const keys = `must have ${toKeys(bounds)} at most, keys of inner objects and entries of lists included`;
  const depth = `must have ${toLevels(bounds)} at most`;
  return (target, name) => {
    toRule("maxKeys", keys, {}, (value) => findExcess(value, bounds) !== "maxKeys")(target, name);
    toRule("maxDepth", depth, {}, (value) => findExcess(value, bounds) !== "maxDepth")(target, name);
  };
}

/**
 * The bound that the value passes, `maxKeys` before `maxDepth`. Goes level by level, not by recursion, and ends with the
 * first member too many, so that the size of the value does not matter.
 */
export function findExcess(
  value: unknown,
  { maxKeys, maxDepth }: JsonBounds,
): "maxKeys" | "maxDepth" | undefined {
  let keys = 0;
  let level = [value].filter(isContainer);
  for (let depth = 1; level.length > 0; depth += 1) {
    if (depth > maxDepth) return "maxDepth";
    const next: object[] = [];
    for (const member of membersOf(level)) {
      keys += 1;
      if (keys > maxKeys) return "maxKeys";
      if (isContainer(member)) next.push(member);
    }
    level = next;
  }
  return undefined;
}

/** One by one: a list of all of them may be long. */
function* membersOf(containers: readonly object[]): Generator<unknown> {
  for (const container of containers) {
    if (Array.isArray(container)) yield* container;
    else {
      const members = container as Readonly<Record<string, unknown>>;
      for (const key in members) if (Object.hasOwn(members, key)) yield members[key];
    }
  }
}

function isContainer(value: unknown): value is object {
  return typeof value === "object" && value !== null;
}

export function describeBounds(bounds: JsonBounds): string {
  return `At most ${toKeys(bounds)} in all and ${toLevels(bounds)}.`;
}

function toKeys({ maxKeys }: JsonBounds): string {
  return `${maxKeys.toLocaleString("en")} keys`;
}

function toLevels({ maxDepth }: JsonBounds): string {
  return maxDepth === 1 ? "1 level of objects or lists" : `${maxDepth} levels of objects and lists`;
}
