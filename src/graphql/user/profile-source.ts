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

@ObjectType({ description: "An account that was read for the profile of a user." })
export class ProfileSource {
  @Field(() => IdentityProvider, { description: "The provider that holds the account." })
  readonly provider!: ProviderName;

  @Field(() => String, { description: "The realm of the account." })
  readonly realm!: Realm;

  @Field(() => AvailabilityStatus, {
    description: "Whether the values come from the provider now, from an earlier answer, or are missing.",
  })
  readonly availability!: Availability;

  @Field(() => DateTime, {
    nullable: true,
    description: "When the provider gave the answer. Null when `availability` is UNAVAILABLE.",
  })
  readonly readAt!: Date | null;

  @Field(() => UnavailableReason, {
    nullable: true,
    description: "Why the provider could not be read. Set when `availability` is STALE or UNAVAILABLE.",
  })
  readonly reason!: Reason | null;

  static of({ provider, realm }: Link, read: IdentityRead): ProfileSource {
    const { availability, readAt } = read;
    const reason = "error" in read ? toUnavailableReason(read.error.kind) : null;
    return Object.assign(new ProfileSource(), { provider, realm, availability, readAt, reason });
  }
}
