import {
  Forbidden,
  IdempotencyConflict,
  IdentityNotFound,
  InvalidInput,
  ProviderFailed,
  UserNotFound,
  WritePending,
} from "./problems.js";

/** The problems that every mutation of a user can return, for the union of its results. */
export const sharedProblems = [
  InvalidInput,
  Forbidden,
  UserNotFound,
  IdentityNotFound,
  IdempotencyConflict,
  WritePending,
  ProviderFailed,
] as const;

/** Every member of a result union is an instance of the class that is named as its GraphQL type. */
export function resolveResultType(value: object): string {
  return value.constructor.name;
}
