import type { Permission } from "./permissions.js";

/** How much of a user a field shows. Each level adds to what the fields above it in the query already required. */
export type AccessLevel = "limited" | "profile" | "metadata" | "staff" | "internals";

/** `inherited`: every caller who can read the object can read the field. */
export type FieldRule = AccessLevel | "inherited";

/** The rule of each field, by object type and field name. */
export type FieldRules = Readonly<Record<string, Readonly<Record<string, FieldRule>>>>;

/** Rules of a type whose class is known: a misspelt field does not compile. `Resolved` names fields that the class lacks. */
export type FieldRulesOf<Type, Resolved extends string = never> = Readonly<
  Partial<Record<Exclude<keyof Type, symbol | number> | Resolved, FieldRule>>
>;

/** Callers with a token and every permission are allowed; with `self`, so is the person whom the data describes. */
export interface Grant {
  readonly self: boolean;
  readonly permissions: readonly Permission[];
}

/** A provider's part of the access policy. Anything without a rule is denied. */
export interface AccessRules {
  /** Rules for every field of the provider's own object types. */
  readonly fields: FieldRules;
  /** Rules for the provider's own mutations. */
  readonly mutations: Readonly<Record<string, Grant>>;
  /** Fields of the provider's part of `updateUser` that people may change about themselves. */
  readonly ownChanges: readonly string[];
}
