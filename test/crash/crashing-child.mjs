import { stdin, stdout } from "node:process";

// argv: folder of the built program, environment variables, number of the statement after which the process kills itself
const [, , dist, variables, statementText] = process.argv;
const crashAfter = Number(statementText);

const { registry, startApp } = await import(`${dist}/app.js`);
const { loadConfig } = await import(`${dist}/config.js`);
const { createLog } = await import(`${dist}/platform/log.js`);

let isArmed = false;
let statements = 0;
const onStatement = () => {
  if (!isArmed) return;
  statements += 1;
  if (statements === crashAfter) process.kill(process.pid, "SIGKILL");
};

const app = await startApp({ config: loadConfig(registry, JSON.parse(variables)), log: createLog("silent"), onStatement });
stdout.write(`${app.origin}\n`);
stdin.setEncoding("utf8").on("data", (text) => {
  if (text.startsWith("arm")) {
    isArmed = true;
    stdout.write("armed\n");
  }
  if (text.startsWith("stop")) app.close().then(() => process.exit(0));
});
