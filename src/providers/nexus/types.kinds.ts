import type { GraphQLScalarType } from "graphql";
import { Field, ID, Int, ObjectType } from "type-graphql";
import { z } from "zod";
import {
  DateTime,
  EmailAddress,
  JSONObject,
  JSONValue,
  PhoneNumber,
  URL,
} from "../../graphql/schema/scalars.js";
import { toDate } from "../../identity/fields.js";
import type { ClassType } from "../../identity/provider.js";
import * as wire from "../../identity/wire-values.js";

/**
 * Nexus' read model is wide, cyclic and optional throughout. So each of its types is one table, from which come the
 * GraphQL type, the schema of the wire and the conversion between them; a field cannot be in one and not in another.
 */
export interface NexusField {
  readonly description: string;
  /** Where the wire's name is another: three names there have hyphens. */
  readonly wireName?: string;
  readonly wire: z.ZodType;
  readonly type: () => unknown;
  /** Whether the value is another Nexus type, or a list of one. */
  readonly isNested: boolean;
  /** @param value present, and valid by `wire` */
  toField(value: unknown): unknown;
}

export interface NexusType {
  readonly objectType: ClassType;
  readonly fields: NexusFields;
  /** Unknown keys are left out, known ones must have their form. */
  readonly wire: z.ZodType;
  present(record: Readonly<Record<string, unknown>>): object;
}

export type NexusFields = Readonly<Record<string, NexusField>>;

/** The type's class, wire and conversion. */
export function nexusType(name: string, description: string, fields: NexusFields): NexusType {
  const objectType = { [name]: class {} }[name] as new () => object;
  ObjectType(name, { description })(objectType);
  addFields(objectType, fields);
  return {
    objectType,
    fields,
    wire: z.object(membersOf(fields)),
    present: (record) => presentInto(new objectType(), fields, record),
  };
}

/** Gives a class the fields of the table. Nested types are converted when they are first read, and then kept. */
export function addFields(objectType: ClassType, fields: NexusFields): void {
  for (const [name, { type, description, isNested, wireName = name, toField }] of Object.entries(fields)) {
    const options = { nullable: true, description };
    Field(type as () => GraphQLScalarType, options)(objectType.prototype, name);
    if (isNested)
      Object.defineProperty(objectType.prototype, name, {
        get(this: Presented): unknown {
          const { [converted]: known, [source]: record } = this;
          if (!known.has(name)) known.set(name, toNullable(record[wireName], toField));
          return known.get(name);
        },
      });
  }
}

const source = Symbol("record");
const converted = Symbol("nested types");

interface Presented {
  readonly [source]: Readonly<Record<string, unknown>>;
  readonly [converted]: Map<string, unknown>;
}

/** Fills the object's fields from the record; null where the record has no value. */
export function presentInto<Target extends object>(
  target: Target,
  fields: NexusFields,
  record: Readonly<Record<string, unknown>>,
): Target {
  Object.defineProperty(target, source, { value: record });
  Object.defineProperty(target, converted, { value: new Map() });
  const values: Record<string, unknown> = {};
  for (const [name, { isNested, wireName = name, toField }] of Object.entries(fields)) {
    if (!isNested) values[name] = toNullable(record[wireName], toField);
  }
  return Object.assign(target, values);
}

function toNullable(value: unknown, toField: NexusField["toField"]): unknown {
  return value === null || value === undefined ? null : toField(value);
}

/** The members of a record on the wire, none of them required. */
export function membersOf(fields: NexusFields): Readonly<Record<string, z.ZodType>> {
  return Object.fromEntries(
    Object.entries(fields).map(([name, field]) => [field.wireName ?? name, field.wire.nullish()]),
  );
}

type FieldMaker = (description: string, wireName?: string) => NexusField;

/** @param toField converts a value that `wire` found valid */
function scalar<Wire extends z.ZodType>(
  type: unknown,
  valueWire: Wire,
  toField: (value: z.output<Wire>) => unknown = (value) => value,
): FieldMaker {
  return (description, wireName) => ({
    description,
    wire: valueWire,
    type: () => type,
    isNested: false,
    toField: (value) => toField(value as z.output<Wire>),
    ...(wireName !== undefined && { wireName }),
  });
}

export const text = scalar(String, wire.text);
export const flag = scalar(Boolean, wire.flag);
export const whole = scalar(Int, wire.whole);
/** A string or a whole number at Nexus, an ID in the graph. */
export const id = scalar(ID, z.union([z.string(), z.int()]), String);
export const date = scalar(DateTime, wire.date, toDate);
export const email = scalar(EmailAddress, wire.text);
export const phone = scalar(PhoneNumber, wire.text);
export const url = scalar(URL, wire.text);
export const object = scalar(JSONObject, wire.object);
/** A list whose items have no documented form; none of them may be null. */
export const values = scalar([JSONValue], z.array(wire.json.refine((item) => item !== null)));

type WireRecord = Readonly<Record<string, unknown>>;

/** Another Nexus type; the thunk lets types refer to each other in circles. */
export function one(type: () => NexusType, description: string, wireName?: string): NexusField {
  return {
    description,
    wire: z.lazy(() => type().wire),
    type: () => type().objectType,
    isNested: true,
    toField: (record) => type().present(record as WireRecord),
    ...(wireName !== undefined && { wireName }),
  };
}

export function many(type: () => NexusType, description: string, wireName?: string): NexusField {
  return {
    description,
    wire: z.lazy(() => z.array(type().wire)),
    type: () => [type().objectType],
    isNested: true,
    toField: (records) => (records as readonly WireRecord[]).map((record) => type().present(record)),
    ...(wireName !== undefined && { wireName }),
  };
}
