import type { EmulatorAnswer } from "../exchange.js";

export const awsJson = "application/x-amz-json-1.1";

/** A call that AWS would refuse, by the name of the exception that it would send. */
export class Refusal extends Error {
  constructor(
    readonly type: string,
    message: string,
  ) {
    super(message);
    this.name = type;
  }

  /** As AWS sends every refusal of a caller: status 400, and the type in both the body and a header. */
  get answer(): EmulatorAnswer {
    return {
      status: 400,
      headers: { "x-amzn-errortype": `${this.type}:` },
      contentType: awsJson,
      body: { __type: this.type, message: this.message },
    };
  }
}

export function invalidParameter(message: string): Refusal {
  return new Refusal("InvalidParameterException", message);
}

export function userNotFound(): Refusal {
  return new Refusal("UserNotFoundException", "User does not exist.");
}

export function resourceNotFound(message: string): Refusal {
  return new Refusal("ResourceNotFoundException", message);
}
