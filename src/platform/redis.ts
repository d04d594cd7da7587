import type { Redis } from "ioredis";
import type { Logger } from "./log.js";

export type { Redis } from "ioredis";

export interface RedisConnection {
  /** Commands fail immediately without a connection, and after `commandTimeoutMs` without an answer. */
  readonly client: Redis;
  close(): Promise<void>;
}

/** What the names of all keys and channels begin with by default. */
export const defaultKeyPrefix = "identity-subgraph:";

/** A late answer is of little use: rate limits and cache have fallbacks in the process. */
const commandTimeoutMs = 250;

/** How long the start waits for the first connection before it continues without one. */
const timeoutMs = 2_000;

/**
 * Connects to Redis or Valkey, and reconnects after pauses of up to 2 seconds. An unavailable server fails only the commands;
 * the log reports when it becomes unavailable and when it is back.
 */
export async function openRedis(
  url: string,
  log: Logger,
  keyPrefix = defaultKeyPrefix,
): Promise<RedisConnection> {
  const { Redis: Client } = await import("ioredis"); // loaded only where it is used
  const client = new Client(url, {
    keyPrefix,
    commandTimeout: commandTimeoutMs,
    connectTimeout: timeoutMs,
    socketTimeout: timeoutMs,
    disconnectTimeout: commandTimeoutMs,
    enableOfflineQueue: false,
    autoResendUnfulfilledCommands: false, // the first attempt may have been executed
    maxRetriesPerRequest: 0,
    reconnectOnError: ({ message }) => message.includes("READONLY"), // after a failover, the same name leads to the new primary
    retryStrategy: (times) => Math.min(2_000, 50 * 2 ** Math.min(times, 6)) * (0.5 + Math.random() / 2),
  });
  logOutages(client, log);
  await firstAttempt(client);
  return {
    client,
    close: async () => {
      await client.quit().catch(() => client.disconnect());
    },
  };
}

/** Does not log the errors themselves: those of ioredis contain the failed command, which may contain the password. */
function logOutages(client: Redis, log: Logger): void {
  let isUnavailable = false;
  client.on("error", (error: Error) => {
    if (!isUnavailable) log.warn({ reason: toRedisReason(error) }, "Redis is unavailable");
    isUnavailable = true;
  });
  client.on("ready", () => {
    if (isUnavailable) log.info("Redis is available again");
    isUnavailable = false;
  });
}

/** For the log: a system error code such as ECONNREFUSED, or an error prefix of Redis such as WRONGPASS. */
export function toRedisReason(error: Error & { readonly code?: unknown }): string {
  if (typeof error.code === "string") return error.code;
  return /^[A-Z]{4,}\b/.exec(error.message)?.[0] ?? error.name;
}

/** Resolves when the connection is ready or has failed for the first time. */
function firstAttempt(client: Redis): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(end, timeoutMs);
    function end(): void {
      clearTimeout(timer);
      client.off("ready", end).off("error", end).off("close", end);
      resolve();
    }
    client.once("ready", end).once("error", end).once("close", end);
  });
}
