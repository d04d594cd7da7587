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
  /** @param value present and of the wire's form */
  readonly toField: (value: never) => unknown;
}

export interface NexusType {
  readonly objectType: ClassType;
  /** Unknown keys are ignored, known ones must have their form. */
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
    wire: wireOf(fields),
    present: (record) => Object.assign(new objectType(), present(fields, record)),
  };
}

/** Gives a class the fields of the table. */
export function addFields(objectType: ClassType, fields: NexusFields): void {
  for (const [name, { type, description }] of Object.entries(fields)) {
    const options = { nullable: true, description: `${description} Null when Nexus sends none.` };
    Field(type as () => GraphQLScalarType, options)(objectType.prototype, name);
  }
}

export function wireOf(fields: NexusFields): z.ZodType {
  return z.object(
    Object.fromEntries(
      Object.entries(fields).map(([name, field]) => [field.wireName ?? name, field.wire.nullish()]),
    ),
  );
}

/** The fields by their GraphQL names; null where the record has none. */
export function present(
  fields: NexusFields,
  record: Readonly<Record<string, unknown>>,
): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(fields).map(([name, { wireName = name, toField }]) => {
      const value = record[wireName];
      return [name, value === null || value === undefined ? null : toField(value as never)];
    }),
  );
}

type FieldMaker = (description: string, wireName?: string) => NexusField;

function scalar(
  type: unknown,
  wire: z.ZodType,
  toField: (value: never) => unknown = (value) => value,
): FieldMaker {
  return (description, wireName) => ({
    description,
    wire,
    type: () => type,
    toField,
    ...(wireName !== undefined && { wireName }),
  });
}

export const text = scalar(String, z.string());
export const flag = scalar(Boolean, z.boolean());
export const whole = scalar(Int, z.int());
/** Text or whole number at Nexus, an ID in the graph. */
export const id = scalar(ID, z.union([z.string(), z.int()]), String);
/** A date that is no date becomes null: it must not cost the whole record. */
export const date = scalar(DateTime, z.string(), (value: string) => toDate(value));
export const email = scalar(EmailAddress, z.string());
export const phone = scalar(PhoneNumber, z.string());
export const url = scalar(URL, z.string());
export const object = scalar(JSONObject, z.record(z.string(), z.unknown()));
/** A list whose items' form no page tells. */
export const values = scalar([JSONValue], z.array(z.unknown()));

/** Another Nexus type; the thunk lets types refer to each other in circles. */
export function one(type: () => NexusType, description: string): NexusField {
  return {
    description,
    wire: z.lazy(() => type().wire),
    type: () => type().objectType,
    toField: (record: Readonly<Record<string, unknown>>) => type().present(record),
  };
}

export function many(type: () => NexusType, description: string): NexusField {
  return {
    description,
    wire: z.lazy(() => z.array(type().wire)),
    type: () => [type().objectType],
    toField: (records: readonly Readonly<Record<string, unknown>>[]) =>
      records.map((record) => type().present(record)),
  };
}
