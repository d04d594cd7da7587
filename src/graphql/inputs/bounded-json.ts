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
    toRule("maxKeys", keys, (value) => findExcess(value, bounds) !== "maxKeys")(target, name);
    toRule("maxDepth", depth, (value) => findExcess(value, bounds) !== "maxDepth")(target, name);
    toRule("exactNumbers", exact, (value) => holdsFor(value, bounds, isExact))(target, name);
    toRule("plainKeys", "must not have the key __proto__ at any level", (value) =>
      holdsFor(value, bounds, ({ key }) => key !== "__proto__"),
    )(target, name);
  };
}

const exact = "must not have a whole number beyond 2^53 - 1, which loses digits; send it as a string";

/** JSON has numbers of any length; JavaScript has rounded a longer one by the time it gets here. */
function isExact({ value }: JsonMember): boolean {
  return !Number.isInteger(value) || Number.isSafeInteger(value);
}

function holdsFor(value: unknown, bounds: JsonBounds, holds: (member: JsonMember) => boolean): boolean {
  if (!holds({ key: undefined, value, depth: 0 })) return false;
  for (const member of membersWithin(value, bounds)) if (!holds(member)) return false;
  return true;
}

/** The bound that the value passes, `maxKeys` before `maxDepth`; undefined when it passes none. */
export function findExcess(value: unknown, bounds: JsonBounds): "maxKeys" | "maxDepth" | undefined {
  let keys = 0;
  for (const { value: member, depth } of membersWithin(value, bounds)) {
    keys += 1;
    if (keys > bounds.maxKeys) return "maxKeys";
    if (depth === bounds.maxDepth && isContainer(member)) return "maxDepth";
  }
  return undefined;
}

export interface JsonMember {
  /** Undefined for an entry of a list. */
  readonly key: string | undefined;
  readonly value: unknown;
  /** How many objects and lists it is in. */
  readonly depth: number;
}

/**
 * The members of a value and of what it holds, down to the depth of the bounds; ends with the first member too many, so that
 * the size of the value does not matter. Goes level by level, not by recursion.
 */
export function* membersWithin(value: unknown, { maxKeys, maxDepth }: JsonBounds): Generator<JsonMember> {
  let rest = maxKeys + 1;
  let level = [value].filter(isContainer);
  for (let depth = 1; level.length > 0 && depth <= maxDepth; depth += 1) {
    const next: object[] = [];
    for (const container of level) {
      for (const { key, member } of membersOf(container)) {
        if (rest === 0) return;
        rest -= 1;
        yield { key, value: member, depth };
        if (isContainer(member)) next.push(member);
      }
    }
    level = next;
  }
}

/** One by one: a list of all of them may be long. */
function* membersOf(container: object): Generator<{ key: string | undefined; member: unknown }> {
  if (Array.isArray(container)) {
    for (const member of container) yield { key: undefined, member };
    return;
  }
  const members = container as Readonly<Record<string, unknown>>;
  for (const key in members) if (Object.hasOwn(members, key)) yield { key, member: members[key] };
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
