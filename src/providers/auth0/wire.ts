import { z } from "zod";
import { date, flag, isShallow, object, text, whole } from "../../identity/wire-values.js";

/** The profile of a linked account from its identity provider, which may send further keys. */
export const profileDataWire = z
  .looseObject({
    email: text,
    email_verified: flag,
    name: text,
    username: text,
    given_name: text,
    family_name: text,
    picture: text,
    phone_number: text,
    phone_verified: flag,
  })
  .refine((profile) => isShallow(profile), "must not be nested so deeply");

export const linkedIdentityWire = z.object({
  connection: text,
  /** A number for some social providers. */
  user_id: z.union([z.string(), z.int()]).nullish(),
  provider: text,
  isSocial: flag,
  profileData: profileDataWire.nullish(),
  // access_token, access_token_secret and refresh_token are dropped here, before anything can store them
});

/**
 * `UserResponseSchema` of the Management API. Auth0 omits a key without a value; the connections of some tenants send null
 * instead.
 */
export const userWire = z.object({
  user_id: z.string().min(1),
  email: text,
  email_verified: flag,
  username: text,
  phone_number: text,
  phone_verified: flag,
  created_at: date,
  updated_at: date,
  identities: z.array(linkedIdentityWire).nullish(),
  app_metadata: object,
  user_metadata: object,
  picture: text,
  name: text,
  nickname: text,
  multifactor: z.array(z.string()).nullish(),
  multifactor_last_modified: date,
  last_ip: text,
  last_login: date,
  last_password_reset: date,
  logins_count: whole,
  blocked: flag,
  given_name: text,
  family_name: text,
});

export type Auth0User = z.output<typeof userWire>;
export type Auth0LinkedIdentityWire = z.output<typeof linkedIdentityWire>;
export type Auth0ProfileData = z.output<typeof profileDataWire>;

/** The id of a record, readable even when the rest is malformed. */
export const namedUserWire = z.object({ user_id: z.string().min(1) });

/** Lists whose members are parsed one by one, so that a malformed record does not affect the others. */
export const userListWire = z.array(z.unknown());
export const userPageWire = z.object({ users: userListWire });

/** A job that exports users; `location` is where its file is, for a minute. */
export const jobWire = z.object({
  id: z.string().min(1),
  status: z.string(),
  location: z.url({ protocol: /^https?$/ }).optional(),
});

export type ExportJob = z.output<typeof jobWire>;
