import { registerEnumType } from "type-graphql";

export enum IdentityProblemCode {
  INVALID_INPUT = "INVALID_INPUT",
  CHANGE_REFUSED = "CHANGE_REFUSED",
  ACCESS_DENIED = "ACCESS_DENIED",
  USER_NOT_FOUND = "USER_NOT_FOUND",
  USER_AMBIGUOUS = "USER_AMBIGUOUS",
  IDENTITY_NOT_FOUND = "IDENTITY_NOT_FOUND",
  IDENTITY_CONFLICT = "IDENTITY_CONFLICT",
  IDENTITY_EXISTS = "IDENTITY_EXISTS",
  IDENTITY_BUSY = "IDENTITY_BUSY",
  IDEMPOTENCY_CONFLICT = "IDEMPOTENCY_CONFLICT",
  WRITE_PENDING = "WRITE_PENDING",
  WRITE_INCOMPLETE = "WRITE_INCOMPLETE",
  WRITE_ABANDONED = "WRITE_ABANDONED",
  PROVIDER_FAILED = "PROVIDER_FAILED",
}

registerEnumType(IdentityProblemCode, {
  name: "IdentityProblemCode",
  description: "Why a mutation did not do everything that was requested. Each type of problem has one code.",
  valuesConfig: {
    INVALID_INPUT: {
      description:
        "The input breaks a rule; nothing was changed. Fix every violation and send the mutation again.",
    },
    CHANGE_REFUSED: {
      description: "The provider can't make the change, or refused it. Repeating the mutation does not help.",
    },
    ACCESS_DENIED: { description: "The caller may not do this; nothing was read or changed." },
    USER_NOT_FOUND: { description: "The user does not exist." },
    USER_AMBIGUOUS: {
      description: "Several users have verified the e-mail address. Name the user by an id instead.",
    },
    IDENTITY_NOT_FOUND: {
      description: "The account does not exist at the provider, or the user has none there.",
    },
    IDENTITY_CONFLICT: { description: "The account belongs to another user; no link was changed." },
    IDENTITY_EXISTS: {
      description:
        "The provider already has an account with this name or address, or the user already has an account there.",
    },
    IDENTITY_BUSY: {
      description:
        "Another change of the same user is in progress; nothing was changed. Send the mutation again later.",
    },
    IDEMPOTENCY_CONFLICT: {
      description:
        "The idempotency key was used with different input; nothing was changed. Use a new key for a new request.",
    },
    WRITE_PENDING: {
      description:
        "The change is recorded and will be completed or undone. Follow it with the query `identityWrite`.",
    },
    WRITE_INCOMPLETE: {
      description: "Part of the update failed or is still pending; the outcomes say which.",
    },
    WRITE_ABANDONED: {
      description: "An operator stopped the change before it was complete; part of it may have been made.",
    },
    PROVIDER_FAILED: { description: "A provider did not respond. Try again later." },
  },
});
