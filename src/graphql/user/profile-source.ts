import { Field, ObjectType } from "type-graphql";
import {
  type Availability,
  type IdentityRead,
  type UnavailableReason as Reason,
  toUnavailableReason,
} from "../../identity/identity-read.js";
import type { Realm } from "../../identity/ids.js";
import type { Link, ProviderName } from "../../identity/link.js";
import { AvailabilityStatus, IdentityProvider, UnavailableReason } from "../schema/enums.js";
import { DateTime } from "../schema/scalars.js";

@ObjectType({ description: "An identity that was read for the profile fields of a user." })
export class ProfileSource {
  @Field(() => IdentityProvider, { description: "The provider of the identity." })
  readonly provider!: ProviderName;

  @Field(() => String, { description: "The realm of the identity, as in `Identity.realm`." })
  readonly realm!: Realm;

  @Field(() => AvailabilityStatus, {
    description: "Whether its values are current, earlier ones, or missing.",
  })
  readonly availability!: Availability;

  @Field(() => DateTime, {
    nullable: true,
    description: "When its values were read from the provider. Null when `availability` is UNAVAILABLE.",
  })
  readonly readAt!: Date | null;

  @Field(() => UnavailableReason, {
    nullable: true,
    description: "Why the provider could not be read. Set only when `availability` is STALE or UNAVAILABLE.",
  })
  readonly reason!: Reason | null;

  static of({ provider, realm }: Link, read: IdentityRead): ProfileSource {
    const { availability, readAt } = read;
    const reason = "error" in read ? toUnavailableReason(read.error.kind) : null;
    return Object.assign(new ProfileSource(), { provider, realm, availability, readAt, reason });
  }
}
