import { GraphQLError } from "graphql";

/** Input that breaks a rule. Names the field and the rule, never the value. */
export function badInput(path: string, rule: string): GraphQLError {
  return new GraphQLError(`${path} ${rule}`, { extensions: { code: "BAD_USER_INPUT", path, rule } });
}
