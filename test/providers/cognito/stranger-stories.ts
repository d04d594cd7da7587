import fc from "fast-check";
import { aliasPool, emailPool, sandboxPools } from "../../../src/sandbox/cognito/pool-plan.js";

const staffId = sandboxPools[0]?.id ?? "";

/** What a creation of ours sends, as attributes; a stranger may share any part of it. */
export const sharedAttributes = {
  given_name: "Grace",
  family_name: "Hopper",
  email_verified: "false",
  "custom:app_metadata": '{"role":"teacher"}',
} as const;

export interface StrangerStory {
  /** Whether they go by the user name that is asked for. */
  readonly hasName: boolean;
  readonly hasEmail: boolean;
  readonly shared: readonly (keyof typeof sharedAttributes)[];
  readonly isConfirmed: boolean;
  /** Milliseconds before our creation at which they came, when they came before it. */
  readonly ageMs: number;
  /** Before which of our calls to the creator they come; 0 is before all of them. */
  readonly comesAt: number;
}

/** Where the process dies: at a call of its own to journal or provider, or while one to Cognito is in progress. */
export interface Death {
  readonly at: "step" | "call";
  readonly number: number;
  readonly isAfter: boolean;
}

/** One creation or two at once, among strangers and trouble. */
export interface Story {
  readonly pool: string;
  readonly hasUsername: boolean;
  readonly isVerified: boolean;
  readonly hasPassword: boolean;
  readonly group: "editors" | "missing" | null;
  readonly isBlocked: boolean;
  readonly isTwice: boolean;
  readonly strangers: readonly StrangerStory[];
  /** What becomes of each call to Cognito, in their order; the rest go well. */
  readonly fates: readonly ("ok" | "reset" | "lost")[];
  readonly death: Death | null;
}

const stranger: fc.Arbitrary<StrangerStory> = fc.record({
  hasName: fc.boolean(),
  hasEmail: fc.boolean(),
  shared: fc.subarray(Object.keys(sharedAttributes) as (keyof typeof sharedAttributes)[]),
  isConfirmed: fc.boolean(),
  ageMs: fc.constantFrom(0, 1_000, 60_000, 299_000, 301_000),
  comesAt: fc.integer({ min: 0, max: 3 }),
});

const fate = fc.oneof(
  { weight: 3, arbitrary: fc.constant("ok" as const) },
  { weight: 2, arbitrary: fc.constantFrom("reset" as const, "lost" as const) },
);

export const stories: fc.Arbitrary<Story> = fc.record({
  pool: fc.constantFrom(staffId, emailPool.id, aliasPool.id),
  hasUsername: fc.boolean(),
  isVerified: fc.boolean(),
  hasPassword: fc.boolean(),
  group: fc.constantFrom("editors" as const, "missing" as const, null),
  isBlocked: fc.boolean(),
  isTwice: fc.boolean(),
  strangers: fc.array(stranger, { minLength: 1, maxLength: 3 }),
  fates: fc.array(fate, { maxLength: 12 }),
  death: fc.option(
    fc.record({
      at: fc.constantFrom("step" as const, "call" as const),
      number: fc.integer({ min: 1, max: 16 }),
      isAfter: fc.boolean(),
    }),
    { freq: 2 },
  ),
});
