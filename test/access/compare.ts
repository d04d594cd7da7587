import type { GraphQLFormattedError } from "graphql";
import { audienceOf, isIn, type Role } from "./expectations.js";
import type { Selection } from "./selection.js";

type Path = readonly (string | number)[];

export interface Compared {
  /** Number of compared fields; fields below a denied field are not compared. */
  readonly cases: number;
  /** Such as `User.email at user.email is shown, but must be denied`. */
  readonly violations: readonly string[];
  /** The compared fields, such as User.email. */
  readonly seen: ReadonlySet<string>;
}

interface Place {
  readonly role: Role;
  readonly path: Path;
  /** By path; an error is removed when its field is compared. */
  readonly errors: Map<string, GraphQLFormattedError>;
  readonly violations: string[];
  readonly seen: string[];
}

/** Compares a response with the table, field by field. */
export function compare(
  object: object,
  selection: Selection,
  { errors, ...place }: Pick<Place, "role" | "path"> & { readonly errors: readonly GraphQLFormattedError[] },
): Compared {
  const byPath = new Map(errors.map((error) => [(error.path ?? []).join("."), error]));
  const violations: string[] = [];
  const seen: string[] = [];
  compareObject(Object.fromEntries(Object.entries(object)), selection, {
    ...place,
    errors: byPath,
    violations,
    seen,
  });
  for (const path of byPath.keys()) violations.push(`an error at ${path}, which is not expected`);
  return { cases: seen.length, violations, seen: new Set(seen) };
}

function compareObject(object: Readonly<Record<string, unknown>>, selection: Selection, place: Place): void {
  for (const { type, field, key, below } of selection) {
    const path = [...place.path, key];
    const name = `${type}.${field}`;
    place.seen.push(name);
    const violation = compareField(name, object[key], { ...place, path });
    if (violation !== undefined) place.violations.push(`${name} at ${path.join(".")} ${violation}`);
    if (isIn(audienceOf(name) ?? "", place.role)) compareBelow(object[key], below, { ...place, path });
  }
}

function compareField(name: string, value: unknown, { role, path, errors }: Place): string | undefined {
  const audience = audienceOf(name);
  if (audience === undefined) return "is not in the table";
  const code = errors.get(path.join("."))?.extensions?.code;
  errors.delete(path.join("."));
  if (isIn(audience, role)) return code === undefined ? undefined : `must be shown, but ${code}`;
  if (code !== "FORBIDDEN") return "is shown, but must be denied";
  return value === null ? undefined : `is denied, but ${JSON.stringify(value)}`;
}

function compareBelow(value: unknown, below: ReadonlyMap<string, Selection>, place: Place): void {
  if (Array.isArray(value)) {
    for (const [index, each] of value.entries())
      compareBelow(each, below, { ...place, path: [...place.path, index] });
  } else if (below.size > 0 && typeof value === "object" && value !== null) {
    const object = value as Readonly<Record<string, unknown>>;
    compareObject(object, below.get(String(object.__typename)) ?? [], place);
  }
}
