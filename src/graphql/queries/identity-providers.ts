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

@ObjectType({ description: "One of the rate limits that a provider sets, and how much of it is left." })
export class IdentityProviderRateLimit {
  @Field(() => String, { description: "Name of the rate limit at the provider." })
  readonly quotaClass!: string;

  @Field(() => Int, { description: "Number of calls that may be made at once when the limit is unused." })
  readonly capacity!: number;

  @Field(() => Int, { description: "Number of calls that may be made now." })
  readonly available!: number;
}

@ObjectType({
  description: "State of one realm of a provider, as observed by the process that answers this query.",
})
export class IdentityRealmStatus {
  @Field(() => String, { description: "Name of the realm, as in `Identity.realm`." })
  readonly realm!: string;

  @Field(() => Reachability, {
    description: "Whether the last read there succeeded. Selecting this field sends no request.",
  })
  readonly reachability!: ReachabilityName;

  @Field(() => DateTime, {
    nullable: true,
    description: "When a read there last succeeded. Null when none has.",
  })
  readonly lastAnswerAt!: Date | null;

  @Field(() => DateTime, {
    nullable: true,
    description: "When a read there last failed. Null when none has.",
  })
  readonly lastFailureAt!: Date | null;

  @Field(() => UnavailableReason, { nullable: true, description: "Why the last failed read failed." })
  readonly lastFailure!: Reason | null;

  @Field(() => Breaker, { description: "Whether calls are sent there at the moment." })
  readonly breaker!: BreakerState;

  @Field(() => [IdentityProviderRateLimit], {
    description:
      "The rate limits that apply to the realm. Realms may share them. Empty when none is configured.",
  })
  readonly rateLimits!: readonly IdentityProviderRateLimit[];

  @Field(() => Int, {
    description: "Number of calls that wait to be sent to the provider, for all its realms together.",
  })
  readonly queueLength!: number;

  @Field(() => Float, {
    nullable: true,
    description:
      "Share of all reads since the process started that needed no call, from 0 to 1. Null before the first read.",
  })
  readonly cacheHitRatio!: number | null;

  @Field(() => Float, {
    nullable: true,
    description:
      "Median duration of the calls of the last one to two minutes, in milliseconds. Null when there was none.",
  })
  readonly callP50Ms!: number | null;

  @Field(() => Float, {
    nullable: true,
    description:
      "99th percentile of the duration of the same calls, in milliseconds. Null when there was none.",
  })
  readonly callP99Ms!: number | null;
}

@ObjectType({ description: "An identity provider that this service supports, for operators." })
export class IdentityProviderStatus {
  @Field(() => IdentityProvider, { description: "Name of the provider." })
  readonly provider!: ProviderName;

  @Field(() => Boolean, { description: "Whether the provider is switched on in the configuration." })
  readonly isEnabled!: boolean;

  @Field(() => [IdentityRealmStatus], {
    description: "Its configured realms, the preferred one first. Empty when the provider is switched off.",
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
