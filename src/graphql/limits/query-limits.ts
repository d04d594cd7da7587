import type { ApolloServerPlugin } from "@apollo/server";
import { Kind } from "graphql";
import { toVariableName } from "../../platform/camel-case.js";
import { type LimitCode, limitExceeded } from "../errors/refusal.js";
import { checkInputSize } from "./input-size.js";
import { type CostQuestion, estimateCost } from "./query-cost.js";
import { measureQuery } from "./query-size.js";
import type { DocumentLimits } from "./settings.js";

/**
 * Refuses operations that are too large before they are executed. Parsing and validation come first: the limit on tokens
 * keeps them cheap, and validation stops at the hundredth error.
 */
export function limitQueries(limits: DocumentLimits): ApolloServerPlugin<object> {
  return {
    requestDidStart: async () => ({
      didResolveOperation: async ({ schema, document, operation, request }) => {
        if (operation === undefined || operation === null) return;
        checkQuery({ schema, document, operation, variables: request.variables ?? {} }, limits);
      },
    }),
  };
}

function checkQuery(question: CostQuestion, limits: DocumentLimits): void {
  const { document, operation } = question;
  const check = (code: LimitCode, limit: keyof DocumentLimits, found: number, of: string): void => {
    const max = limits[limit];
    if (found > max) throw limitExceeded({ code, limit: toVariableName(limit), max, found, of });
  };
  const operations = document.definitions.filter(({ kind }) => kind === Kind.OPERATION_DEFINITION);
  check("QUERY_TOO_LARGE", "maxOperations", operations.length, "operations");
  const size = measureQuery(operation, document);
  check("QUERY_TOO_DEEP", "maxDepth", size.depth, "levels");
  check("QUERY_TOO_LARGE", "maxAliases", size.aliases, "aliases");
  check("QUERY_TOO_LARGE", "maxDirectives", size.directives, "directives");
  check("QUERY_TOO_LARGE", "maxRootFields", size.fields, "root fields");
  check("QUERY_TOO_LARGE", "maxRepeats", size.repeats, "repeated fields");
  checkInputSize(question, limits);
  const { cost, representations } = estimateCost(question);
  check("INPUT_TOO_LARGE", "maxRepresentations", representations, "representations");
  check("QUERY_TOO_COSTLY", "maxCost", cost, "points of cost");
}
