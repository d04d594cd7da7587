import { anyCaller, requires, selfOr } from "./grants.js";
import type { Policy } from "./policy.js";

/** The rules that are not about the fields of a type. Providers add their own mutations and parts of `updateUser`. */
export const sharedRules = {
  levels: {
    limited: anyCaller, // what every caller sees of every user
    profile: selfOr("read:users"),
    metadata: selfOr("read:users_metadata"), // also raw records, and what support rarely needs
    staff: requires("read:users"), // identifies other people, so the person is not enough
    internals: requires("read:users_metadata"), // describes operations, so the person is not enough
  },

  queries: {
    _service: "public",
    _entities: [], // each reference is then decided by `lookups`
    me: [],
    user: [],
    usersByEmail: [],
    users: ["read:users"],
    identityWrite: [], // each write is then decided by `lookups`
    identityProviders: ["read:users"],
  },

  mutations: {
    updateUser: selfOr("update:users"), // the person: only what `ownChanges` lists
    linkIdentity: requires("link:users"),
    unlinkIdentity: requires("link:users"),
  },

  /** A caller who is not allowed gets the same answer as for a user that does not exist, and no user is looked up. */
  lookups: {
    id: anyCaller,
    subject: selfOr("read:users"),
    email: selfOr("read:users"),
    reference: { ...selfOr("read:users"), router: true }, // by a provider's subject, from another subgraph
    write: selfOr("read:writes"), // self: the caller who requested the write
  },

  /** Never an address, a phone number or a password: they sign people in, and a stolen token must not change them. */
  ownChanges: {
    input: ["profile", "dryRun", "idempotencyKey"],
    profile: ["name", "givenName", "familyName", "nickname", "picture"],
  },
} as const satisfies Omit<Policy, "fields">;
