import { z } from "zod";
import type { UserId } from "../../identity/ids.js";
import { type IdentityKey, toIdentityText } from "../../identity/link.js";
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
  /** Names of the fields that it changes, see `toChangedFields`. */
  readonly fields: readonly string[];
}

const endStatuses = ["APPLIED", "UNCHANGED", "FAILED", "SUPERSEDED"] as const;

/** How the update of one identity ended. */
export interface PartEnd {
  readonly status: (typeof endStatuses)[number];
  readonly failure: StepFailure | null;
}

/** The update of one identity, and how far it is. Parts proceed independently of each other. */
export interface UpdatePart extends RequestedUpdate {
  /** The steps of the latest plan. */
  readonly steps: readonly StepRecord[];
  /** Fields that were changed by the steps of earlier plans, or by the write of which this is a repetition. */
  readonly applied: readonly string[];
  /** Fields of earlier plans whose calls had no answer. */
  readonly unsure: readonly string[];
  /** Fields that newer writes have taken over. */
  readonly superseded: readonly string[];
  readonly end: PartEnd | null;
}

export type UpdateProgress = {
  readonly parts: readonly UpdatePart[];
};

/** The result at one identity. */
export interface IdentityOutcome {
  readonly key: IdentityKey;
  readonly status: PartEnd["status"] | "PENDING";
  /** Names of the fields that are changed now, including those that were changed before a later step failed. */
  readonly appliedFields: readonly string[];
  readonly failure: StepFailure | null;
}

export type UpdateOutcome = {
  readonly userId: UserId;
  readonly identities: readonly IdentityOutcome[];
};

export function startUpdate(requested: readonly RequestedUpdate[]): UpdateProgress {
  return { parts: requested.map(toPart) };
}

function toPart(requested: RequestedUpdate): UpdatePart {
  return { ...requested, steps: [], applied: [], unsure: [], superseded: [], end: null };
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

const change = z.strictObject({
  profile: profileChange,
  own: jsonObject.exactOptional(),
  hidesMetadata: z.boolean().exactOptional(),
});
const names = z.array(z.string());

const updatePart: z.ZodType<UpdatePart> = z.strictObject({
  key: identityKey,
  change,
  fields: names,
  steps: z.array(stepRecord),
  applied: names,
  unsure: names,
  superseded: names,
  end: z.strictObject({ status: z.enum(endStatuses), failure: stepFailure.nullable() }).nullable(),
});

/** The form of version 0, in which all parts were planned together. */
const formerProgress = z
  .strictObject({
    requested: z.array(z.strictObject({ key: identityKey, change })),
    planned: z.array(z.strictObject({ key: identityKey, failure: stepFailure.nullable() })).nullable(),
    steps: z.array(stepRecord),
  })
  .transform(({ requested, planned, steps }): UpdateProgress => {
    const isOf = (key: IdentityKey) => (each: { readonly key: IdentityKey }) =>
      toIdentityText(each.key) === toIdentityText(key);
    return {
      parts: requested.map(({ key, change }) => {
        const failure = planned?.find(isOf(key))?.failure ?? null;
        const own = steps.filter(({ step }) => isOf(key)(step));
        const end = failure && ({ status: "FAILED", failure } as const);
        return { ...toPart({ key, change, fields: [] }), steps: own, end };
      }),
    };
  });

export const updateProgress: z.ZodType<UpdateProgress> = z.union([
  z.strictObject({ parts: z.array(updatePart) }),
  formerProgress,
]);

export const updateOutcome: z.ZodType<UpdateOutcome> = z.strictObject({
  userId,
  identities: z.array(
    z.strictObject({
      key: identityKey,
      status: z.enum([...endStatuses, "PENDING"]),
      appliedFields: z.array(z.string()),
      failure: stepFailure.nullable(),
    }),
  ),
});
