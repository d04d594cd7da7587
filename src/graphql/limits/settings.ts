import { z } from "zod";
import { integerVariable, listVariable, timeoutVariable } from "../../platform/variables.js";

const origin = /^https?:\/\/[^/?#@\s]+$/;
const network = /^([\da-f.:]+(\/\d{1,3})?|loopback|linklocal|uniquelocal)$/i;

/** A bound from 1 on. */
function limitVariable(initial: number, description: string) {
  return integerVariable({ min: 1, max: 100_000_000 }).default(initial).meta({ description });
}

/** A bound of which 0 means none. */
function rateVariable(initial: number, description: string) {
  return integerVariable({ min: 0, max: 100_000_000 }).default(initial).meta({ description });
}

/** The environment variables of this room. */
export const graphqlVariables = z.object({
  MAX_BODY_BYTES: limitVariable(1_000_000, "Bytes of a request's body, variables included."),
  MAX_HEADER_BYTES: limitVariable(16_384, "Bytes of a request's line and headers."),
  MAX_CONNECTIONS: limitVariable(5_000, "Connections that callers may hold open to this process."),
  RECEIVE_TIMEOUT_MS: timeoutVariable().default(10_000).meta({
    description: "Milliseconds in which a request must have arrived, headers and body.",
  }),
  MAX_TOKENS: limitVariable(5_000, "Tokens of a GraphQL document: names, values and punctuators."),
  MAX_OPERATIONS: limitVariable(10, "Operations in a document, of which one is executed."),
  MAX_DEPTH: limitVariable(16, "Levels of fields within fields. Introspection has its own, fixed limit."),
  MAX_ALIASES: limitVariable(50, "Fields with an alias, each as often as its fragment is used."),
  MAX_DIRECTIVES: limitVariable(50, "Directives, each as often as its fragment is used."),
  MAX_ROOT_FIELDS: limitVariable(20, "Fields of the query or mutation itself."),
  MAX_REPEATS: limitVariable(20, "Fields that stand in their selection a second time and change nothing."),
  MAX_COST: limitVariable(
    100_000,
    "Cost of an operation: about the objects of its answer, by @cost and @listSize in the schema.",
  ),
  MAX_REPRESENTATIONS: limitVariable(1_000, "Entities that one request may refer to."),
  MAX_LIST_LENGTH: limitVariable(200, "Entries of any other list in a request's input."),
  MAX_INPUT_KEYS: limitVariable(
    20_000,
    "Keys of objects and entries of lists in a request's input, all together.",
  ),
  MAX_INPUT_DEPTH: limitVariable(20, "Levels of objects and lists within each other in a request's input."),
  RATE_LIMIT_PER_MINUTE: rateVariable(
    60_000,
    "Requests per minute of one caller with a token, or of the router; 0 for any number.",
  ),
  ANONYMOUS_RATE_LIMIT_PER_MINUTE: rateVariable(
    6_000,
    "Requests per minute of one address (IPv6: /64) without a token that holds; 0 for any number.",
  ),
  TRUST_PROXY: listVariable()
    .refine(
      (parts) => parts.every((part) => network.test(part)),
      "must be addresses, networks as 10.0.0.0/8, or loopback, linklocal, uniquelocal",
    )
    .default([])
    .meta({
      description:
        "Proxies whose x-forwarded-for is believed, by address or network. None by default: then the address is the connection's.",
      example: "10.0.0.0/8,loopback",
    }),
  CORS_ORIGINS: listVariable()
    .refine(
      (parts) => parts.every((part) => part === "*" || origin.test(part)),
      "must be origins such as https://app.example, or *",
    )
    .default([])
    .meta({
      description: "Origins whose pages may call this service from a browser. None by default.",
      example: "https://app.example",
    }),
});

export type GraphqlSettings = z.output<typeof graphqlVariables>;
