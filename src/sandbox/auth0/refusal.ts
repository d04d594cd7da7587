import type { EmulatorAnswer } from "../exchange.js";

const reasons: Readonly<Record<number, string>> = {
  400: "Bad Request",
  401: "Unauthorized",
  403: "Forbidden",
  404: "Not Found",
  409: "Conflict",
  413: "Request Entity Too Large",
  414: "Request-URI Too Large",
  429: "Too Many Requests",
  503: "Service Unavailable",
};

/** A request that the Management API refuses. Has no `errorCode` where the real one is unknown. */
export class Refusal extends Error {
  constructor(
    readonly status: number,
    message: string,
    readonly errorCode?: string,
  ) {
    super(message);
    this.name = "Refusal";
  }

  toAnswer(): EmulatorAnswer {
    const { status, message, errorCode } = this;
    const body = { statusCode: status, error: reasons[status], message };
    return { status, body: errorCode === undefined ? body : { ...body, errorCode } };
  }
}

/** The invalid part of a request: the start of the message, and its code. */
const places = {
  Payload: "invalid_body",
  Path: "invalid_uri",
  Query: "invalid_query_string",
} as const;

/** An invalid value, in Auth0's words. */
export function invalid(place: keyof typeof places, reason: string, property?: string): Refusal {
  const where = property === undefined ? "" : ` on property ${property}`;
  return new Refusal(400, `${place} validation error: '${reason}'${where}.`, places[place]);
}

export function inexistentUser(): Refusal {
  return new Refusal(404, "The user does not exist.", "inexistent_user");
}
