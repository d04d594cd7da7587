import { z } from "zod";
import type { JsonObject } from "../identity/app-metadata.js";
import {
  type ProviderSubject,
  type Realm,
  toRealm,
  toSubject,
  toUserId,
  type UserId,
} from "../identity/ids.js";
import { type IdentityKey, type ProviderName, toProviderName } from "../identity/link.js";
import { type FieldRefusal, type ProviderError, providerErrorKinds } from "../identity/provider-error.js";
import type { WriteStep } from "../identity/writer.js";

/** Why a step, and with it the rest of its identity's steps, was not taken. */
export type StepFailure =
  | { readonly kind: "refused"; readonly refusals: readonly FieldRefusal[] }
  | { readonly kind: "not_found" }
  | { readonly kind: "provider"; readonly error: StoredError }
  /** The password that it needs was lost with the process that had it. */
  | { readonly kind: "secret_lost" };

/** A provider's failure in a form that the journal can keep. */
export interface StoredError {
  readonly kind: ProviderError["kind"];
  readonly retryAfterSeconds: number | null;
}

/** A step and its state. `taking` is stored before the call: the call may have been carried out. */
export interface StepRecord {
  readonly step: WriteStep;
  readonly state: "planned" | "taking" | "taken" | "failed";
  readonly failure?: StepFailure;
}

export const realm: z.ZodType<Realm> = z.string().transform(toRealm);
export const subject: z.ZodType<ProviderSubject> = z.string().transform(toSubject);
export const userId: z.ZodType<UserId> = z.string().transform(toUserId);
export const provider: z.ZodType<ProviderName> = z.string().transform(toProviderName);
export const identityKey: z.ZodType<IdentityKey> = z.strictObject({ provider, realm, subject });
export const jsonObject: z.ZodType<JsonObject> = z.record(z.string(), z.unknown());

export const stepFailure: z.ZodType<StepFailure> = z.discriminatedUnion("kind", [
  z.strictObject({
    kind: z.literal("refused"),
    refusals: z.array(z.strictObject({ field: z.string(), rule: z.string() })),
  }),
  z.strictObject({ kind: z.literal("not_found") }),
  z.strictObject({
    kind: z.literal("provider"),
    error: z.strictObject({ kind: z.enum(providerErrorKinds), retryAfterSeconds: z.number().nullable() }),
  }),
  z.strictObject({ kind: z.literal("secret_lost") }),
]);

const writeStep: z.ZodType<WriteStep> = z.strictObject({
  key: identityKey,
  call: z.string(),
  fields: z.array(z.string()),
  body: jsonObject,
  secrets: z.array(z.string()),
});

export const stepRecord: z.ZodType<StepRecord> = z.strictObject({
  step: writeStep,
  state: z.enum(["planned", "taking", "taken", "failed"]),
  failure: stepFailure.exactOptional(),
});
