import { Redis } from "ioredis";
import type { Logger } from "./log.js";

export type { Redis } from "ioredis";

export interface RedisConnection {
  /** Commands fail at once while there is no connection, and after `commandTimeoutMs` when no answer comes. */
  readonly client: Redis;
  close(): Promise<void>;
}

/** A command waits no longer for its answer: what Redis does for us is worth little when it is late. */
const commandTimeoutMs = 250;

/** How long the start waits for the first connection before it goes on without. */
const timeoutMs = 2_000;

/**
 * Connects to Redis or Valkey, and again whenever the connection breaks, up to 2 seconds apart. A server that is not
 * there fails nothing but the commands; the log is told when it goes and when it comes.
 */
export async function openRedis(url: string, log: Logger): Promise<RedisConnection> {
  const client = new Redis(url, {
    commandTimeout: commandTimeoutMs,
    connectTimeout: timeoutMs,
    socketTimeout: timeoutMs,
    disconnectTimeout: commandTimeoutMs,
    enableOfflineQueue: false,
    autoResendUnfulfilledCommands: false, // the first may have been carried out
    maxRetriesPerRequest: 0,
    reconnectOnError: ({ message }) => message.includes("READONLY"), // another is in charge now, under the same name
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

/** Never logs an error as it is: one of ioredis holds the command that failed, which may be the password's. */
function logOutages(client: Redis, log: Logger): void {
  let isAway = false;
  client.on("error", (error: Error) => {
    if (!isAway) log.warn({ reason: toRedisReason(error) }, "Redis is away");
    isAway = true;
  });
  client.on("ready", () => {
    if (isAway) log.info("Redis is back");
    isAway = false;
  });
}

/** For the log: a system's code as ECONNREFUSED, or the word with which Redis begins its refusal, as WRONGPASS. */
export function toRedisReason(error: Error & { readonly code?: unknown }): string {
  if (typeof error.code === "string") return error.code;
  return /^[A-Z]{4,}\b/.exec(error.message)?.[0] ?? error.name;
}

/** Ends when the connection stands or has failed for the first time. */
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
