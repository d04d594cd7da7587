/** Where the properties of a type of a provider's contract are in the graph. docs/field-map.md shows these maps. */
export interface FieldMap {
  /** What the type is, for the heading. */
  readonly title: string;
  /** The contract's names of the type; several when their properties mean the same. */
  readonly contracts: readonly string[];
  /** GraphQL type whose fields show the properties. */
  readonly outType?: string;
  /** GraphQL input type whose fields set them. */
  readonly inType?: string;
  readonly properties: Readonly<Record<string, PropertyMap>>;
}

/** A property of a contract. Either it has both fields, or a note says why one is missing. */
export interface PropertyMap {
  /** The field of `outType`; with its type where it is one of another type. */
  readonly out?: string;
  /** The field of `inType`; with its type where it is one of another type. */
  readonly in?: string;
  readonly note?: string;
}

/** The properties that a list of names gives, each made by its name. */
export function mapNames<Name extends string>(
  names: readonly Name[],
  toMap: (name: Name) => PropertyMap,
): Readonly<Record<string, PropertyMap>> {
  return Object.fromEntries(names.map((name) => [name, toMap(name)]));
}
