import { z } from "zod";
import type { UserId } from "../../identity/ids.js";
import type { IdentityKey } from "../../identity/link.js";
import type { IdentityUpdate, ProfileChange } from "../../identity/writer.js";
import {
  identityKey,
  jsonObject,
  type StepFailure,
  type StepRecord,
  stepFailure,
  stepRecord,
  userId,
} from "../stored-values.js";

/** The update of one identity of the user. Passwords are placeholders; the secrets have them. */
export interface RequestedUpdate {
  readonly key: IdentityKey;
  readonly change: IdentityUpdate;
}

/** The result at one identity. */
export interface IdentityOutcome {
  readonly key: IdentityKey;
  readonly status: "APPLIED" | "UNCHANGED" | "FAILED" | "PENDING";
  /** Names of the fields that are changed now, including those that were changed before a later step failed. */
  readonly appliedFields: readonly string[];
  readonly failure: StepFailure | null;
}

export type UpdateOutcome = {
  readonly userId: UserId;
  readonly identities: readonly IdentityOutcome[];
};

/** The requested updates until they are planned, then the steps. */
export type UpdateProgress = {
  readonly requested: readonly RequestedUpdate[];
  readonly planned: readonly PlannedIdentity[] | null;
  readonly steps: readonly StepRecord[];
};

export interface PlannedIdentity {
  readonly key: IdentityKey;
  /** Why no step of it may be taken. */
  readonly failure: StepFailure | null;
}

const text = z.string().nullable().exactOptional();

export const profileChange: z.ZodType<ProfileChange> = z.strictObject({
  email: text,
  emailVerified: z.boolean().nullable().exactOptional(),
  name: text,
  givenName: text,
  familyName: text,
  nickname: text,
  username: text,
  picture: text,
  phoneNumber: text,
});

const requestedUpdate: z.ZodType<RequestedUpdate> = z.strictObject({
  key: identityKey,
  change: z.strictObject({ profile: profileChange, own: jsonObject.exactOptional() }),
});

export const updateProgress: z.ZodType<UpdateProgress> = z.strictObject({
  requested: z.array(requestedUpdate),
  planned: z.array(z.strictObject({ key: identityKey, failure: stepFailure.nullable() })).nullable(),
  steps: z.array(stepRecord),
});

export const updateOutcome: z.ZodType<UpdateOutcome> = z.strictObject({
  userId,
  identities: z.array(
    z.strictObject({
      key: identityKey,
      status: z.enum(["APPLIED", "UNCHANGED", "FAILED", "PENDING"]),
      appliedFields: z.array(z.string()),
      failure: stepFailure.nullable(),
    }),
  ),
});
