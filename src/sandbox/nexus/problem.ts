import { STATUS_CODES } from "node:http";
import type { EmulatorAnswer } from "../exchange.js";

/** A request that Nexus refuses: thrown where the error is found, answered as problem details. */
export class Refusal extends Error {
  constructor(
    readonly status: 400 | 401 | 404 | 409,
    readonly detail: string,
  ) {
    super(detail);
  }
}

interface ProblemParts {
  readonly status: number;
  readonly detail: string;
  /** Path of the call. */
  readonly instance?: string;
}

/** An answer with the five members of RFC 9457; `instance` is null when the call isn't known. */
export function toProblem({ status, detail, instance }: ProblemParts): EmulatorAnswer {
  return {
    status,
    contentType: "application/problem+json",
    body: { type: "about:blank", title: STATUS_CODES[status], status, detail, instance: instance ?? null },
  };
}
