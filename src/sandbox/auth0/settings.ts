/** Switches of the Auth0 emulator, with the values that they have at start. */
export const initialSettings = {
  /** A write shows in search this much later; reads by id and by e-mail see it at once. */
  searchLagMs: 0,
  /** Search answers in the reverse of its usual order; an order that the caller asked for stands. */
  shuffle: false,
  /** Search gives every other row of a page twice. */
  repeat: false,
  /** Comma-separated user ids that search leaves out although they exist. */
  omit: "",
  /** How long a token issued from now on is good for. */
  tokenLifetimeSeconds: 86_400,
  /** Another number than before revokes every token issued so far. */
  tokenGeneration: 1,
  /** Scopes of a token issued from now on. */
  tokenScope: "read:users create:users update:users update:users_app_metadata delete:users",
  /** Every search runs into the search engine's deadline. */
  searchTooSlow: false,
};

export type Auth0Settings = typeof initialSettings;
