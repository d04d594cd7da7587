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

const common = (description: string) => ({ nullable: true, description });

/** An instance holds plain values only, so that a field costs no more than reading a property. */
@InterfaceType({
  autoRegisterImplementations: false, // only types of providers in the registry belong to the schema
  description:
    "A user's account at one provider. The fields below mean the same at every provider. A field is null when the provider has no value for it, and every field that comes from the provider is null while `availability` is UNAVAILABLE or GONE. The type and the `id` of an identity never change.",
})
export abstract class Identity {
  @Field(() => ID, {
    description:
      "Id of this identity, made for client caches. It never changes, even when the identity is linked to another user. Its form has no meaning.",
  })
  readonly id: string;

  @Field(() => IdentityProvider, { description: "The provider where the account exists." })
  readonly provider: ProviderName;

  @Field(() => String, {
    description:
      "The part of the provider that holds the account, in which `subject` is unique: an Auth0 domain, a Cognito user pool id, or the name of a Nexus environment.",
  })
  readonly realm: Realm;

  @Field(() => ID, {
    description:
      "The id that the provider gave to the account. It is the `sub` of the tokens that Auth0 and Cognito issue.",
  })
  readonly subject: ProviderSubject;

  @Field(() => DateTime, { description: "When the identity was linked to this user." })
  readonly linkedAt: Date;

  @Field(() => Evidence, { description: "Why the identity is believed to belong to this user." })
  readonly evidence: LinkEvidence;

  @Field(() => AvailabilityStatus, {
    description:
      'Whether the other fields show the provider\'s current values, earlier ones, or none. Check it before you treat a null as "no value".',
  })
  readonly availability: Availability | undefined;

  @Field(() => DateTime, {
    nullable: true,
    description: "When the values were read from the provider. Null when `availability` is UNAVAILABLE.",
  })
  readonly readAt: Date | null;

  @Field(() => UnavailableReasonEnum, {
    nullable: true,
    description: "Why the provider could not be read. Set only when `availability` is STALE or UNAVAILABLE.",
  })
  readonly unavailableReason: UnavailableReason | null;

  @Field(() => Int, {
    nullable: true,
    description:
      "Number of seconds to wait before you read the identity again. Null when the wait is unknown, or when the provider was read without a problem.",
  })
  readonly retryAfterSeconds: number | null;

  @Field(() => EmailAddress, common("E-mail address of the account."))
  readonly email: string | null;

  @Field(() => Boolean, common("Whether the user has proven to the provider that `email` is theirs."))
  readonly emailVerified: boolean | null;

  @Field(
    () => String,
    common("Name with which the user signs in, if the provider uses one besides the e-mail address."),
  )
  readonly username: string | null;

  @Field(() => PhoneNumber, common("Phone number of the account."))
  readonly phoneNumber: string | null;

  @Field(
    () => Boolean,
    common(
      "Whether the user has proven to the provider that `phoneNumber` is theirs. Always null at Nexus, which does not record it.",
    ),
  )
  readonly phoneNumberVerified: boolean | null;

  @Field(() => String, common("Full name, for display."))
  readonly name: string | null;

  @Field(() => String, common("Given name, also called first name."))
  readonly givenName: string | null;

  @Field(() => String, common("Family name, also called last name or surname."))
  readonly familyName: string | null;

  @Field(() => String, common("Informal name that the user likes to be called."))
  readonly nickname: string | null;

  @Field(() => URL, common("URL of the profile picture."))
  readonly picture: string | null;

  @Field(
    () => Boolean,
    common("Whether an administrator has blocked sign-in. Always null at Nexus, which does not report it."),
  )
  readonly isBlocked: boolean | null;

  @Field(() => DateTime, common("When the account was created at the provider."))
  readonly createdAt: Date | null;

  @Field(
    () => DateTime,
    common("When the account last changed at the provider. At Auth0, signing in counts as a change."),
  )
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
