import {
  IdentityAccessDenied,
  IdentityNotFound,
  IdentityProviderFailed,
  InvalidIdentityInput,
  UserAmbiguous,
  UserNotFound,
} from "./problems.js";
import {
  IdentityBusy,
  IdentityIdempotencyConflict,
  IdentityWriteAbandoned,
  IdentityWritePending,
} from "./write-problems.js";

/** The problems of a request that never starts, because of its input, its caller or the user that it names. */
export const lookupProblems = [
  InvalidIdentityInput,
  IdentityAccessDenied,
  UserNotFound,
  UserAmbiguous,
  IdentityProviderFailed,
] as const;

/** The problems that every mutation which is done as a whole can return, for the union of its results. */
export const sharedProblems = [
  ...lookupProblems,
  IdentityNotFound,
  IdentityIdempotencyConflict,
  IdentityBusy,
  IdentityWritePending,
  IdentityWriteAbandoned,
] as const;

/** The description of `user` in every result of a write. */
export const userAfter =
  "The user, read after the change. Null with an error of code USER_UNREAD when it could not be read; the change itself is not affected.";

/** Every member of a result union is an instance of the class that is named as its GraphQL type. */
export function resolveResultType(value: object): string {
  return value.constructor.name;
}
