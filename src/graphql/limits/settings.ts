import { z } from "zod";
import type { Settings } from "../../platform/camel-case.js";
import { limitVariable } from "../../platform/variables.js";

/** What a document and its input may contain. */
export const documentVariables = z.object({
  MAX_TOKENS: limitVariable(5_000, "Tokens of a GraphQL document: names, values and punctuators."),
  MAX_OPERATIONS: limitVariable(10, "Operations in a document, of which one is executed."),
  MAX_DEPTH: limitVariable(16, "Levels of nested fields. Introspection has its own, fixed limit."),
  MAX_ALIASES: limitVariable(50, "Fields with an alias. A fragment counts each time it is used."),
  MAX_DIRECTIVES: limitVariable(50, "Directives. A fragment counts each time it is used."),
  MAX_ROOT_FIELDS: limitVariable(20, "Fields at the top of the query or mutation."),
  MAX_REPEATS: limitVariable(20, "Fields that repeat a field of the same selection set."),
  MAX_COST: limitVariable(
    100_000,
    "Cost of an operation: roughly the number of objects in its response, by @cost and @listSize in the schema.",
  ),
  MAX_REPRESENTATIONS: limitVariable(
    2_000,
    "References in one request: a router may send two steps of its plan, of 1,000 each, in one request.",
  ),
  MAX_LIST_LENGTH: limitVariable(200, "Items of any other list in a request's input."),
  MAX_INPUT_KEYS: limitVariable(20_000, "Object keys and list items in a request's input, in total."),
  MAX_INPUT_DEPTH: limitVariable(20, "Levels of nested objects and lists in a request's input."),
});

export type DocumentLimits = Settings<z.output<typeof documentVariables>>;
