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

/** A call that the Management API turns down. Without `errorCode` where no real one is known. */
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

/** Where in a call the fault lies: the start of the message and the code that goes with it. */
const places = {
  Payload: "invalid_body",
  Path: "invalid_uri",
  Query: "invalid_query_string",
} as const;

/** A value that breaks the rules of its place, worded as Auth0 words it. */
export function invalid(place: keyof typeof places, reason: string, property?: string): Refusal {
  const where = property === undefined ? "" : ` on property ${property}`;
  return new Refusal(400, `${place} validation error: '${reason}'${where}.`, places[place]);
}

export function inexistentUser(): Refusal {
  return new Refusal(404, "The user does not exist.", "inexistent_user");
}
