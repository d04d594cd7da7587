import { HeaderMap } from "@apollo/server";
import type { FastifyReply, FastifyRequest } from "fastify";
import { GraphQLError } from "graphql";
import { RateLimiterMemory, RateLimiterRedis, RateLimiterRes } from "rate-limiter-flexible";
import { anonymousViewer, type Viewer } from "../access/viewer.js";
import { andThen, type MaybePromise } from "../platform/maybe-promise.js";
import type { Redis } from "../platform/redis.js";
import type { HttpSettings } from "./settings.js";

export type RateLimitSettings = Pick<HttpSettings, "rateLimitPerMinute" | "anonymousRateLimitPerMinute">;

/** Counts one request of a caller; throws RATE_LIMITED, as HTTP 429, once there are more than the caller has. */
type RateLimit = (viewer: Viewer, address: string) => MaybePromise<void>;

/**
 * Callers with a token are counted by who they are, the router as one, everybody else by address.
 *
 * @param redis a connection through which all processes count together; while it fails, each counts alone
 */
function createRateLimit(settings: RateLimitSettings, redis?: Redis): RateLimit {
  const named = createCounter("named", settings.rateLimitPerMinute, redis);
  const anonymous = createCounter("anonymous", settings.anonymousRateLimitPerMinute, redis);
  return ({ kind, actor, isFromRouter }, address) => {
    if (kind !== "anonymous") return named?.(actor);
    return isFromRouter ? named?.("router") : anonymous?.(toNetwork(address));
  };
}

type CreateContext<Context> = (request: FastifyRequest, reply: FastifyReply) => MaybePromise<Context>;

/** Counts requests by viewer; by address when the context cannot be created, such as with an invalid token. */
export function countRequests<Context extends { readonly viewer: Viewer }>(
  settings: RateLimitSettings,
  createContext: CreateContext<Context>,
  redis?: Redis,
): CreateContext<Context> {
  const count = createRateLimit(settings, redis);
  const countLater = async (made: Promise<Context>, address: string): Promise<Context> => {
    const { viewer } = await made.catch(() => ({ viewer: anonymousViewer }));
    await count(viewer, address);
    return made;
  };
  return (request, reply) => {
    const made = attempt(() => createContext(request, reply));
    if (made instanceof Promise) return countLater(made, request.ip);
    return andThen(count(made.viewer, request.ip), () => made);
  };
}

/** An exception becomes a rejected promise. */
function attempt<Value>(work: () => MaybePromise<Value>): MaybePromise<Value> {
  try {
    return work();
  } catch (error) {
    return Promise.reject(error);
  }
}

type Counter = (key: string) => MaybePromise<void>;

function createCounter(name: string, points: number, redis: Redis | undefined): Counter | undefined {
  if (points === 0) return undefined;
  const plan = { points, duration: 60, keyPrefix: `rate-${name}` };
  const memory = new RateLimiterMemory(plan);
  const limiter =
    redis === undefined
      ? memory
      : new RateLimiterRedis({
          ...plan,
          storeClient: redis,
          insuranceLimiter: memory,
          rejectIfRedisNotReady: true,
        });
  return async (key) => {
    try {
      await limiter.consume(key);
    } catch (refusal) {
      if (!(refusal instanceof RateLimiterRes)) throw refusal;
      throw rateLimited(Math.max(1, Math.ceil(refusal.msBeforeNext / 1_000)));
    }
  };
}

function rateLimited(retryAfterSeconds: number): GraphQLError {
  const headers = new HeaderMap([["retry-after", String(retryAfterSeconds)]]);
  const http: object = { status: 429, headers };
  return new GraphQLError(`Too many requests; ask again in ${retryAfterSeconds} s.`, {
    extensions: { code: "RATE_LIMITED", retryAfterSeconds, http },
  });
}

/** Who has one address of IPv6 has the 2^64 beside it too. */
export function toNetwork(address: string): string {
  if (!address.includes(":") || address.startsWith("::ffff:")) return address;
  const [head = "", tail] = address.split("::");
  const groups = head.split(":");
  const missing = tail === undefined ? 0 : 8 - groups.length - tail.split(":").length;
  const whole = [...groups, ...Array<string>(missing).fill("0"), ...(tail ?? "").split(":")];
  return whole.slice(0, 4).join(":");
}
