import type { GraphQLError, GraphQLFormattedError } from "graphql";
import { toVariableName } from "../../platform/camel-case.js";
import type { DocumentLimits } from "./settings.js";

/** Turns the parser's error about too many tokens or too much nesting into one that names the limit. */
export function toParseLimit({ message, extensions }: GraphQLError): GraphQLFormattedError | undefined {
  if (extensions.code !== "GRAPHQL_PARSE_FAILED") return undefined;
  const max = /^Syntax Error: Document contains more tha[nt] (\d+) tokens/.exec(message)?.[1];
  if (max !== undefined) {
    const limit = toVariableName("maxTokens" satisfies keyof DocumentLimits);
    return {
      message: `The request has more tokens than the ${max} that ${limit} allows.`,
      extensions: { code: "QUERY_TOO_LARGE", limit, max: Number(max) },
    };
  }
  if (!message.includes("call stack")) return undefined;
  return { message: "The request is nested too deeply to be read.", extensions: { code: "QUERY_TOO_DEEP" } };
}
