import { z } from "zod";
import type { JsonObject } from "../../identity/app-metadata.js";
import { flag, text } from "../../identity/wire-values.js";
import { userFields } from "./types.js";
import { membersOf } from "./types.kinds.js";
import { NexusRole } from "./types.records.js";

const idpIdentity = z.looseObject({
  azoUserId: text,
  idpTenantName: text,
  idpTenantFqdn: text,
  azoTenantName: text,
  loginDomain: text,
});

/** The members that this service itself uses. */
const usedMembers = z.looseObject({
  id: z.string().min(1),
  username: text,
  emailAddress: text,
  "email-verified": flag,
  displayName: text,
  givenName: text,
  familyName: text,
  nickname: text,
  picture: text,
  phoneNumber: text,
  created: text,
  modified: text,
  identities: z.array(idpIdentity).nullish(),
});

/** A user with the members that types.ts declares; others are left out. */
export const userWire = z.object({ ...membersOf(userFields), id: z.string().min(1) }).pipe(usedMembers);

export type NexusUserWire = z.output<typeof usedMembers>;

/** The id of a record, readable even when the rest is malformed. */
export const namedUserWire = z.object({ id: z.string().min(1) });

/** The OData envelope. Members are parsed one by one, so that a malformed record does not affect the others. */
export const userListWire = z.object({
  value: z.array(z.unknown()),
  "@odata.count": z.int().nullish().catch(null),
});

/** What an import needs of a user. */
export const listedUserWire = z.object({ id: z.string().min(1), identities: z.array(idpIdentity).nullish() });

const role = NexusRole.wire.pipe(z.custom<JsonObject>());

/** What this service uses of SyncUserIdentityResponse. */
export const syncAnswerWire = z.object({
  userId: z.string().min(1),
  displayName: text.default(null),
  givenName: text.default(null),
  familyName: text.default(null),
  isAuthenticated: flag.default(null),
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
