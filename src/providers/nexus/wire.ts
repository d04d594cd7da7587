import { z } from "zod";
import type { JsonObject } from "../../identity/app-metadata.js";
import { NexusRole, userFields } from "./types.js";
import { wireOf } from "./types.kinds.js";

const text = z.string().nullish();

/** The members that this service itself uses; types.ts declares the others. */
export const userWire = z.looseObject({
  id: z.string().min(1),
  username: text,
  emailAddress: text,
  "email-verified": z.boolean().nullish(),
  displayName: text,
  givenName: text,
  familyName: text,
  nickname: text,
  picture: text,
  phoneNumber: text,
  created: text,
  modified: text,
  identities: z
    .array(
      z.looseObject({
        azoUserId: text,
        idpTenantName: text,
        idpTenantFqdn: text,
        azoTenantName: text,
        loginDomain: text,
      }),
    )
    .nullish(),
});

export type NexusUserWire = z.output<typeof userWire>;

/** Every other member of a user, each optional and nullable. */
export const userFieldsWire = wireOf(userFields);

/** The id of a record, readable even when the rest is malformed. */
export const namedUserWire = z.object({ id: z.string().min(1) });

/** The OData envelope. Members are parsed one by one, so that a malformed record does not affect the others. */
export const userListWire = z.object({ value: z.array(z.unknown()) });

const role = z
  .record(z.string(), z.unknown())
  .refine((record): record is JsonObject => NexusRole.wire.safeParse(record).success, "is not a role");

/** What this service uses of SyncUserIdentityResponse. */
export const syncAnswerWire = z.object({
  userId: z.string().min(1),
  isAuthenticated: z.boolean().nullish().default(null),
  roles: z
    .array(role)
    .nullish()
    .transform((roles) => roles ?? []),
  user: z.unknown().optional(),
});

/** The checked response. The user may be missing, and is checked like any other user. */
export type SyncAnswerWire = Omit<z.output<typeof syncAnswerWire>, "user" | "userId"> & {
  readonly user: NexusUserWire | null;
};
