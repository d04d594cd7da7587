import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import { createLog, type Logger } from "../../src/platform/log.js";
import { openRedis } from "../../src/platform/redis.js";
import { type RedisServer, startRedis } from "../support/redis.js";
import { until } from "../support/until.js";

const password = "canary-51b0c7";
let server: RedisServer;

beforeAll(async () => {
  server = await startRedis();
});
afterAll(() => server.stop());

describe("Redis that is not there", () => {
  test("does not keep the process from starting, and its commands fail at once", async () => {
    const { log, lines } = keepLog();
    const connection = await openRedis(`redis://:${password}@127.0.0.1:1`, log);
    await expect(connection.client.get("key")).rejects.toThrow();
    await connection.close();
    expect(lines.map((line) => JSON.parse(line))).toMatchObject([
      { msg: "Redis is away", reason: "ECONNREFUSED" },
    ]);
  });

  test("is told to the log once when it goes and once when it is back", async () => {
    const { log, lines } = keepLog();
    const mortal = await startRedis();
    const connection = await openRedis(mortal.url, log);
    await mortal.stop();
    await until(() => lines.length === 1);
    await mortal.start();
    await until(() => lines.length === 2);
    expect(await connection.client.ping()).toBe("PONG");
    await connection.close();
    await mortal.stop();
    expect(lines.map((line) => JSON.parse(line).msg)).toEqual(["Redis is away", "Redis is back"]);
  });
});

test("Redis that accepts and says nothing fails a command in a quarter of a second", async () => {
  const { client, close } = await openRedis(server.url, createLog("silent"));
  expect(await client.ping()).toBe("PONG");
  server.freeze();
  try {
    const startedAt = performance.now();
    await expect(client.get("key")).rejects.toThrow("timed out");
    expect(performance.now() - startedAt).toBeLessThan(1_000);
  } finally {
    server.thaw();
    await close();
  }
});

test("Redis that has become a replica is left for the one in charge", async () => {
  const { client, close } = await openRedis(server.url, createLog("silent"));
  const admin = await openRedis(server.url, createLog("silent"));
  await admin.client.replicaof("127.0.0.1", "1");
  const isLeft = new Promise((resolve) => client.once("close", resolve));
  await expect(client.eval("return redis.call('SET', KEYS[1], 1)", 1, "key")).rejects.toThrow("READONLY");
  await isLeft;
  await admin.client.replicaof("NO", "ONE");
  await until(() => client.status === "ready");
  expect(await client.set("key", 1)).toBe("OK");
  await close();
  await admin.close();
});

test("a password that Redis refuses is in no line of the log", async () => {
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

function keepLog(): { readonly log: Logger; readonly lines: string[] } {
  const lines: string[] = [];
  return { log: createLog("trace", { write: (line) => void lines.push(line) }), lines };
}
