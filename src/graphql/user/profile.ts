import type { IdentityRead } from "../../identity/identity-read.js";
import type { Link, ProviderName } from "../../identity/link.js";
import type { Profile, ProfileField } from "../../identity/profile.js";
import type { ProviderError } from "../../identity/provider-error.js";
import { ProfileSource } from "./profile-source.js";

/** A field's value, null, or the failure of the provider that may have a value. */
export type MergedValue = string | boolean | null | ProviderError;

export interface MergedProfile extends Readonly<Record<ProfileField, MergedValue>> {
  readonly sources: readonly ProfileSource[];
}

/** What was read of one identity of the user. */
export interface ProfileRead {
  readonly link: Link;
  readonly read: IdentityRead;
}

/** The indexes of a user's links in the order in which the profile uses them; providers that are not named come last. */
export function toProfileOrder(links: readonly Link[], order: readonly ProviderName[]): readonly number[] {
  const rank = (index: number): number => {
    const place = order.indexOf((links[index] as Link).provider);
    return place < 0 ? order.length : place;
  };
  return links.map((_link, index) => index).sort((left, right) => rank(left) - rank(right) || left - right);
}

/** Whether the reads so far decide every field, so that no further provider has to be read. */
export function isDecided(fields: readonly ProfileField[], reads: readonly ProfileRead[]): boolean {
  return fields.every((field) =>
    reads.some(({ read }) => read.identity !== null && valueIn(read.identity.profile, field) !== undefined),
  );
}

const emptyProfile: MergedProfile = {
  email: null,
  emailVerified: null,
  name: null,
  givenName: null,
  familyName: null,
  nickname: null,
  username: null,
  picture: null,
  phoneNumber: null,
  phoneNumberVerified: null,
  sources: [],
};

/** @param reads in the order of preference */
export function mergeProfile(fields: readonly ProfileField[], reads: readonly ProfileRead[]): MergedProfile {
  if (fields.length === 0) return emptyProfile;
  const merged: Record<ProfileField, MergedValue> & { sources: readonly ProfileSource[] } = {
    ...emptyProfile,
    sources: reads.map(({ link, read }) => ProfileSource.of(link, read)),
  };
  for (const field of fields) merged[field] = mergeField(field, reads);
  return merged;
}

function mergeField(field: ProfileField, reads: readonly ProfileRead[]): MergedValue {
  let failure: ProviderError | null = null;
  for (const { read } of reads) {
    if (read.identity !== null) {
      const value = valueIn(read.identity.profile, field);
      if (value !== undefined) return value;
    } else if (read.availability === "UNAVAILABLE") failure ??= read.error;
  }
  return failure;
}

/** A flag comes from the provider that gives the address or number beside it. */
function valueIn(profile: Profile, field: ProfileField): string | boolean | undefined {
  switch (field) {
    case "emailVerified":
      return profile.email === undefined ? undefined : (profile.emailVerified ?? false);
    case "phoneNumberVerified":
      return profile.phoneNumber === undefined ? undefined : (profile.phoneNumberVerified ?? false);
    default:
      return profile[field];
  }
}
