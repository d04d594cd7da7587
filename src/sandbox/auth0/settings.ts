/** Settings of the Auth0 emulator, with their initial values. */
export const initialSettings = {
  /** Milliseconds after which search shows a write; reads by id and by e-mail show it immediately. */
  searchLagMs: 0,
  /** Search answers in the reverse of its usual order; a requested order is kept. */
  shuffle: false,
  /** Search gives every other row of a page twice. */
  repeat: false,
  /** Comma-separated user ids that search leaves out although they exist. */
  omit: "",
  /** Lifetime of new tokens. */
  tokenLifetimeSeconds: 86_400,
  /** A different number revokes all earlier tokens. */
  tokenGeneration: 1,
  /** Scopes of new tokens. */
  tokenScope: "read:users create:users update:users update:users_app_metadata delete:users",
  /** Every search exceeds the search engine's deadline. */
  searchTooSlow: false,
};

export type Auth0Settings = typeof initialSettings;
