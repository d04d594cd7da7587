import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import { z } from "zod";
import { createLog, type Logger } from "../../src/platform/log.js";
import { openRedis } from "../../src/platform/redis.js";
import { RedisChannel } from "../../src/platform/redis-channel.js";
import { type RedisServer, startRedis } from "../support/redis.js";
import { until } from "../support/until.js";

const password = "canary-51b0c7";
let server: RedisServer;

beforeAll(async () => {
  server = await startRedis();
});
afterAll(() => server.stop());

describe("an unavailable Redis", () => {
  test("does not keep the process from starting, and its commands fail", async () => {
    const { log, lines } = keepLog();
    const connection = await openRedis(`redis://:${password}@127.0.0.1:1`, log);
    await expect(connection.client.get("key")).rejects.toThrow();
    await connection.close();
    expect(lines.map((line) => JSON.parse(line))).toMatchObject([
      { msg: "Redis is unavailable", reason: "ECONNREFUSED" },
    ]);
  });

  test("is logged once when it becomes unavailable and once when it is back", async () => {
    const { log, lines } = keepLog();
    const stoppable = await startRedis();
    const connection = await openRedis(stoppable.url, log);
    await stoppable.stop();
    await until(() => lines.length === 1);
    await stoppable.start();
    await until(() => lines.length === 2);
    expect(await connection.client.ping()).toBe("PONG");
    await connection.close();
    await stoppable.stop();
    expect(lines.map((line) => JSON.parse(line).msg)).toEqual([
      "Redis is unavailable",
      "Redis is available again",
    ]);
  });
});

test("a command fails when Redis accepts the connection but does not answer", async () => {
  const { client, close } = await openRedis(server.url, createLog("silent"));
  expect(await client.ping()).toBe("PONG");
  server.freeze();
  try {
    await expect(client.get("key")).rejects.toThrow("timed out");
  } finally {
    server.thaw();
    await close();
  }
});

test("the client reconnects when its Redis has become a replica", async () => {
  const { client, close } = await openRedis(server.url, createLog("silent"));
  const admin = await openRedis(server.url, createLog("silent"));
  await admin.client.replicaof("127.0.0.1", "1");
  const isClosed = new Promise((resolve) => client.once("close", resolve));
  await expect(client.eval("return redis.call('SET', KEYS[1], 1)", 1, "key")).rejects.toThrow("READONLY");
  await isClosed;
  await admin.client.replicaof("NO", "ONE");
  await until(() => client.status === "ready");
  expect(await client.set("key", 1)).toBe("OK");
  await close();
  await admin.close();
});

test("a password that Redis refuses is never logged", async () => {
  const { log, lines } = keepLog();
  const admin = await openRedis(server.url, createLog("silent"));
  await admin.client.config("SET", "requirepass", "another");
  const connection = await openRedis(server.url.replace("//", `//:${password}@`), log);
  await expect(connection.client.get("key")).rejects.toThrow();
  await connection.close();
  await admin.client.config("SET", "requirepass", "");
  await admin.close();
  expect(lines.join("")).toContain("WRONGPASS");
  expect(lines.join("")).not.toContain(password);
});

test.each([
  ["identity-subgraph:", []],
  ["another-service:", ["another-service:"]],
])("all keys and channels begin with %s", async (prefix, given) => {
  const { client, close } = await openRedis(server.url, createLog("silent"), ...given);
  await client.set("prefixed", 1);
  expect(await client.keys("*prefixed")).toEqual([`${prefix}prefixed`]);

  const channel = new RedisChannel(client, "news", z.string(), () => undefined);
  const listChannels = () => client.call("PUBSUB", "CHANNELS") as Promise<string[]>;
  await until(async () => (await listChannels()).includes(`${prefix}news`), "the channel is open");
  channel.close();
  await client.del("prefixed");
  await close();
});

function keepLog(): { readonly log: Logger; readonly lines: string[] } {
  const lines: string[] = [];
  return { log: createLog("trace", { write: (line) => void lines.push(line) }), lines };
}
