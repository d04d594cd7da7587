import { Field, ObjectType } from "type-graphql";
import type { ProviderName } from "../identity/link.js";
import type { GraphSetup } from "./context.js";
import {
  IdentityProvider,
  Reachability,
  type ReachabilityName,
  UnavailableReason,
  type UnavailableReasonName,
} from "./enums.js";
import { toUnavailableReason } from "./identity.js";
import { DateTime } from "./scalars.js";

@ObjectType({ description: "One realm of a provider, as the process that answers sees it." })
export class RealmStatus {
  @Field(() => String, { description: "The realm." })
  readonly realm!: string;

  @Field(() => Reachability, { description: "How the last read there ended. Nothing is sent to find out." })
  readonly reachability!: ReachabilityName;

  @Field(() => DateTime, {
    nullable: true,
    description: "When a read there was last answered; null when none was.",
  })
  readonly lastAnswerAt!: Date | null;

  @Field(() => DateTime, {
    nullable: true,
    description: "When a read there last failed; null when none did.",
  })
  readonly lastFailureAt!: Date | null;

  @Field(() => UnavailableReason, { nullable: true, description: "Why that read failed." })
  readonly lastFailure!: UnavailableReasonName | null;
}

@ObjectType({ description: "A provider that this service can read." })
export class ProviderStatus {
  @Field(() => IdentityProvider, { description: "The provider." })
  readonly provider!: ProviderName;

  @Field(() => Boolean, { description: "False when the provider is switched off by configuration." })
  readonly isEnabled!: boolean;

  @Field(() => [RealmStatus], {
    description: "Its realms, the preferred first; empty when it is switched off.",
  })
  readonly realms!: readonly RealmStatus[];
}

export function toProviderStatuses({ registry, connected, reachability }: GraphSetup): ProviderStatus[] {
  return registry.map(({ name }) => {
    const provider = connected.find((each) => each.name === name);
    const realms = (provider?.realms ?? []).map((realm) => {
      const { lastAnswerAt, lastFailure } = reachability.readingsOf(name, realm);
      return Object.assign(new RealmStatus(), {
        realm,
        reachability: toReachability(lastAnswerAt, lastFailure?.at),
        lastAnswerAt: lastAnswerAt ?? null,
        lastFailureAt: lastFailure?.at ?? null,
        lastFailure: lastFailure ? toUnavailableReason(lastFailure.kind) : null,
      });
    });
    return Object.assign(new ProviderStatus(), { provider: name, isEnabled: provider !== undefined, realms });
  });
}

function toReachability(lastAnswerAt: Date | undefined, lastFailureAt: Date | undefined): ReachabilityName {
  if (lastAnswerAt === undefined) return lastFailureAt === undefined ? "UNKNOWN" : "UNREACHABLE";
  return lastFailureAt === undefined || lastAnswerAt >= lastFailureAt ? "REACHABLE" : "UNREACHABLE";
}
