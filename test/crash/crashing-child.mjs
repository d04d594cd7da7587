import { stdin, stdout } from "node:process";
import { createInterface } from "node:readline";
import { shiftClock } from "../support/shift-clock.mjs";

// argv: folder of the built program, the process's clock. Then it carries out one order a line, and answers each with a line.
shiftClock(JSON.parse(process.argv[3]));
const { registry, startApp } = await import(`${process.argv[2]}/app.js`);
const { loadConfig } = await import(`${process.argv[2]}/config.js`);
const { createLog } = await import(`${process.argv[2]}/platform/log.js`);

let statements = 0;
let fatalStatement = Number.POSITIVE_INFINITY;
const onStatement = () => {
  statements += 1;
  if (statements === fatalStatement) process.kill(process.pid, "SIGKILL");
};

const orders = {
  /** Starts the subgraph; answers its address. */
  start: async (variables) => {
    const config = loadConfig(registry, JSON.parse(variables));
    const app = await startApp({ config, log: createLog("silent"), onStatement });
    return app.origin;
  },
  /** From now on statements count, up to the one after which the process kills itself. */
  arm: (statement) => {
    statements = 0;
    fatalStatement = Number(statement);
    return "armed";
  },
  /** Answers how many there were since then. */
  count: () => statements,
};

for await (const line of createInterface({ input: stdin })) {
  const [order] = line.split(" ", 1);
  stdout.write(`${await orders[order](line.slice(order.length + 1))}\n`);
}
process.exit(); // the parent is gone
