import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";

/** One import: which file holds it, and the file or package that it names. */
export type Import = readonly [from: string, to: string];

export interface Break {
  readonly imports: readonly Import[];
  /** What the rule says of them, when that isn't each import as it stands. */
  readonly reports?: readonly Import[];
}

/** What breaks each rule of the layers. */
export const breaks: Readonly<Record<string, Break>> = {
  "platform-imports-earlier-modules-only": { imports: [["src/platform/early.ts", "src/identity/words.ts"]] },
  "identity-imports-earlier-modules-only": { imports: [["src/identity/early.ts", "src/directory/links.ts"]] },
  "upstream-imports-earlier-modules-only": { imports: [["src/upstream/early.ts", "src/directory/links.ts"]] },
  "directory-imports-earlier-modules-only": {
    imports: [["src/directory/early.ts", "src/provisioning/steps.ts"]],
  },
  "provisioning-imports-earlier-modules-only": {
    imports: [["src/provisioning/early.ts", "src/access/policy/policy.ts"]],
  },
  "access-imports-earlier-modules-only": { imports: [["src/access/early.ts", "src/graphql/user/user.ts"]] },
  "graphql-imports-earlier-modules-only": {
    imports: [["src/graphql/early.ts", "src/providers/auth0/index.ts"]],
  },
  "providers-imports-earlier-modules-only": { imports: [["src/providers/auth0/mapping.ts", "src/app.ts"]] },
  "http-imports-earlier-modules-only": { imports: [["src/http/early.ts", "src/app.ts"]] },
  "http-and-providers-are-independent": {
    imports: [["src/http/server.ts", "src/providers/auth0/index.ts"]],
  },
  "no-cycles": {
    imports: [
      ["src/identity/one.ts", "src/identity/two.ts"],
      ["src/identity/two.ts", "src/identity/one.ts"],
    ],
    reports: [["src/identity/one.ts", "src/identity/two.ts"]],
  },
  "providers-are-independent": {
    imports: [["src/providers/auth0/source.ts", "src/providers/nexus/index.ts"]],
  },
  "providers-by-their-index": { imports: [["src/app.ts", "src/providers/nexus/types.ts"]] },
  "registry-for-the-composition-root": { imports: [["src/cli/generate.ts", "src/providers/registry.ts"]] },
  "sandbox-is-isolated": { imports: [["src/config.ts", "src/sandbox/people.ts"]] },
  "sandbox-imports-identity-only": { imports: [["src/sandbox/records.ts", "src/platform/http.ts"]] },
  "nothing-imports-main": { imports: [["src/app.ts", "src/main.ts"]] },
  "sql-in-the-directory": {
    imports: [
      ["src/provisioning/journal.ts", "node:sqlite"],
      ["src/provisioning/journal.ts", "kysely"],
      ["src/provisioning/journal.ts", "pg"],
    ],
  },
  "vendor-sdks-in-clients": {
    imports: [
      ["src/providers/auth0/writer.ts", "auth0"],
      ["src/providers/cognito/writer.ts", "@aws-sdk/client-cognito-identity-provider"],
    ],
  },
  "http-through-platform": {
    imports: [["src/providers/nexus/client.ts", "node:https"]],
    reports: [["src/providers/nexus/client.ts", "https"]],
  },
  "config-imports-settings-only": { imports: [["src/config.ts", "src/directory/links.ts"]] },
  "no-unused-files": {
    imports: [["src/platform/forgotten.ts", "src/platform/http.ts"]],
    reports: [["src/platform/forgotten.ts", "src/platform/forgotten.ts"]],
  },
  "imports-resolve": {
    imports: [["src/graphql/schema/scalars.ts", "src/graphql/schema/missing.ts"]],
    reports: [["src/graphql/schema/scalars.ts", "../../graphql/schema/missing.js"]],
  },
  "no-dev-dependencies": { imports: [["src/graphql/schema.ts", "jest"]] },
};

/** What `import` of a value and `import type` look like. */
export type Style = "value" | "type";

const packages = {
  dependencies: ["kysely", "pg", "auth0", "@aws-sdk/client-cognito-identity-provider"],
  devDependencies: ["jest"],
};

/** A project in a temporary folder in which every rule is broken. Returns its folder; remove it afterwards. */
export async function createBrokenProject(
  style: Style,
  config: { readonly tsconfig: string },
): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), "layers-"));
  const files = new Map<string, string>([
    ["tsconfig.json", config.tsconfig],
    ["package.json", JSON.stringify({ type: "module", ...mapValues(packages, toVersions) })],
    ...toSources(style),
    ...Object.values(packages).flat().flatMap(toPackage),
  ]);
  for (const [path, text] of files) {
    await mkdir(dirname(join(folder, path)), { recursive: true });
    await writeFile(join(folder, path), text);
  }
  return folder;
}

export async function removeProject(folder: string): Promise<void> {
  await rm(folder, { recursive: true, force: true });
}

/** Every file that the imports name, with its imports; none of them stands for `missing.ts`. */
function toSources(style: Style): [string, string][] {
  const imports = Object.values(breaks).flatMap((each) => each.imports);
  const paths = new Set(
    imports.flat().filter((path) => path.startsWith("src/") && !path.includes("missing")),
  );
  return [...paths].map((path) => {
    const lines = imports
      .filter(([from]) => from === path)
      .map(([, to], index) => toLine({ path, to, style, index }));
    return [path, [...lines, "export const value = 1;", "export type Value = number;", ""].join("\n")];
  });
}

interface Line {
  readonly path: string;
  readonly to: string;
  readonly style: Style;
  readonly index: number;
}

function toLine({ path, to, style, index }: Line): string {
  const up = "../".repeat(path.split("/").length - 2) || "./";
  const specifier = to.startsWith("src/") ? `${up}${to.slice("src/".length).replace(/\.ts$/, ".js")}` : to;
  return style === "type"
    ? `import type { Value as Value${index} } from "${specifier}";`
    : `import { value as value${index} } from "${specifier}";`;
}

function toPackage(name: string): [string, string][] {
  return [
    [`node_modules/${name}/package.json`, JSON.stringify({ name, version: "1.0.0", main: "index.js" })],
    [`node_modules/${name}/index.js`, "exports.value = 1;\n"],
  ];
}

function toVersions(names: readonly string[]): Record<string, string> {
  return Object.fromEntries(names.map((name) => [name, "1.0.0"]));
}

function mapValues<Value, Mapped>(
  record: Readonly<Record<string, Value>>,
  toMapped: (value: Value) => Mapped,
): Record<string, Mapped> {
  return Object.fromEntries(Object.entries(record).map(([key, value]) => [key, toMapped(value)]));
}
