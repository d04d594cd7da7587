import type { UserId } from "../../identity/ids.js";
import type { IdentityKey, ProviderName } from "../../identity/link.js";
import type { CreationOrder } from "../../identity/writer.js";
import type { StepFailure, StepRecord } from "../steps.js";

export interface CreateProgress {
  readonly provider: ProviderName;
  /**
   * - `creating`: the provider may or may not have the identity
   * - `completing`: it has; password, groups and the like are being set
   * - `undoing`: it is being taken away again
   */
  readonly phase: "creating" | "completing" | "undoing";
  /** Whether the provider may have been sent the order; written down before it is. */
  readonly isSent: boolean;
  /** When the provider was first found without it although it had been sent; null before. A call given up may arrive late. */
  readonly missedAt: string | null;
  /** `startedAt` is text here: the journal keeps JSON. */
  readonly order: Omit<CreationOrder, "startedAt"> & { readonly startedAt: string };
  /** The user to be made; null when the identity is for a user who exists. */
  readonly newUserId: UserId | null;
  readonly key: IdentityKey | null;
  readonly steps: readonly StepRecord[];
  /** Why it is being undone. */
  readonly failure: CreateFailure | null;
}

export type CreateFailure =
  | StepFailure
  | { readonly kind: "taken"; readonly field: string }
  | { readonly kind: "conflict"; readonly key: IdentityKey };

export type CreateOutcome =
  | { readonly kind: "created"; readonly userId: UserId; readonly key: IdentityKey }
  | { readonly kind: "failed"; readonly failure: CreateFailure };

export function toOrder({ order }: CreateProgress): CreationOrder {
  return { ...order, startedAt: new Date(order.startedAt) };
}
