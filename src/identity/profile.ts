/** What any provider may say of a person, in our words. An absent key means that the provider has no value. */
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
}

export type ProfileField = keyof Profile;
