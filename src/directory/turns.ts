/**
 * A part of what a write changes: one identity, or the links of one user. Writes take turns at each of them, in the order
 * in which they were recorded, and do not wait for each other elsewhere.
 */
export interface Turn {
  /** As `toIdentityText` of an identity, or `toLinksScope` of a user. */
  readonly scope: string;
  /** Names of the fields that it changes; empty when no newer write can take its place. */
  readonly fields: readonly string[];
  /** Those of `fields` that replace what older writes were to set: not lists of what to add, for instance. */
  readonly supersedes: readonly string[];
}

/** Why a turn is claimed: to change the identity in its order, or to block it at once. */
export type ClaimKind = "in_order" | "urgent";

/** By scope, the fields of a write's unfinished turns that newer writes have taken over. */
export type Superseded = ReadonlyMap<string, readonly string[]>;

export function toLinksScope(userId: string): string {
  return `links\n${userId}`;
}
