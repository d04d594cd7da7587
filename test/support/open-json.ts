import { type InputValueDefinitionNode, Kind, parse, type TypeNode } from "graphql";

const openScalars = new Set(["JSON", "JSONObject"]);

/** Where the mutations of the schema take JSON of any form, as `updateUser.auth0.json`; sorted. */
export function openJsonInputs(sdl: string): readonly string[] {
  const { definitions } = parse(sdl);
  const inputs = new Map(
    definitions
      .filter((node) => node.kind === Kind.INPUT_OBJECT_TYPE_DEFINITION)
      .map(({ name, fields = [] }) => [name.value, fields]),
  );
  const within = ({ type }: InputValueDefinitionNode, path: string): readonly string[] => {
    const name = namedType(type);
    if (openScalars.has(name)) return [path];
    return (inputs.get(name) ?? []).flatMap((field) => within(field, `${path}.${field.name.value}`));
  };
  return definitions
    .filter((node) => node.kind === Kind.OBJECT_TYPE_DEFINITION)
    .filter(({ name }) => name.value === "Mutation")
    .flatMap(({ fields = [] }) => fields)
    .flatMap(({ name, arguments: args = [] }) => args.flatMap((argument) => within(argument, name.value)))
    .sort();
}

function namedType(type: TypeNode): string {
  return type.kind === Kind.NAMED_TYPE ? type.name.value : namedType(type.type);
}
