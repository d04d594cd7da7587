/** The service with its settings, and what is varied of it. A variant is one line. */
export interface Variant {
  readonly name: string;
  readonly store: "sqlite" | "postgres";
  readonly variables: Readonly<Record<string, string>>;
  /** Of the caller; all when absent. */
  readonly permissions?: readonly string[];
}

export const variants: readonly Variant[] = [
  { name: "this service, SQLite", store: "sqlite", variables: {} },
  { name: "this service, PostgreSQL", store: "postgres", variables: {} },
];

/** Measured with the profile only; the limited viewer sees profiles, but no metadata. */
export const furtherVariants: readonly Variant[] = [
  { name: "this service, no fragments", store: "sqlite", variables: { FRAGMENTS_MAX_MEGABYTES: "0" } },
  { name: "this service, no short path", store: "sqlite", variables: { PLANS_MAX: "0" } },
  { name: "this service, limited viewer", store: "sqlite", variables: {}, permissions: ["read:users"] },
];

/** As shipped, with only those limits raised that a benchmark on one machine runs into. */
export const serviceVariables = {
  PORT: "0",
  METRICS_PORT: "0",
  // every read is warm, however long a run takes, unless a work load says otherwise
  CACHE_FOUND_MS: "86400000",
  CACHE_MAX_MEGABYTES: "4096",
  // one caller sends everything
  RATE_LIMIT_PER_MINUTE: "0",
  MAX_REPRESENTATIONS: "10000",
  MAX_INPUT_KEYS: "100000",
  // the emulators have no rate limits
  AUTH0_RATE_LIMITS: "none=1:1/1s",
  COGNITO_RATE_LIMITS: "none=1:1/1s",
  NEXUS_RATE_LIMITS: "none=1:1/1s",
};

/** What the service is compared with: the name, and its file in `rivals/`. */
export interface Rival {
  readonly name: string;
  readonly program: string;
}

/** Ratios are to this one. */
export const baseline: Rival = { name: "Apollo Server + DataLoader", program: "apollo.ts" };

/** Users in memory, nothing checked. */
export const warmRivals: readonly Rival[] = [
  baseline,
  { name: "Mercurius, JIT, loader", program: "mercurius-loader.ts" },
  { name: "Mercurius, JIT, plain", program: "mercurius-plain.ts" },
  { name: "Yoga", program: "yoga.ts" },
  { name: "Yoga, JIT", program: "yoga-jit.ts" },
];

/** Bytes that were ready before: no system answers faster over HTTP. */
export const floor: Rival = { name: "floor (bytes ready)", program: "floor.ts" };

/** Over the same emulators as the service. */
export const vendorSdks: Rival = { name: "vendors' SDKs, called directly", program: "vendor-sdks.ts" };
export const apolloOverSdks: Rival = {
  name: "Apollo Server over the vendors' SDKs",
  program: "apollo-sdks.ts",
};
