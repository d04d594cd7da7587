import type { FieldRule, FieldRules } from "../../identity/access-rules.js";

/** The fields of the interface `IdentityProblem`. */
const problemFields = { code: "inherited", message: "inherited" } as const satisfies Readonly<
  Record<string, FieldRule>
>;

/** What queries and mutations return around a user: lists, provider status, outcomes and problems. */
export const resultFields = {
  UserSearch: { users: "inherited", unanswered: "inherited" },
  UnansweredUserSearch: {
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
  IdentityProviderStatus: { provider: "inherited", isEnabled: "inherited", realms: "inherited" },
  IdentityRealmStatus: {
    realm: "inherited",
    reachability: "inherited",
    lastAnswerAt: "inherited",
    lastFailureAt: "inherited",
    lastFailure: "inherited",
    breaker: "inherited",
    rateLimits: "inherited",
    queueLength: "inherited",
    cacheHitRatio: "inherited",
    callP50Ms: "inherited",
    callP99Ms: "inherited",
  },
  IdentityProviderRateLimit: { quotaClass: "inherited", capacity: "inherited", available: "inherited" },
  IdentityWrite: {
    id: "inherited",
    state: "inherited",
    outcomes: "inherited",
    problem: "inherited",
    startedAt: "inherited",
    finishedAt: "inherited",
    retryAfterSeconds: "inherited",
  },
  _Service: { sdl: "inherited" },
  LinkIdentitySuccess: { user: "inherited" },
  UnlinkIdentitySuccess: { user: "inherited" },
  UpdateUserSuccess: { user: "inherited", outcomes: "inherited" },
  UpdateUserIncomplete: {
    ...problemFields,
    user: "inherited",
    outcomes: "inherited",
    writeId: "inherited",
    retryAfterSeconds: "inherited",
  },
  UpdateUserPreview: { user: "inherited", previews: "inherited" },
  IdentityChangeOutcome: {
    provider: "inherited",
    realm: "inherited",
    subject: "inherited",
    status: "inherited",
    appliedFields: "inherited",
    problem: "inherited",
  },
  IdentityChangePreview: {
    provider: "inherited",
    realm: "inherited",
    subject: "inherited",
    fieldChanges: "profile", // a preview must not reveal what the caller cannot read
    problem: "inherited",
  },
  IdentityFieldChange: { field: "inherited", before: "metadata", after: "metadata" },
  InvalidIdentityInput: { ...problemFields, violations: "inherited" },
  IdentityInputViolation: { path: "inherited", constraint: "inherited", message: "inherited" },
  IdentityChangeRefused: { ...problemFields, violations: "inherited" },
  IdentityAccessDenied: { ...problemFields },
  UserNotFound: { ...problemFields },
  UserAmbiguous: { ...problemFields },
  IdentityNotFound: { ...problemFields, provider: "inherited", realm: "inherited", subject: "inherited" },
  IdentityConflict: { ...problemFields, provider: "inherited", realm: "inherited", subject: "inherited" },
  IdentityExists: { ...problemFields, field: "inherited" },
  IdentityIdempotencyConflict: { ...problemFields },
  IdentityBusy: { ...problemFields, retryAfterSeconds: "inherited" },
  IdentityWriteAbandoned: { ...problemFields, writeId: "inherited" },
  IdentityWritePending: { ...problemFields, writeId: "inherited", retryAfterSeconds: "inherited" },
  IdentityProviderFailed: {
    ...problemFields,
    provider: "inherited",
    reason: "inherited",
    retryAfterSeconds: "inherited",
  },
} as const satisfies FieldRules;
