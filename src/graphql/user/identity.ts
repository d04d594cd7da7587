import { Field, ID, Int, InterfaceType, ObjectType } from "type-graphql";
import type { ProviderSubject, Realm } from "../../identity/ids.js";
import type { Link, LinkEvidence, ProviderName } from "../../identity/link.js";
import type { ProviderError, ProviderErrorKind } from "../../identity/provider-error.js";
import {
  Evidence,
  IdentityProvider,
  UnavailableReason,
  type UnavailableReasonName,
} from "../schema/enums.js";
import { DateTime } from "../schema/scalars.js";

@InterfaceType({ description: "What is known of any identity, whichever provider holds it." })
export abstract class Identity {
  @Field(() => IdentityProvider, { description: "The provider that holds the identity." })
  readonly provider!: ProviderName;

  @Field(() => String, {
    description:
      "Where the subject is unique: Auth0 tenant domain, Cognito user pool id, or Nexus environment.",
  })
  readonly realm!: Realm;

  @Field(() => ID, { description: "The provider's own id: Auth0 user_id, Cognito sub, or Nexus id." })
  readonly subject!: ProviderSubject;

  @Field(() => DateTime, { description: "When the identity was linked to the user." })
  readonly linkedAt!: Date;

  @Field(() => Evidence, { description: "Why the identity is believed to belong to the user." })
  readonly evidence!: LinkEvidence;

  @Field(() => DateTime, {
    nullable: true,
    description:
      "Null when fresh. Otherwise when the answer shown was read, because the provider is in trouble now.",
  })
  readonly staleSince!: Date | null;
}

export type IdentityFields = { readonly [Key in keyof Identity]: Identity[Key] };

/** The fields of the interface, as far as the link tells them. */
export function fromLink({ provider, realm, subject, linkedAt, evidence }: Link): IdentityFields {
  return { provider, realm, subject, linkedAt, evidence, staleSince: null };
}

@ObjectType({
  implements: Identity,
  description: "Stands where a provider could not answer for an identity that the user has.",
})
export class UnavailableIdentity extends Identity {
  @Field(() => UnavailableReason, { description: "Why it could not be read." })
  readonly reason!: UnavailableReasonName;

  @Field(() => Int, {
    nullable: true,
    description: "Seconds after which to ask again, where the provider said so.",
  })
  readonly retryAfterSeconds!: number | null;

  static gone(link: Link): UnavailableIdentity {
    return UnavailableIdentity.of(link, "GONE", null);
  }

  static because(link: Link, error: ProviderError): UnavailableIdentity {
    return UnavailableIdentity.of(link, toUnavailableReason(error.kind), error.retryAfterSeconds ?? null);
  }

  private static of(
    link: Link,
    reason: UnavailableReasonName,
    retryAfterSeconds: number | null,
  ): UnavailableIdentity {
    return Object.assign(new UnavailableIdentity(), fromLink(link), { reason, retryAfterSeconds });
  }
}

/** The reason that a caller sees for a provider's failure on a read. */
export function toUnavailableReason(kind: ProviderErrorKind): UnavailableReasonName {
  switch (kind) {
    case "throttled":
      return "THROTTLED";
    case "timed_out":
      return "TIMED_OUT";
    case "unauthorized":
    case "rejected":
    case "conflict":
      return "REFUSED";
    case "not_found":
      return "GONE";
    case "unavailable":
    case "malformed":
    case "outcome_unknown":
      return "DOWN";
  }
}
