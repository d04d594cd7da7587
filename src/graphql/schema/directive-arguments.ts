import { type GraphQLField, valueFromASTUntyped } from "graphql";

/** The arguments that a directive has at a field of the schema; undefined when it isn't there. */
export function directiveArguments(
  field: GraphQLField<unknown, unknown>,
  name: string,
): Readonly<Record<string, unknown>> | undefined {
  const directive = field.astNode?.directives?.find((each) => each.name.value === name);
  if (directive === undefined) return undefined;
  const given = (directive.arguments ?? []).map((each) => [each.name.value, valueFromASTUntyped(each.value)]);
  return Object.fromEntries(given);
}
