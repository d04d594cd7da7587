import type { ApolloServerPlugin } from "@apollo/server";
import { Kind } from "graphql";
import { type LimitCode, limitExceeded } from "../errors/refusal.js";
import { checkInputSize } from "./input-size.js";
import { type CostQuestion, estimateCost } from "./query-cost.js";
import { measureQuery } from "./query-size.js";
import type { GraphqlSettings } from "./settings.js";

/**
 * Refuses operations that are too large before anything of them is executed. Documents are parsed and validated by then,
 * which the limit of tokens keeps cheap; the library's own validation ends with the hundredth error.
 */
export function limitQueries(limits: GraphqlSettings): ApolloServerPlugin<object> {
  return {
    requestDidStart: async () => ({
      didResolveOperation: async ({ schema, document, operation, request }) => {
        if (operation === undefined || operation === null) return;
        checkQuery({ schema, document, operation, variables: request.variables ?? {} }, limits);
      },
    }),
  };
}

function checkQuery(question: CostQuestion, limits: GraphqlSettings): void {
  const { document, operation } = question;
  const check = (code: LimitCode, limit: keyof GraphqlSettings, found: number, of: string): void => {
    const max = Number(limits[limit]);
    if (found > max) throw limitExceeded({ code, limit, max, found, of });
  };
  const operations = document.definitions.filter(({ kind }) => kind === Kind.OPERATION_DEFINITION);
  check("QUERY_TOO_LARGE", "MAX_OPERATIONS", operations.length, "operations");
  const size = measureQuery(operation, document);
  check("QUERY_TOO_DEEP", "MAX_DEPTH", size.depth, "levels");
  check("QUERY_TOO_LARGE", "MAX_ALIASES", size.aliases, "aliases");
  check("QUERY_TOO_LARGE", "MAX_DIRECTIVES", size.directives, "directives");
  check("QUERY_TOO_LARGE", "MAX_ROOT_FIELDS", size.fields, "root fields");
  check("QUERY_TOO_LARGE", "MAX_REPEATS", size.repeats, "repeated fields");
  checkInputSize(question, limits);
  const { cost, representations } = estimateCost(question);
  check("INPUT_TOO_LARGE", "MAX_REPRESENTATIONS", representations, "representations");
  check("QUERY_TOO_COSTLY", "MAX_COST", cost, "points of cost");
}
