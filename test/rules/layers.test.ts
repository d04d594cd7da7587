import { execFile } from "node:child_process";
import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import { breaks, createBrokenProject, removeProject, type Style } from "./broken-layers.js";
import { readSources } from "./sources.js";

const root = fileURLToPath(new URL("../../", import.meta.url));
const configFile = `${root}.dependency-cruiser.cjs`;
const { forbidden } = createRequire(import.meta.url)(configFile) as {
  forbidden: readonly { name: string }[];
};
const ruleNames = forbidden.map(({ name }) => name);

interface Violation {
  readonly rule: { readonly name: string };
  readonly from: string;
  readonly to: string;
}

/** What `npm run layers` finds in a project's src. */
async function findViolations(folder: string): Promise<readonly Violation[]> {
  const cruiser = `${root}node_modules/.bin/depcruise`;
  const args = [cruiser, "--config", configFile, "--output-type", "json", "src"];
  const options = { cwd: folder, env: { ...process.env, NODE_OPTIONS: "" }, maxBuffer: 64 * 1024 * 1024 };
  const { stdout, stderr } = await promisify(execFile)(process.execPath, args, options).catch(
    (error: { stdout: string; stderr: string }) => error, // the exit code counts the violations
  );
  if (stdout === "") throw new Error(`depcruise said nothing but ${stderr}`);
  return JSON.parse(stdout).summary.violations;
}

test("src keeps to the layers", async () => {
  expect(await findViolations(root)).toEqual([]);
});

test("every rule of the layers has an example that breaks it", () => {
  expect(Object.keys(breaks).sort()).toEqual([...ruleNames].sort());
  expect(new Set(ruleNames).size).toBe(ruleNames.length);
});

describe.each<Style>(["value", "type"])("broken by the import of a %s", (style) => {
  let folder: string;
  let violations: readonly Violation[];

  beforeAll(async () => {
    const tsconfig = await readFile(`${root}tsconfig.json`, "utf8");
    folder = await createBrokenProject(style, { tsconfig });
    violations = await findViolations(folder);
  });

  afterAll(() => removeProject(folder));

  test.each(ruleNames)("%s is reported", (name) => {
    const { imports = [], reports = imports } = breaks[name] ?? {};
    const reported = violations
      .filter(({ rule }) => rule.name === name)
      .map(({ from, to }) => [from, to.replace(/^node_modules\/(.+)\/index\.js$/, "$1")]);
    expect(reported).toEqual(expect.arrayContaining([...reports]));
  });
});

test("no type is imported inside an expression, where the rules above don't see it", async () => {
  const pattern = /typeof\s+import\(|\bimport\([^)]*\)\s*(\.\s*[A-Z]|\[)/;
  expect(await filesWith(pattern)).toEqual([]);
});

test("fetch is called in platform/http.ts only", async () => {
  expect(await filesWith(/(?<![\w#.])(?:globalThis\s*\.\s*)?fetch\s*\(/)).toEqual(["src/platform/http.ts"]);
});

async function filesWith(pattern: RegExp): Promise<string[]> {
  const sources = await readSources();
  return sources.filter(({ code }) => pattern.test(code)).map(({ path }) => path);
}
