import type { GraphQLError, GraphQLFormattedError } from "graphql";

/** What the parser refused for its size: more tokens than it may read, or more nesting than its stack holds. */
export function toParseLimit({ message, extensions }: GraphQLError): GraphQLFormattedError | undefined {
  if (extensions.code !== "GRAPHQL_PARSE_FAILED") return undefined;
  const max = /^Syntax Error: Document contains more tha[nt] (\d+) tokens/.exec(message)?.[1];
  if (max !== undefined) {
    return {
      message: `The request has more tokens than the ${max} that MAX_TOKENS allows.`,
      extensions: { code: "QUERY_TOO_LARGE", limit: "MAX_TOKENS", max: Number(max) },
    };
  }
  if (!message.includes("call stack")) return undefined;
  return { message: "The request is nested too deeply to be read.", extensions: { code: "QUERY_TOO_DEEP" } };
}
