import type { FieldRule, FieldRules } from "../../identity/access-rules.js";

/** The fields of the interface `Problem`. */
const problemFields = { code: "inherited", message: "inherited" } as const satisfies Readonly<
  Record<string, FieldRule>
>;

/** What queries and mutations return around a user: lists, provider status, outcomes and problems. */
export const resultFields = {
  UserSearch: { users: "inherited", unanswered: "inherited" },
  UnansweredSearch: {
    provider: "inherited",
    realm: "inherited",
    reason: "inherited",
    retryAfterSeconds: "inherited",
  },
  UserConnection: { edges: "inherited", nodes: "inherited", pageInfo: "inherited", totalCount: "inherited" },
  UserEdge: { cursor: "inherited", node: "inherited" },
  PageInfo: {
    hasNextPage: "inherited",
    hasPreviousPage: "inherited",
    startCursor: "inherited",
    endCursor: "inherited",
  },
  ProviderStatus: { provider: "inherited", isEnabled: "inherited", realms: "inherited" },
  RealmStatus: {
    realm: "inherited",
    reachability: "inherited",
    lastAnswerAt: "inherited",
    lastFailureAt: "inherited",
    lastFailure: "inherited",
    breaker: "inherited",
    budgets: "inherited",
    queueLength: "inherited",
    cacheHitRatio: "inherited",
    callP50Ms: "inherited",
    callP99Ms: "inherited",
  },
  CallBudget: { quotaClass: "inherited", capacity: "inherited", available: "inherited" },
  _Service: { sdl: "inherited" },
  LinkIdentitySuccess: { user: "inherited" },
  UnlinkIdentitySuccess: { user: "inherited" },
  UpdateUserSuccess: { user: "inherited", identities: "inherited" },
  IdentityChangeOutcome: {
    provider: "inherited",
    realm: "inherited",
    subject: "inherited",
    status: "inherited",
    appliedFields: "inherited",
    problem: "inherited",
    plannedChanges: "profile", // a dry run must not reveal what the caller cannot read
  },
  PlannedFieldChange: { field: "inherited", before: "metadata", after: "metadata" },
  InvalidInput: { ...problemFields, faults: "inherited" },
  InputFault: { path: "inherited", constraint: "inherited", message: "inherited" },
  ChangeRefused: { ...problemFields, faults: "inherited" },
  Forbidden: { ...problemFields },
  UserNotFound: { ...problemFields },
  IdentityNotFound: { ...problemFields, provider: "inherited", realm: "inherited", subject: "inherited" },
  IdentityConflict: { ...problemFields, provider: "inherited", realm: "inherited", subject: "inherited" },
  IdentityExists: { ...problemFields, field: "inherited" },
  IdempotencyConflict: { ...problemFields },
  WritePending: { ...problemFields, writeId: "inherited", retryAfterSeconds: "inherited" },
  ProviderFailed: {
    ...problemFields,
    provider: "inherited",
    reason: "inherited",
    retryAfterSeconds: "inherited",
  },
} as const satisfies FieldRules;
