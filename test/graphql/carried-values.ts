import {
  type GraphQLObjectType,
  type GraphQLOutputType,
  type GraphQLSchema,
  getNamedType,
  isObjectType,
} from "graphql";
import type { FieldMap } from "../../src/identity/field-map.js";

export type JsonRecord = Readonly<Record<string, unknown>>;

/** Counts up, so that every value it makes is another one. */
export class Distinct {
  #count = 0;

  /**
   * The same structure with a value of its own at every leaf. Two flags can differ only over several records: each has the
   * bits of its number.
   *
   * @param bit which of these bits this record has
   */
  fill(value: unknown, bit: number): unknown {
    if (Array.isArray(value)) return value.map((each) => this.fill(each, bit));
    if (typeof value === "object" && value !== null)
      return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, this.fill(each, bit)]));
    this.#count += 1;
    if (typeof value === "boolean") return ((this.#count >> bit) & 1) === 1;
    if (typeof value === "number") return 1_000 + this.#count;
    if (isDate(value)) return new Date(Date.UTC(2026, 0, 1, 0, 0, this.#count)).toISOString();
    return `value-${this.#count}`;
  }
}

function isDate(value: unknown): boolean {
  return typeof value === "string" && /^\d{4}-\d\d-\d\dT/.test(value);
}

/** Every field of the type, and of the types in it; only the id of what it already stands in. */
export function selectAll(schema: GraphQLSchema, typeName: string, inside: readonly string[] = []): string {
  const type = schema.getType(typeName);
  if (!isObjectType(type)) throw new Error(`the schema has no object type ${typeName}`);
  const around = [...inside, typeName];
  const fields = Object.values(type.getFields()).map((field) => {
    const named = objectOf(field.type);
    if (named === undefined) return field.name;
    const isInside = around.includes(named.name) || around.length > 3;
    const selection = isInside ? "{ __typename id }" : selectAll(schema, named.name, around);
    return `${field.name} ${selection}`;
  });
  return `{ __typename ${fields.join(" ")} }`;
}

function objectOf(type: GraphQLOutputType): GraphQLObjectType | undefined {
  const named = getNamedType(type);
  return isObjectType(named) ? named : undefined;
}

export interface Carried {
  readonly path: string;
  readonly given: unknown;
  readonly shown: unknown;
}

/** Each value of the record beside the value of the field that the map names for it; values inside other records included. */
export function pairValues(
  maps: readonly FieldMap[],
  record: JsonRecord,
  shown: JsonRecord,
): readonly Carried[] {
  const type = String(shown.__typename);
  const properties: FieldMap["properties"] = Object.assign(
    {},
    ...maps.filter(({ outType }) => outType === type).map((map) => map.properties),
  );
  return Object.entries(record).flatMap(([name, given]) => {
    const field = properties[name]?.out;
    if (field === undefined || !(field in shown)) return [];
    return pairValue(maps, `${type}.${field}`, given, shown[field]);
  });
}

function pairValue(
  maps: readonly FieldMap[],
  path: string,
  given: unknown,
  shown: unknown,
): readonly Carried[] {
  if (Array.isArray(given) && Array.isArray(shown))
    return given.flatMap((each, index) => pairValue(maps, path, each, shown[index]));
  if (!isRecord(given) || !isRecord(shown) || !("__typename" in shown))
    return [{ path, given: plain(given), shown: plain(shown) }];
  const type = String(shown.__typename);
  const whole = "json" in shown ? [{ path: `${type}.json`, given, shown: shown.json }] : [];
  return [{ path, given: true, shown: true }, ...whole, ...pairValues(maps, given, shown)];
}

/** The fields of the maps that show a property of a contract, with their types. */
export function namedFields(maps: readonly FieldMap[]): readonly string[] {
  const fields = maps.flatMap(({ outType, properties }) =>
    Object.values(properties).flatMap(({ out }) =>
      out === undefined ? [] : [out.includes(".") ? out : `${outType}.${out}`],
    ),
  );
  return [...new Set(fields)].sort();
}

/** An id is a string in the graph, whatever it is at the provider. */
function plain(value: unknown): unknown {
  return typeof value === "number" ? String(value) : value;
}

function isRecord(value: unknown): value is JsonRecord {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
