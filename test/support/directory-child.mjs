import { registerHooks } from "node:module";
import { stdin, stdout } from "node:process";
import { shiftClock } from "./shift-clock.mjs";

// Node reads the types away by itself; only the names of the files differ from what the imports say.
registerHooks({
  resolve: (specifier, context, next) =>
    next(
      context.parentURL?.endsWith(".ts") ? specifier.replace(/^(\..*)\.js$/, "$1.ts") : specifier,
      context,
    ),
});

const { clock } = JSON.parse(process.argv[2]);
if (clock !== undefined) shiftClock(clock);
const { openDirectory } = await import("../../src/directory/open-directory.ts");
const isMoment = /^\d{4}-\d\d-\d\dT[\d:.]+Z$/;
const { location, calls } = JSON.parse(process.argv[2], (_, value) =>
  typeof value === "string" && isMoment.test(value) ? new Date(value) : value,
);
stdout.write("ready\n");
await new Promise((resolve) => stdin.once("data", resolve));
stdin.destroy();

const directory = await openDirectory(location);
const answers = await Promise.all(
  calls.map(({ of, method, arguments: given }) =>
    (of === "journal" ? directory.journal : directory)[method](...given),
  ),
);
await directory.close();
stdout.write(JSON.stringify(answers, (_, value) => (value instanceof Map ? [...value] : value)));
