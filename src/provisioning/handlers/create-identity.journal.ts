import { z } from "zod";
import { mintUserId, type UserId } from "../../identity/ids.js";
import type { IdentityKey, ProviderName } from "../../identity/link.js";
import type { CreationOrder } from "../../identity/writer.js";
import {
  identityKey,
  jsonObject,
  provider,
  realm,
  type StepFailure,
  type StepRecord,
  stepFailure,
  stepRecord,
  userId,
} from "../stored-values.js";

export type CreateProgress = {
  readonly provider: ProviderName;
  /**
   * - `creating`: the provider may or may not have the identity
   * - `completing`: it has; password, groups and the like are being set
   * - `undoing`: it is being removed again
   */
  readonly phase: "creating" | "completing" | "undoing";
  /** Whether the provider may have been sent the order; stored before it is sent. */
  readonly isSent: boolean;
  /** When the provider was first found without it although it had been sent; null before. An aborted call may arrive late. */
  readonly missedAt: string | null;
  /** `startedAt` is a string here: the journal keeps JSON. */
  readonly order: Omit<CreationOrder, "startedAt"> & { readonly startedAt: string };
  /** The user to create; null when the identity is for an existing user. */
  readonly newUserId: UserId | null;
  readonly key: IdentityKey | null;
  readonly steps: readonly StepRecord[];
  /** Why it is being undone. */
  readonly failure: CreateFailure | null;
};

export type CreateFailure =
  | StepFailure
  | { readonly kind: "taken"; readonly field: string }
  | { readonly kind: "conflict"; readonly key: IdentityKey };

export type CreateOutcome =
  | { readonly kind: "created"; readonly userId: UserId; readonly key: IdentityKey }
  | {
      readonly kind: "failed";
      readonly failure: CreateFailure;
      readonly place: Pick<IdentityKey, "provider" | "realm">;
    };

const createFailure: z.ZodType<CreateFailure> = z.union([
  stepFailure,
  z.strictObject({ kind: z.literal("taken"), field: z.string() }),
  z.strictObject({ kind: z.literal("conflict"), key: identityKey }),
]);

export const createProgress: z.ZodType<CreateProgress> = z.strictObject({
  provider,
  phase: z.enum(["creating", "completing", "undoing"]),
  isSent: z.boolean(),
  missedAt: z.iso.datetime().nullable(),
  order: z.strictObject({
    realm,
    writeId: z.string(),
    startedAt: z.iso.datetime(),
    body: jsonObject,
    secrets: z.array(z.string()),
  }),
  newUserId: userId.nullable(),
  key: identityKey.nullable(),
  steps: z.array(stepRecord),
  failure: createFailure.nullable(),
});

export const createOutcome: z.ZodType<CreateOutcome> = z.discriminatedUnion("kind", [
  z.strictObject({ kind: z.literal("created"), userId, key: identityKey }),
  z.strictObject({
    kind: z.literal("failed"),
    failure: createFailure,
    place: z.strictObject({ provider, realm }),
  }),
]);

/** The progress of a creation that has not been sent yet. */
export function startProgress(start: {
  readonly provider: ProviderName;
  readonly order: CreationOrder;
  readonly isForNewUser: boolean;
}): CreateProgress {
  const { order } = start;
  return {
    provider: start.provider,
    phase: "creating",
    isSent: false,
    missedAt: null,
    order: { ...order, startedAt: order.startedAt.toISOString() },
    newUserId: start.isForNewUser ? mintUserId() : null,
    key: null,
    steps: [],
    failure: null,
  };
}

export function toOrder({ order }: CreateProgress): CreationOrder {
  return { ...order, startedAt: new Date(order.startedAt) };
}
