import { readdir, readFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { beforeAll, describe, expect, test } from "@jest/globals";
import { registry } from "../../src/app.js";
import type { Provider } from "../../src/identity/provider.js";
import { readSources, type SourceFile } from "./sources.js";

const root = fileURLToPath(new URL("../../", import.meta.url));
const providersFolder = `${root}src/providers`;

/** The parts that every provider has: who knows one knows all. */
const parts = [
  "README.md",
  "access.ts",
  "client.ts",
  "settings.ts",
  "errors.ts",
  "index.ts",
  "list.ts",
  "mapping.fields.ts",
  "mapping.ts",
  "source.ts",
  "types.input.ts",
  "types.ts",
  "wire.ts",
  "writer.ts",
];

/** Parts that exist exactly when the provider's object has what they hold. */
const optionalParts: Readonly<Record<string, (provider: Provider) => boolean>> = {
  "resolver.ts": ({ resolvers }) => resolvers.length > 0,
  "token-issuer.ts": ({ tokenIssuer }) => tokenIssuer !== undefined,
  "webhook.ts": ({ webhook }) => webhook !== undefined,
};

const providers = (await readdir(providersFolder, { withFileTypes: true }))
  .filter((entry) => entry.isDirectory())
  .map(({ name }) => name)
  .sort();

test("there are providers to compare", () => {
  expect(providers).toEqual(expect.arrayContaining(["auth0", "cognito", "nexus"]));
});

describe.each(providers)("the provider %s", (provider) => {
  test("has every part that a provider has, the optional ones that its object needs, and no other files", async () => {
    const files = await readdir(`${providersFolder}/${provider}`);
    const [object] = registry.filter(({ name }) => name === provider.toUpperCase());
    if (object === undefined) throw new Error(`the registry has no ${provider}`);
    const needed = Object.keys(optionalParts).filter((file) => optionalParts[file]?.(object));
    const isPartOfOne = (file: string): boolean => /^(client|types|mapping)\.[a-z-]+\.ts$/.test(file);
    const found = files.filter((file) => parts.includes(file) || !isPartOfOne(file));
    expect(found.sort()).toEqual([...parts, ...needed].sort());
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
