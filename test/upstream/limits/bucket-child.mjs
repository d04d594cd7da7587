import { registerHooks } from "node:module";
import { stdin, stdout } from "node:process";

// Node takes the types away by itself; only the names of the files differ from what the imports say.
registerHooks({
  resolve: (specifier, context, next) =>
    next(
      context.parentURL?.endsWith(".ts") ? specifier.replace(/^(\..*)\.js$/, "$1.ts") : specifier,
      context,
    ),
});

const { Redis } = await import("ioredis");
const { SharedBuckets } = await import("../../../src/upstream/limits/redis-buckets.ts");
const { url, key, plan, runMs } = JSON.parse(process.argv[2]);

const client = new Redis(url);
const grants = [];

// The same command with the server's time right before it, in one step: when a token was granted is not guessed.
const takeTokens = async (...args) => {
  const [[, [seconds, microseconds]], [, answer]] = await client
    .multi()
    .time()
    .takeTokens(...args)
    .exec();
  for (let count = 0; count < answer[0]; count += 1)
    grants.push(Number(seconds) * 1000 + Number(microseconds) / 1000);
  return answer;
};
const defineCommand = (name, definition) => client.defineCommand(name, definition);
const buckets = new SharedBuckets({ defineCommand, takeTokens });
buckets.open(key, plan);
await client.ping();
stdout.write("ready\n");
await new Promise((resolve) => stdin.once("data", resolve));
stdin.destroy();

const endsAt = performance.now() + runMs;
while (performance.now() < endsAt) await buckets.take([key], 7);
client.disconnect();
stdout.write(JSON.stringify(grants));
