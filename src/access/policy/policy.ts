import type { AccessLevel, FieldRule, FieldRules, Grant } from "../../identity/access-rules.js";
import type { Permission } from "../../identity/permissions.js";

/** Ways to look up a user or a write, each of which can reveal that an account exists. */
export type Lookup = "id" | "subject" | "email" | "reference" | "write";

export interface LookupGrant extends Grant {
  /** Whether a request from the router is allowed too, whatever its token. */
  readonly router?: boolean;
}

/** `public`: no token is required. Otherwise a token with every one of the permissions. */
export type QueryRule = "public" | readonly Permission[];

/** Every access rule. A field, a root field, a lookup or a part of an input that has no rule is denied. */
export interface Policy {
  readonly levels: Readonly<Record<AccessLevel, Grant>>;
  readonly queries: Readonly<Record<string, QueryRule>>;
  readonly mutations: Readonly<Record<string, Grant>>;
  readonly lookups: Readonly<Record<Lookup, LookupGrant>>;
  /** What people may change about themselves with `updateUser`: under `input` its parts, then the fields of each part. */
  readonly ownChanges: Readonly<Record<string, readonly string[]>>;
  readonly fields: FieldRules;
}

/** Returns undefined when the field has no rule: it is then denied to every caller. */
export function findFieldRule({ fields }: Policy, type: string, field: string): FieldRule | undefined {
  return Object.hasOwn(fields, type) && Object.hasOwn(fields[type] ?? {}, field)
    ? fields[type]?.[field]
    : undefined;
}
