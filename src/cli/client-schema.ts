import {
  buildASTSchema,
  isAbstractType,
  isScalarType,
  isSpecifiedScalarType,
  parse,
  print,
  specifiedDirectives,
  visit,
} from "graphql";

/** How each scalar of the schema arrives in a client's TypeScript. */
const scalarTypes: Readonly<Record<string, string>> = {
  DateTime: "string",
  EmailAddress: "string",
  JSON: "unknown",
  JSONObject: "Record<string, unknown>",
  PhoneNumber: "string",
  URL: "string",
};

/** Directives that mean something to a client's tools; the others are for routers. */
const clientDirectives: ReadonlySet<string> = new Set(specifiedDirectives.map(({ name }) => name));

/** The schema as a client sees it: without the header of federation and without directives for routers. */
export function toClientSdl(sdl: string): string {
  const document = visit(parse(sdl), {
    SchemaExtension: () => null,
    Directive: ({ name }) => (clientDirectives.has(name.value) ? undefined : null),
  });
  return `${print(document)}\n`;
}

/** The object types of each interface and union, in the form that Apollo Client's cache takes. */
export function toPossibleTypes(sdl: string): string {
  const schema = buildASTSchema(parse(toClientSdl(sdl)));
  const types = Object.values(schema.getTypeMap()).filter(isAbstractType);
  const possibleTypes = types.map((type): [string, string[]] => [
    type.name,
    schema.getPossibleTypes(type).map(({ name }) => name),
  ]);
  return toJsonFile(Object.fromEntries(possibleTypes));
}

/** The TypeScript type of each scalar, for code generators. */
export function toScalarMap(sdl: string): string {
  const schema = buildASTSchema(parse(toClientSdl(sdl)));
  const names = Object.values(schema.getTypeMap())
    .filter((type) => isScalarType(type) && !isSpecifiedScalarType(type))
    .map(({ name }) => name);
  return toJsonFile(Object.fromEntries(names.map((name) => [name, toScalarType(name)])));
}

function toScalarType(name: string): string {
  const type = scalarTypes[name];
  if (type === undefined) throw new Error(`no TypeScript type is declared for the scalar ${name}`);
  return type;
}

function toJsonFile(value: object): string {
  return `${JSON.stringify(value, null, 2)}\n`;
}
