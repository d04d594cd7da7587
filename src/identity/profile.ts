/** What any provider may say about a person, in common terms. An absent key means that the provider has no value. */
export interface Profile {
  readonly email?: string;
  readonly emailVerified?: boolean;
  readonly name?: string;
  readonly givenName?: string;
  readonly familyName?: string;
  readonly nickname?: string;
  readonly username?: string;
  readonly picture?: string;
  /** E.164, such as +15551234567. */
  readonly phoneNumber?: string;
  readonly phoneNumberVerified?: boolean;
}

export const profileFields = [
  "email",
  "emailVerified",
  "name",
  "givenName",
  "familyName",
  "nickname",
  "username",
  "picture",
  "phoneNumber",
  "phoneNumberVerified",
] as const satisfies readonly (keyof Profile)[];

export type ProfileField = (typeof profileFields)[number];
