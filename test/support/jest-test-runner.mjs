import "./typescript.ts";
import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { pathToFileURL } from "node:url";
import { shareGlobals } from "./jest-globals.mjs";

// The schema has its types in the order in which their modules were loaded: the program's own order, whatever test is first.
await import("../../src/app.ts");

const require = createRequire(import.meta.url);
const circus = require("jest-circus/runner").default;

let files = 0;

/**
 * Runs a test file with jest's own runner, but loads modules as Node.js does. A worker loads the service and its packages
 * once; jest itself would load and compile them again for each file, which takes more than a second. The modules under `test`
 * are loaded for each file. A file whose first line is `// @own-service` also gets the service for itself: TypeGraphQL
 * keeps the types that it has seen, so a schema of other providers would change those of the next files.
 */
export default async function runTestFile(globalConfig, config, environment, _runtime, path, send) {
  const isAlone = (await readFile(path, "utf8")).startsWith("// @own-service\n");
  files += 1;
  const restore = keepProcess(isAlone);
  try {
    const runtime = createRuntime(`?file=${files}${isAlone ? "&own-service" : ""}`);
    return await circus(globalConfig, config, environment, runtime, path, send);
  } finally {
    restore();
  }
}

/** Remembers what a test file may change in its process. */
function keepProcess(isAlone) {
  const variables = { ...process.env };
  const types = globalThis.TypeGraphQLMetadataStorage;
  if (isAlone) delete globalThis.TypeGraphQLMetadataStorage;
  return () => {
    for (const name of Object.keys(process.env)) if (!(name in variables)) delete process.env[name];
    Object.assign(process.env, variables);
    if (isAlone) globalThis.TypeGraphQLMetadataStorage = types;
  };
}

/** What jest's runner asks of jest's module loader. */
function createRuntime(query) {
  delete Error.prepareStackTrace; // jest's would hide the source maps from Node.js
  return {
    // jest's runner keeps its state in its modules and in a global
    requireInternalModule: (path) => {
      delete require.cache[path];
      delete globalThis[Symbol.for("EVENT_HANDLERS")];
      return require(path);
    },
    requireModule: require,
    setGlobalsForRuntime: shareGlobals,
    unstable_shouldLoadAsEsm: () => true,
    unstable_importModule: (path) => import(pathToFileURL(path).href + query),
    enterTestCode: () => {},
    leaveTestCode: () => {},
  };
}
