import { Field, Float, Int, ObjectType } from "type-graphql";
import { type UnavailableReason as Reason, toUnavailableReason } from "../../identity/identity-read.js";
import type { Realm } from "../../identity/ids.js";
import type { ProviderName } from "../../identity/link.js";
import type { GraphSetup } from "../schema/context.js";
import {
  Breaker,
  type BreakerState,
  IdentityProvider,
  Reachability,
  type ReachabilityName,
  UnavailableReason,
} from "../schema/enums.js";
import { DateTime } from "../schema/scalars.js";

@ObjectType({ description: "What is left of one of a provider's rate limits." })
export class IdentityProviderRateLimit {
  @Field(() => String, { description: "The provider's name for the limit." })
  readonly quotaClass!: string;

  @Field(() => Int, { description: "Calls that may be made at once after a quiet period." })
  readonly capacity!: number;

  @Field(() => Int, { description: "Calls that may be made now." })
  readonly available!: number;
}

@ObjectType({ description: "One realm of a provider, as seen by the process that answers." })
export class IdentityRealmStatus {
  @Field(() => String, { description: "The realm." })
  readonly realm!: string;

  @Field(() => Reachability, { description: "Result of the last read there. This field sends no request." })
  readonly reachability!: ReachabilityName;

  @Field(() => DateTime, {
    nullable: true,
    description: "When a read there last succeeded; null when none has.",
  })
  readonly lastAnswerAt!: Date | null;

  @Field(() => DateTime, {
    nullable: true,
    description: "When a read there last failed; null when none has.",
  })
  readonly lastFailureAt!: Date | null;

  @Field(() => UnavailableReason, { nullable: true, description: "Why that read failed." })
  readonly lastFailure!: Reason | null;

  @Field(() => Breaker, { description: "Whether calls are sent there." })
  readonly breaker!: BreakerState;

  @Field(() => [IdentityProviderRateLimit], {
    description:
      "Remaining capacity of the rate limits that apply to the realm; realms of one account share theirs. Empty when none is configured.",
  })
  readonly rateLimits!: readonly IdentityProviderRateLimit[];

  @Field(() => Int, { description: "Number of queued calls to the provider, for all its realms." })
  readonly queueLength!: number;

  @Field(() => Float, {
    nullable: true,
    description:
      "Share of the reads since the process started that needed no call of their own, from 0 to 1; null before the first read.",
  })
  readonly cacheHitRatio!: number | null;

  @Field(() => Float, {
    nullable: true,
    description:
      "Median duration of the calls of the last one to two minutes, in milliseconds; null without calls.",
  })
  readonly callP50Ms!: number | null;

  @Field(() => Float, {
    nullable: true,
    description: "99th percentile of the duration of those calls, in milliseconds.",
  })
  readonly callP99Ms!: number | null;
}

@ObjectType({ description: "A provider that this service can read." })
export class IdentityProviderStatus {
  @Field(() => IdentityProvider, { description: "The provider." })
  readonly provider!: ProviderName;

  @Field(() => Boolean, { description: "False when the provider is disabled in the configuration." })
  readonly isEnabled!: boolean;

  @Field(() => [IdentityRealmStatus], {
    description: "Its realms, the preferred first; empty when it is disabled.",
  })
  readonly realms!: readonly IdentityRealmStatus[];
}

export function toProviderStatuses({
  registry,
  connected,
  upstream,
}: GraphSetup): Promise<IdentityProviderStatus[]> {
  return Promise.all(
    registry.map(async ({ name }) => {
      const provider = connected.find((each) => each.name === name);
      const realms = (provider?.realms ?? []).map((realm) => toRealmStatus(name, realm, upstream));
      return Object.assign(new IdentityProviderStatus(), {
        provider: name,
        isEnabled: provider !== undefined,
        realms: await Promise.all(realms),
      });
    }),
  );
}

async function toRealmStatus(
  provider: ProviderName,
  realm: Realm,
  { upstream, health }: GraphSetup["upstream"],
): Promise<IdentityRealmStatus> {
  const { lastAnswerAt, lastFailure, hitRatio, callTimes } = health.of(provider, realm);
  const traffic = await upstream.trafficOf(provider, realm);
  return Object.assign(new IdentityRealmStatus(), {
    realm,
    reachability: toReachability(lastAnswerAt, lastFailure?.at),
    lastAnswerAt,
    lastFailureAt: lastFailure?.at ?? null,
    lastFailure: lastFailure ? toUnavailableReason(lastFailure.kind) : null,
    breaker: traffic?.breaker ?? "CLOSED",
    rateLimits: (traffic?.rateLimits ?? []).map((rateLimit) =>
      Object.assign(new IdentityProviderRateLimit(), rateLimit),
    ),
    queueLength: traffic?.queueLength ?? 0,
    cacheHitRatio: hitRatio,
    callP50Ms: callTimes.p50Ms,
    callP99Ms: callTimes.p99Ms,
  });
}

function toReachability(lastAnswerAt: Date | null, lastFailureAt: Date | undefined): ReachabilityName {
  if (lastAnswerAt === null) return lastFailureAt === undefined ? "UNKNOWN" : "UNREACHABLE";
  return lastFailureAt === undefined || lastAnswerAt >= lastFailureAt ? "REACHABLE" : "UNREACHABLE";
}
