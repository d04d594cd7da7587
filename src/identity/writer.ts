import type { JsonObject } from "./app-metadata.js";
import type { Realm } from "./ids.js";
import type { IdentityKey } from "./link.js";
import type { Profile } from "./profile.js";
import type { FieldRefusal } from "./provider-error.js";
import type { ProviderIdentity } from "./provider-identity.js";

/** A change of the profile: absent leaves a field alone, null clears it. */
export type ProfileChange = {
  readonly [Field in Exclude<keyof Profile, "phoneNumberVerified">]?: Profile[Field] | null;
};

/** What one identity is to become. */
export interface IdentityUpdate {
  readonly profile: ProfileChange;
  /** The provider's own part of the input, checked, by the names of the GraphQL input; absent when there is none. */
  readonly own?: JsonObject;
  /** Whether metadata counts as different whatever it is: the requester may not learn what the provider has. */
  readonly hidesMetadata?: boolean;
}

/** One call to one provider, in a form that the journal can keep. Taking it twice does no harm. */
export interface WriteStep {
  readonly key: IdentityKey;
  /** Stable name of the call, as `patch` or `set-password`. */
  readonly call: string;
  /** GraphQL names of the fields that it changes, for outcomes and audit. */
  readonly fields: readonly string[];
  /** What is sent, without secrets. */
  readonly body: JsonObject;
  /** Names under which the call needs values from memory: passwords, which are never written down. */
  readonly secrets: readonly string[];
}

/** Values that are never written down, by name. */
export type Secrets = Readonly<Record<string, string>>;

/** A field before and after; a secret shows as null both times. */
export interface FieldChange {
  readonly field: string;
  readonly before: unknown;
  readonly after: unknown;
}

export interface ChangePlan {
  /** In the order in which they must be taken; empty when nothing would change. */
  readonly steps: readonly WriteStep[];
  readonly changes: readonly FieldChange[];
  /** When there is any, no step may be taken. */
  readonly refusals: readonly FieldRefusal[];
}

/** One request's writes at one provider. No method repeats a call; every one throws ProviderError and nothing else. */
export interface IdentityWriter {
  /** Reads the identity afresh and plans the calls that make the change. Null when the provider holds no such identity. */
  plan(key: IdentityKey, change: IdentityUpdate): Promise<ChangePlan | null>;
  /**
   * Takes one step. `rejected` or `conflict` with `refusals` when the provider names what it does not allow, `not_found`
   * when the identity is gone, `outcome_unknown` when the call may have been carried out though no answer came, which is for the
   * caller to resolve by taking it again.
   */
  take(step: WriteStep, secrets: Secrets): Promise<void>;
}

/** A creation, in a form that the journal can keep. */
export interface CreationOrder {
  readonly realm: Realm;
  /** Unique in all writes, so that the provider can tell our earlier attempt from another user. */
  readonly writeId: string;
  readonly startedAt: Date;
  /** What is sent, without secrets. */
  readonly body: JsonObject;
  readonly secrets: readonly string[];
}

/** How a creation ended at the provider. */
export type CreationResult =
  | { readonly kind: "created"; readonly identity: ProviderIdentity }
  /** Another user has the name or address already. */
  | { readonly kind: "taken"; readonly field: string }
  /** The provider's password policy, or another rule of the realm, is broken. */
  | { readonly kind: "refused"; readonly refusals: readonly FieldRefusal[] };

/** Creates identities; only providers that can have one. */
export interface IdentityCreator {
  /** What the journal keeps of the input, and the steps that follow the creation, in their order. */
  order(input: JsonObject, writeId: string, startedAt: Date): CreationOrder;
  /**
   * The identity that an earlier attempt of this order made; null when there is none. Never another user's: what can't
   * be proven to be the order's own counts as not there, however alike it is.
   */
  find(order: CreationOrder): Promise<ProviderIdentity | null>;
  /** Throws `outcome_unknown` when no answer came. */
  create(order: CreationOrder, secrets: Secrets): Promise<CreationResult>;
  /** The calls that complete a created identity, in their order: password, groups, blocked; last, what proved it comes off. */
  completion(order: CreationOrder, identity: ProviderIdentity): readonly WriteStep[];
  /**
   * Takes the identity away again; `removed` when it is gone already. `unproven`, and nothing is done, when a fresh look
   * does not prove it to be the order's own.
   */
  remove(order: CreationOrder, key: IdentityKey): Promise<"removed" | "unproven">;
  /** Takes off what proved an identity to be the order's own, because it stays. */
  release(order: CreationOrder, key: IdentityKey): Promise<void>;
}
