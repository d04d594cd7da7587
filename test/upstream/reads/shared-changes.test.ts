import { afterEach, beforeEach, expect, test } from "@jest/globals";
import { toRealm, toSubject } from "../../../src/identity/ids.js";
import { createLog } from "../../../src/platform/log.js";
import { openRedis, type RedisConnection } from "../../../src/platform/redis.js";
import { type Invalidation, openInvalidations } from "../../../src/upstream/reads/redis-cache.js";
import { type RedisServer, startRedis } from "../../support/redis.js";
import { until } from "../../support/until.js";

let server: RedisServer;
let ends: (() => Promise<void>)[];

beforeEach(async () => {
  server = await startRedis();
  ends = [() => server.stop()];
});
afterEach(async () => {
  for (const end of ends.reverse()) await end();
});

interface Process {
  readonly connection: RedisConnection;
  readonly invalidations: ReturnType<typeof openInvalidations>;
  readonly heard: readonly Invalidation[];
}

/** Stands for a process. */
async function startProcess(): Promise<Process> {
  const heard: Invalidation[] = [];
  const connection = await openRedis(server.url, createLog("silent"));
  const invalidations = openInvalidations(connection.client, (invalidation) => void heard.push(invalidation));
  ends.push(connection.close, async () => invalidations.close());
  return { connection, invalidations, heard };
}

/** A server that has just come reports when a client subscribes. */
async function untilHeardBy(count: number): Promise<void> {
  const { client } = await openOnce();
  await until(async () => {
    const [, listeners] = (await client.call("PUBSUB", "NUMSUB", "identity-subgraph:changes")) as [
      string,
      number,
    ];
    return listeners === count;
  });
}

async function openOnce(): Promise<RedisConnection> {
  const connection = await openRedis(server.url, createLog("silent"));
  ends.push(connection.close);
  return connection;
}

const toInvalidation = (subject: string): Invalidation => ({
  key: { provider: "AUTH0", realm: toRealm("tenant"), subject: toSubject(subject) },
  change: "deleted",
  at: new Date("2026-02-01T12:00:00.123Z"),
});

test("a change that one process is told of is heard by all", async () => {
  const processes = [await startProcess(), await startProcess(), await startProcess()];
  await untilHeardBy(3);
  processes[0]?.invalidations.tell(toInvalidation("auth0|1"));
  await until(() => processes.every(({ heard }) => heard.length === 1));
  expect(processes.map(({ heard }) => heard)).toEqual(Array(3).fill([toInvalidation("auth0|1")]));
});

test("what is none is passed over", async () => {
  const { connection, invalidations, heard } = await startProcess();
  await untilHeardBy(1);
  for (const text of ["", "{", "null", "[]", '{"provider":"OKTA"}'])
    await connection.client.publish("identity-subgraph:changes", text);
  invalidations.tell(toInvalidation("auth0|1"));
  await until(() => heard.length > 0);
  expect(heard).toEqual([toInvalidation("auth0|1")]);
});

test("while Redis is away nothing fails, and changes go round again when it is back", async () => {
  const [one, other] = [await startProcess(), await startProcess()];
  await untilHeardBy(2);
  await server.stop();
  one.invalidations.tell(toInvalidation("auth0|1"));
  await server.start();
  await untilHeardBy(2);
  await until(() => one.connection.client.status === "ready");
  one.invalidations.tell(toInvalidation("auth0|2"));
  await until(() => other.heard.length > 0);
  expect(other.heard).toEqual([toInvalidation("auth0|2")]);
});

test("Redis that comes after the processes finds them listening", async () => {
  await server.stop();
  const [one, other] = [await startProcess(), await startProcess()];
  await server.start();
  await untilHeardBy(2);
  await until(() => one.connection.client.status === "ready");
  one.invalidations.tell(toInvalidation("auth0|1"));
  await until(() => other.heard.length > 0);
});
