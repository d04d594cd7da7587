import { registerHooks } from "node:module";
import { stdin, stdout } from "node:process";

// Node reads the types away by itself; only the names of the files differ from what the imports say.
registerHooks({
  resolve: (specifier, context, next) =>
    next(
      context.parentURL?.endsWith(".ts") ? specifier.replace(/^(\..*)\.js$/, "$1.ts") : specifier,
      context,
    ),
});

const { openDirectory } = await import("../../src/directory/open-directory.ts");
const { location, batches } = JSON.parse(process.argv[2]);
stdout.write("ready\n");
await new Promise((resolve) => stdin.once("data", resolve));
stdin.destroy();

const directory = await openDirectory(location);
const answers = await Promise.all(batches.map((batch) => directory.register(batch)));
await directory.close();
stdout.write(JSON.stringify(answers.map((users) => [...users].map(([text, { id }]) => [text, id]))));
