import { bottomless, type Json } from "./stub.js";

/** A record of which one value is odd. */
export interface OddRecord {
  /** As `roles.0.name is null`. */
  readonly title: string;
  readonly record: Json;
}

type Path = readonly (string | number)[];

/** Deeper values are of types that the record also has further up. */
const maxDepth = 4;

/** Every value of the record in turn absent, null, of another type and enormous. */
export function oddRecordsOf(sample: Json, required: readonly string[]): readonly OddRecord[] {
  return pathsOf(sample)
    .filter((path) => path.length <= maxDepth && !required.includes(path.join(".")))
    .flatMap((path) =>
      oddValuesOf(valueAt(sample, path)).map(([word, odd]) => ({
        title: `${path.join(".")} is ${word}`,
        record: replaceAt(sample, path, odd) as Json,
      })),
    );
}

/** Of a list, the first entry stands for all. */
function pathsOf(value: unknown): readonly Path[] {
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).flatMap(([name, inner]): readonly Path[] => {
    if (Array.isArray(value) && name !== "0") return [];
    const key = Array.isArray(value) ? 0 : name;
    return [[key], ...pathsOf(inner).map((path) => [key, ...path])];
  });
}

function oddValuesOf(value: unknown): readonly (readonly [word: string, odd: unknown])[] {
  return [
    ["absent", undefined],
    ["null", null],
    ["of another type", otherTypeOf(value)],
    ["enormous", enormousOf(value)],
  ];
}

function otherTypeOf(value: unknown): unknown {
  if (typeof value === "string") return { odd: true };
  return typeof value === "object" ? 5 : "perhaps";
}

function enormousOf(value: unknown): unknown {
  if (typeof value === "number") return 2 ** 40;
  if (typeof value === "boolean") return Number.MAX_VALUE;
  if (Array.isArray(value)) return new Array(2_000).fill(null);
  if (typeof value === "object") return bottomless;
  return Number.isNaN(Date.parse(String(value))) ? "x".repeat(50_000) : "+275760-09-13T00:00:00.000Z";
}

function valueAt(value: unknown, [key, ...rest]: Path): unknown {
  if (key === undefined) return value;
  return valueAt((value as Readonly<Record<string | number, unknown>>)[key], rest);
}

function replaceAt(value: unknown, [key, ...rest]: Path, odd: unknown): unknown {
  if (key === undefined) return odd;
  if (Array.isArray(value)) return value.with(Number(key), replaceAt(value[Number(key)], rest, odd));
  return { ...(value as Json), [key]: replaceAt((value as Json)[key], rest, odd) };
}
