import { registerHooks } from "node:module";
import { stdin, stdout } from "node:process";

// Node strips the types itself, but does not map the imported .js names to the .ts files.
registerHooks({
  resolve: (specifier, context, next) =>
    next(
      context.parentURL?.endsWith(".ts") ? specifier.replace(/^(\..*)\.js$/, "$1.ts") : specifier,
      context,
    ),
});

const { Redis } = await import("ioredis");
const { SharedBuckets } = await import("../../../src/upstream/limits/redis-buckets.ts");
const { url, key, limit, runMs } = JSON.parse(process.argv[2]);

const client = new Redis(url);
const grants = [];

// Runs TIME and the command in one transaction, so that the time of each grant is exact.
const tokenBuckets = async (...args) => {
  const [[, [seconds, microseconds]], [, result]] = await client
    .multi()
    .time()
    .tokenBuckets(...args)
    .exec();
  for (let count = 0; count < result[0]; count += 1)
    grants.push(Number(seconds) * 1000 + Number(microseconds) / 1000);
  return result;
};
const defineCommand = (name, definition) => client.defineCommand(name, definition);
const buckets = new SharedBuckets({ defineCommand, tokenBuckets });
buckets.open(key, limit);
await client.ping();
stdout.write("ready\n");
await new Promise((resolve) => stdin.once("data", resolve));
stdin.destroy();

const endsAt = performance.now() + runMs;
while (performance.now() < endsAt) await buckets.take([key], 7);
client.disconnect();
stdout.write(JSON.stringify(grants));
