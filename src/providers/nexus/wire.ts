import { z } from "zod";
import type { JsonObject } from "../../identity/app-metadata.js";
import { NexusRole, userFields } from "./types.js";
import { wireOf } from "./types.kinds.js";

const text = z.string().nullish();

/** The members that this service itself needs; the rest of the record is in the tables of types.ts. */
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

/** What a record is known by, whatever else is wrong with it. */
export const namedUserWire = z.object({ id: z.string().min(1) });

/** OData envelope; members are parsed one by one, so that one bad record costs no other. */
export const userListWire = z.object({ value: z.array(z.unknown()) });

const role = z
  .record(z.string(), z.unknown())
  .refine((record): record is JsonObject => NexusRole.wire.safeParse(record).success, "is no role");

/** What this service needs of SyncUserIdentityResponse. Its names of the user are those of the user's record, or made up. */
export const syncAnswerWire = z.object({
  userId: z.string().min(1),
  isAuthenticated: z.boolean().nullish().default(null),
  roles: z
    .array(role)
    .nullish()
    .transform((roles) => roles ?? []),
  user: z.unknown().optional(),
});

/** As far as the contract goes; the user is there or not, and checked like any other. */
export type SyncAnswerWire = Omit<z.output<typeof syncAnswerWire>, "user" | "userId"> & {
  readonly user: NexusUserWire | null;
};
