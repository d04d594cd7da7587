import { GraphQLError } from "graphql";

/** What the edge refuses before GraphQL has a say: the HTTP status, and a code as in the errors of GraphQL. */
export class Refusal extends Error {
  constructor(
    readonly statusCode: number,
    readonly code: string,
    message: string,
    readonly headers: Readonly<Record<string, string>> = {},
  ) {
    super(message);
    this.name = "Refusal";
  }
}

export type LimitCode = "QUERY_TOO_LARGE" | "QUERY_TOO_DEEP" | "QUERY_TOO_COSTLY" | "INPUT_TOO_LARGE";

export interface Excess {
  readonly code: LimitCode;
  /** The variable that sets the limit. */
  readonly limit: string;
  readonly max: number;
  /** What was counted; counting may have ended as soon as there was too much. */
  readonly found: number;
  /** What was counted, in the plural. */
  readonly of: string;
}

/** A request that is more than this service takes on: HTTP 400, the limit and what it allows. */
export function limitExceeded({ code, limit, max, found, of }: Excess): GraphQLError {
  return new GraphQLError(`The request has ${found} ${of}; ${limit} allows ${max}.`, {
    extensions: { code, limit, max, found, http: { status: 400 } },
  });
}
