import { readFileSync } from "node:fs";
import { parse } from "yaml";

/** What a contract says of a field, as far as the graph has to tell the same; nothing is compared with `unsaid`. */
export type Kind = "text" | "date" | "flag" | "whole" | "list" | "object" | "any" | "unsaid";

/** Fields by their names in the contract. */
export type Kinds = Readonly<Record<string, Kind>>;

interface Schema {
  readonly $ref?: string;
  readonly oneOf?: readonly Schema[];
  readonly type?: string | readonly string[];
  readonly format?: string;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly items?: Schema;
}

export function readFixture(name: string): string {
  return readFileSync(new URL(`../fixtures/${name}`, import.meta.url), "utf8");
}

/** The schemas of an OpenAPI document, JSON or YAML. */
export class Contract {
  readonly #schemas: Readonly<Record<string, Schema>>;

  constructor(fixture: string) {
    this.#schemas = parse(readFixture(fixture)).components.schemas;
  }

  kindsOf(name: string): Kinds {
    return mapValues(this.#properties(this.#get(name)), (schema) => this.#toKind(schema));
  }

  /** A value with every property set; what a schema says of itself again, as the owner of an owner, is left out. */
  sampleOf(name: string): Readonly<Record<string, unknown>> {
    return this.#sample(this.#get(name), new Set()) as Readonly<Record<string, unknown>>;
  }

  #sample(given: Schema, inside: ReadonlySet<Schema>): unknown {
    const schema = this.#resolve(given);
    switch (this.#toKind(schema)) {
      case "flag":
        return true;
      case "whole":
        return 7;
      case "date":
        return "2026-01-02T03:04:05.000Z";
      case "list":
        return schema.items === undefined || inside.has(this.#resolve(schema.items))
          ? []
          : [this.#sample(schema.items, inside)];
      case "object":
        return inside.has(schema)
          ? {}
          : mapValues(this.#properties(schema), (each) => this.#sample(each, new Set([...inside, schema])));
      default:
        return "text";
    }
  }

  #properties(schema: Schema): Readonly<Record<string, Schema>> {
    return schema.properties ?? {};
  }

  #get(name: string): Schema {
    const schema = this.#schemas[name];
    if (schema === undefined) throw new Error(`the contract has no schema ${name}`);
    return schema;
  }

  #resolve(schema: Schema): Schema {
    if (schema.$ref !== undefined) return this.#resolve(this.#get(schema.$ref.split("/").at(-1) ?? ""));
    const choice = schema.oneOf?.find(({ type }) => type !== "null");
    return choice === undefined ? schema : this.#resolve(choice);
  }

  #toKind(given: Schema): Kind {
    const schema = this.#resolve(given);
    const type = [schema.type].flat().find((each) => each !== "null");
    switch (type) {
      case "string":
        return schema.format === "date-time" ? "date" : "text";
      case "boolean":
        return "flag";
      case "integer":
        return "whole";
      case "array":
        return "list";
      case "object":
        return "object";
      default:
        return "any";
    }
  }
}

/** TypeScript's word for a member's type, as a kind. */
export function fromTypeScript(type: string): Kind {
  if (type.endsWith("[]")) return "list";
  if (type.startsWith("Record<")) return "object";
  const kinds: Readonly<Record<string, Kind>> = {
    boolean: "flag",
    number: "whole",
    Date: "date",
    any: "any",
  };
  return kinds[type] ?? "text";
}

export function mapValues<Value, Mapped>(
  record: Readonly<Record<string, Value>>,
  toMapped: (value: Value) => Mapped,
): Readonly<Record<string, Mapped>> {
  return Object.fromEntries(Object.entries(record).map(([key, value]) => [key, toMapped(value)]));
}
