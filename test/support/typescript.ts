import { readFileSync } from "node:fs";
import { registerHooks, setSourceMapsSupport } from "node:module";
import { fileURLToPath } from "node:url";
import { type Options, transformSync } from "@swc/core";

const root = new URL("../../", import.meta.url).href;
const globals = new URL("jest-globals.mjs", import.meta.url).href;
const ownService = "own-service";

const options: Options = {
  jsc: {
    target: "es2023",
    parser: { syntax: "typescript", decorators: true },
    transform: { legacyDecorator: true, decoratorMetadata: false },
  },
  module: { type: "es6" },
  sourceMaps: "inline",
};

/** JavaScript by address; many test files load the same modules. */
const compiled = new Map<string, string>();

setSourceMapsSupport(true, { nodeModules: false });
registerHooks({
  resolve: (specifier, context, next) => {
    if (specifier === "@jest/globals") return { url: globals, format: "module", shortCircuit: true };
    const { parentURL = "" } = context;
    if (!specifier.startsWith(".") || !isOurs(parentURL)) return next(specifier, context);
    const { href, pathname } = new URL(specifier, parentURL);
    if (!/\.[jt]s$/.test(pathname)) return next(specifier, context);
    const url = href.replace(/\.js$/, ".ts") + toQuery(href, new URL(parentURL).searchParams);
    return { url, format: "module", shortCircuit: true };
  },
  load: (url, context, next) => {
    if (!isOurs(url)) return next(url, context);
    const address = new URL(url);
    if (!address.pathname.endsWith(".ts")) return next(url, context);
    address.search = "";
    return { source: compile(address.href), format: "module", shortCircuit: true };
  },
});

function isOurs(url: string): boolean {
  return url.startsWith(root) && !url.includes("/node_modules/");
}

/** Test modules belong to the test file that loads them; others belong to the process unless the file wants its own. */
function toQuery(url: string, parent: URLSearchParams): string {
  const isOwn = url.startsWith(`${root}test/`) || parent.has(ownService);
  return isOwn && parent.size > 0 ? `?${parent}` : "";
}

function compile(address: string): string {
  const known = compiled.get(address);
  if (known !== undefined) return known;
  const filename = fileURLToPath(address);
  const { code } = transformSync(readFileSync(filename, "utf8"), { ...options, filename });
  compiled.set(address, code);
  return code;
}
