import { registerEnumType } from "type-graphql";

export enum ProblemCode {
  INVALID_INPUT = "INVALID_INPUT",
  CHANGE_REFUSED = "CHANGE_REFUSED",
  FORBIDDEN = "FORBIDDEN",
  USER_NOT_FOUND = "USER_NOT_FOUND",
  IDENTITY_NOT_FOUND = "IDENTITY_NOT_FOUND",
  IDENTITY_CONFLICT = "IDENTITY_CONFLICT",
  IDENTITY_EXISTS = "IDENTITY_EXISTS",
  IDEMPOTENCY_CONFLICT = "IDEMPOTENCY_CONFLICT",
  WRITE_PENDING = "WRITE_PENDING",
  PROVIDER_FAILED = "PROVIDER_FAILED",
}

registerEnumType(ProblemCode, {
  name: "ProblemCode",
  description: "Why a mutation could not make the requested change.",
  valuesConfig: {
    INVALID_INPUT: {
      description:
        "The input is invalid; nothing was changed. Fix every violation and send the mutation again.",
    },
    CHANGE_REFUSED: {
      description: "The provider can't make the change, or refused it. Repeating the mutation does not help.",
    },
    FORBIDDEN: { description: "The caller may not do this; nothing was read or changed." },
    USER_NOT_FOUND: { description: "The user does not exist." },
    IDENTITY_NOT_FOUND: {
      description: "The identity does not exist at the provider, or the user has none there.",
    },
    IDENTITY_CONFLICT: { description: "The identity belongs to another user; nothing was changed." },
    IDENTITY_EXISTS: {
      description:
        "The provider already has a user with this name or address, or the user already has an identity there.",
    },
    IDEMPOTENCY_CONFLICT: {
      description:
        "The idempotency key was used with different input; nothing was changed. Use a new key for a new request.",
    },
    WRITE_PENDING: {
      description:
        "The write is recorded but not complete; it will be completed or undone. Repeat the mutation with the same idempotency key for the result.",
    },
    PROVIDER_FAILED: { description: "A provider did not respond. Try again later." },
  },
});
