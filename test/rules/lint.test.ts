import { execFile } from "node:child_process";
import { copyFile, mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { afterAll, beforeAll, expect, test } from "@jest/globals";

const root = fileURLToPath(new URL("../../", import.meta.url));

/** A file for each rule that the linter holds for us, with the rule that it breaks. */
const broken: Readonly<Record<string, readonly [path: string, code: string]>> = {
  "style/noProcessEnv": ["src/platform/port.ts", "export const port = process.env.PORT;"],
  "style/noDefaultExport": ["src/identity/user.ts", "export default function user() {}"],
  "performance/noReExportAll": ["src/identity/all.ts", 'export * from "./user.js";'],
  "style/useFilenamingConvention": ["src/identity/userName.ts", "export const one = 1;"],
  "style/useImportType": [
    "src/identity/name.ts",
    'import { Name } from "./link.js";\nexport const of = (name: Name): Name => name;',
  ],
  "suspicious/noConsole": ["src/directory/print.ts", 'console.log("hello");'],
  "complexity/noExcessiveLinesPerFunction": [
    "src/directory/long.ts",
    `export function long(calls: string[]): void {\n${'  calls.push("");\n'.repeat(51)}}`,
  ],
};

/** Files that may do what others may not. */
const allowed: readonly (readonly [path: string, code: string])[] = [
  ["src/config.ts", "export const port = process.env.PORT;"],
  ["src/main.ts", 'console.log("hello");'],
  ["src/cli/sandbox.ts", 'console.log("hello");'],
];

interface Diagnostic {
  readonly path: string;
  readonly rule: string;
}

let folder: string;
let diagnostics: readonly Diagnostic[];

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "lint-"));
  await copyFile(`${root}biome.json`, join(folder, "biome.json"));
  for (const [path, code] of [...Object.values(broken), ...allowed]) {
    await mkdir(dirname(join(folder, path)), { recursive: true });
    await writeFile(join(folder, path), `${code}\n`);
  }
  diagnostics = await lint();
});

afterAll(() => rm(folder, { recursive: true, force: true }));

test.each(Object.entries(broken))("%s is reported", (rule, [path]) => {
  expect(diagnostics).toContainEqual({ path, rule: `lint/${rule}` });
});

test("an imported env counts as process.env too", async () => {
  const path = "src/platform/imported-env.ts";
  await writeFile(join(folder, path), 'import { env } from "node:process";\nexport const port = env.PORT;\n');
  expect(await lint()).toContainEqual({ path, rule: "lint/style/noProcessEnv" });
});

test("config.ts reads process.env, main.ts and the commands print", () => {
  const paths = allowed.map(([path]) => path);
  expect(diagnostics.filter(({ path }) => paths.includes(path))).toEqual([]);
});

/** What the linter finds in the folder, one `path: rule` for each of GitHub's annotation lines. */
async function lint(): Promise<readonly Diagnostic[]> {
  const args = [`${root}node_modules/.bin/biome`, "lint", "--vcs-enabled=false", "--reporter=github", "src"];
  const { stdout, stderr } = await promisify(execFile)(process.execPath, args, { cwd: folder }).catch(
    (error: { stdout: string; stderr: string }) => error, // it exits with 1 when it finds something
  );
  const lines = [...stdout.matchAll(/^::error title=([^,]+),file=([^,]+),/gm)];
  if (lines.length === 0) throw new Error(`biome found nothing: ${stderr}`);
  return lines.map(([, rule = "", file = ""]) => ({ rule, path: file.slice(file.lastIndexOf("src/")) }));
}
