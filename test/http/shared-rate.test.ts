import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { type RedisServer, startRedis } from "../support/redis.js";
import { startSubgraph } from "../support/start-subgraph.js";

let redis: RedisServer;

beforeAll(async () => {
  redis = await startRedis();
}, 60_000);

afterAll(() => redis.stop());

test("a caller has one rate at all processes that share a Redis", async () => {
  const variables = { REDIS_URL: redis.url, RATE_LIMIT_PER_MINUTE: "3" };
  const first = await startSubgraph({ variables });
  const second = await startSubgraph({ variables, sandbox: first.sandbox });
  const subgraphs = [first, second, first, second];
  try {
    const statuses: number[] = [];
    for (const { execute } of subgraphs) statuses.push((await execute("{ __typename }")).status);
    expect(statuses).toEqual([200, 200, 200, 429]);
  } finally {
    await second.close();
    await first.close();
  }
});
