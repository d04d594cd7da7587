import { readdir, readFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { beforeAll, describe, expect, test } from "@jest/globals";
import { readSources, type SourceFile } from "./sources.js";

const root = fileURLToPath(new URL("../../", import.meta.url));
const providersFolder = `${root}src/providers`;

/** The parts of a provider: who knows one knows all. */
const parts = [
  "README.md",
  "access.ts",
  "client.ts",
  "config.ts",
  "errors.ts",
  "index.ts",
  "mapping.ts",
  "resolver.ts",
  "source.ts",
  "types.input.ts",
  "types.ts",
  "wire.ts",
  "writer.ts",
];

/** Parts that only some providers need: those that sign callers in, and those that send events in their own format. */
const optionalParts = ["token-issuer.ts", "webhook.ts"];

const providers = (await readdir(providersFolder, { withFileTypes: true }))
  .filter((entry) => entry.isDirectory())
  .map(({ name }) => name)
  .sort();

test("there are providers to compare", () => {
  expect(providers).toEqual(expect.arrayContaining(["auth0", "cognito", "nexus"]));
});

describe.each(providers)("the provider %s", (provider) => {
  test("has the same files as every other, and none besides but parts of its types and mapping", async () => {
    const files = await readdir(`${providersFolder}/${provider}`);
    const isPartOfOne = (file: string): boolean => /^(types|mapping)\.[a-z-]+\.ts$/.test(file);
    const named = files.filter((file) => parts.includes(file) || !isPartOfOne(file));
    expect(named.filter((file) => !optionalParts.includes(file)).sort()).toEqual(parts);
  });

  test("has a README that speaks of fields, limits, reading and missing ids", async () => {
    const text = await readFile(`${providersFolder}/${provider}/README.md`, "utf8");
    const headings = [...text.matchAll(/^## (.+)$/gm)].map(([, heading]) => heading);
    expect(headings).toEqual(["Fields", "Reading", "Missing ids", "Limits", "Failures", "Quirks"]);
  });
});

test("the registry has one export line per provider and nothing else", async () => {
  const lines = providers.map((provider) => `export { ${provider} } from "./${provider}/index.js";\n`);
  expect(await readFile(`${providersFolder}/registry.ts`, "utf8")).toBe(lines.join(""));
});

describe("every file of src", () => {
  let sources: readonly SourceFile[];

  const pathsOf = (holds: (source: SourceFile) => boolean): string[] =>
    sources.filter(holds).map(({ path }) => path);

  beforeAll(async () => {
    sources = await readSources();
  });

  test("is there to be checked", () => {
    expect(sources.length).toBeGreaterThan(100);
  });

  test("has a kebab-case name, in folders with such names", () => {
    const isKebabCase = (name: string): boolean => /^[a-z0-9]+(-[a-z0-9]+)*$/.test(name);
    const partsOf = (path: string): string[] => path.replace(/\.ts$/, "").split(/[/.]/);
    expect(pathsOf(({ path }) => !partsOf(path).every(isKebabCase))).toEqual([]);
  });

  test("has 250 lines at most", () => {
    expect(pathsOf(({ text }) => text.trimEnd().split("\n").length > 250)).toEqual([]);
  });

  test("exports by name: no `export *`, no default", () => {
    expect(pathsOf(({ code }) => /^\s*export\s+(\*|default\b)|\bas\s+default\b/m.test(code))).toEqual([]);
  });
});
