import { hash } from "node:crypto";
import { Field, ID, Int, InterfaceType } from "type-graphql";
import {
  type Availability,
  type IdentityRead,
  toUnavailableReason,
  type UnavailableReason,
} from "../../identity/identity-read.js";
import type { ProviderSubject, Realm } from "../../identity/ids.js";
import {
  type IdentityKey,
  type Link,
  type LinkEvidence,
  type ProviderName,
  toIdentityText,
} from "../../identity/link.js";
import {
  AvailabilityStatus,
  Evidence,
  IdentityProvider,
  UnavailableReason as UnavailableReasonEnum,
} from "../schema/enums.js";
import { DateTime, EmailAddress, PhoneNumber, URL } from "../schema/scalars.js";

const common = (what: string) => ({
  nullable: true,
  description: `${what} Null when the provider has no value or could not be read.`,
});

/** An instance holds plain values only, so that a field costs no more than reading a property. */
@InterfaceType({
  description:
    "One account that a user has at one provider. The type and the `id` of an account never change, whether or not its provider can be read: `availability` says so. The fields of this interface mean the same at every provider.",
})
export abstract class Identity {
  @Field(() => ID, {
    description:
      "Opaque id of this account, the same for ever, also after it moves to another user. Use it as the cache key.",
  })
  readonly id: string;

  @Field(() => IdentityProvider, { description: "The provider that holds the account." })
  readonly provider: ProviderName;

  @Field(() => String, {
    description:
      "Where `subject` is unique: the domain of an Auth0 tenant, the id of a Cognito user pool, or the name of a Nexus environment.",
  })
  readonly realm: Realm;

  @Field(() => ID, {
    description: "The provider's own id of the account: `user_id` at Auth0, `sub` at Cognito, `id` at Nexus.",
  })
  readonly subject: ProviderSubject;

  @Field(() => DateTime, { description: "When the account was linked to this user." })
  readonly linkedAt: Date;

  @Field(() => Evidence, { description: "Why the account is believed to belong to this user." })
  readonly evidence: LinkEvidence;

  @Field(() => AvailabilityStatus, {
    description: "Whether the values come from the provider now, from an earlier answer, or are missing.",
  })
  readonly availability: Availability | undefined;

  @Field(() => DateTime, {
    nullable: true,
    description: "When the provider gave the answer shown here. Null when `availability` is UNAVAILABLE.",
  })
  readonly readAt: Date | null;

  @Field(() => UnavailableReasonEnum, {
    nullable: true,
    description: "Why the provider could not be read. Set when `availability` is STALE or UNAVAILABLE.",
  })
  readonly unavailableReason: UnavailableReason | null;

  @Field(() => Int, {
    nullable: true,
    description: "Seconds to wait before asking again. Null when the provider did not say.",
  })
  readonly retryAfterSeconds: number | null;

  @Field(() => EmailAddress, common("E-mail address."))
  readonly email: string | null;

  @Field(() => Boolean, common("Whether the e-mail address is verified."))
  readonly emailVerified: boolean | null;

  @Field(() => String, common("User name at the provider."))
  readonly username: string | null;

  @Field(() => PhoneNumber, common("Phone number."))
  readonly phoneNumber: string | null;

  @Field(() => Boolean, common("Whether the phone number is verified. Nexus does not say."))
  readonly phoneNumberVerified: boolean | null;

  @Field(() => String, common("Full name, as shown to others."))
  readonly name: string | null;

  @Field(() => String, common("Given name."))
  readonly givenName: string | null;

  @Field(() => String, common("Family name."))
  readonly familyName: string | null;

  @Field(() => String, common("Nickname."))
  readonly nickname: string | null;

  @Field(() => URL, common("Address of a picture."))
  readonly picture: string | null;

  @Field(() => Boolean, common("Whether an administrator blocked sign-in. Nexus does not say."))
  readonly isBlocked: boolean | null;

  @Field(() => DateTime, common("When the account was created at the provider."))
  readonly createdAt: Date | null;

  @Field(() => DateTime, common("When the account last changed at the provider."))
  readonly updatedAt: Date | null;

  /** @param read absent when the provider was not asked */
  constructor(link: Link, read: IdentityRead | undefined) {
    this.id = toIdentityId(link);
    this.provider = link.provider;
    this.realm = link.realm;
    this.subject = link.subject;
    this.linkedAt = link.linkedAt;
    this.evidence = link.evidence;
    const error = read !== undefined && "error" in read ? read.error : undefined;
    this.availability = read?.availability;
    this.readAt = read?.readAt ?? null;
    this.unavailableReason = error === undefined ? null : toUnavailableReason(error.kind);
    this.retryAfterSeconds = error?.retryAfterSeconds ?? null;
    const identity = read?.identity ?? undefined;
    const profile = identity?.profile;
    this.email = profile?.email ?? null;
    this.emailVerified = profile?.emailVerified ?? null;
    this.username = profile?.username ?? null;
    this.phoneNumber = profile?.phoneNumber ?? null;
    this.phoneNumberVerified = profile?.phoneNumberVerified ?? null;
    this.name = profile?.name ?? null;
    this.givenName = profile?.givenName ?? null;
    this.familyName = profile?.familyName ?? null;
    this.nickname = profile?.nickname ?? null;
    this.picture = profile?.picture ?? null;
    this.isBlocked = identity?.isBlocked ?? null;
    this.createdAt = identity?.createdAt ?? null;
    this.updatedAt = identity?.updatedAt ?? null;
  }
}

/** 22 characters of SHA-256, so that an id reveals neither address nor provider. */
export function toIdentityId(key: IdentityKey): string {
  return hash("sha256", toIdentityText(key), "base64url").slice(0, 22);
}
