/** How much of a user a field shows. */
export type AccessLevel = "limited" | "profile" | "metadata" | "staff" | "internals";

/** `inherited`: a caller who reached the object may read the field; the fields that lead to it carry the check. */
export type FieldRule = AccessLevel | "inherited";

/** The names of a type's fields, separated by spaces, by their rule. */
export type TypeRules = Readonly<Partial<Record<FieldRule, string>>>;

/** What the access policy gains with a provider: rules for the types and the input that the provider adds. */
export interface ProviderAccessRules {
  /** By type. */
  readonly fields: Readonly<Record<string, TypeRules>>;
  /** Fields of the provider's part of `updateUser` that a person may change about themself, separated by spaces. */
  readonly ownChanges: string;
}
