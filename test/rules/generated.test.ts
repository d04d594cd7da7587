import { execFile } from "node:child_process";
import { readFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { composeServices } from "@apollo/composition";
import { beforeAll, describe, expect, test } from "@jest/globals";
import { composeServices as composeWithGuild } from "@theguild/federation-composition";
import { type ASTNode, type DirectiveNode, parse, visit } from "graphql";
import { parse as parseYaml } from "yaml";
import { registry } from "../../src/app.js";
import { toGeneratedFiles } from "../../src/cli/generated-files.js";
import { createSubgraph } from "../../src/graphql/schema/build-schema.js";

const root = fileURLToPath(new URL("../../", import.meta.url));
let sdl: string;

beforeAll(async () => {
  ({ sdl } = await createSubgraph(registry));
});

describe("what `npm run generate` writes is current", () => {
  test("every file that it lists", async () => {
    const files = await toGeneratedFiles(registry);
    const committed = Object.keys(files).map(async (path) => [
      path,
      await readFile(`${root}${path}`, "utf8"),
    ]);
    expect(Object.fromEntries(await Promise.all(committed))).toEqual(files);
  });

  test("the scalars of the code generator are those of schema/scalars.json", async () => {
    const config = parseYaml(await readFile(`${root}codegen.yml`, "utf8"));
    const { _Any, ...scalars } = config.config.scalars;
    expect(scalars).toEqual(JSON.parse(await readFile(`${root}schema/scalars.json`, "utf8")));
  });

  test("the typed documents of the operations", async () => {
    const args = [`${root}node_modules/.bin/graphql-codegen`, "--config", "codegen.yml", "--check"];
    const options = { cwd: root, env: { ...process.env, NODE_OPTIONS: "" } };
    await expect(promisify(execFile)(process.execPath, args, options)).resolves.toBeDefined();
  });
});

describe("the SDL", () => {
  test("tells a stranger what every type, field, argument, input field and enum value is", () => {
    const described: string[] = [];
    const bare: string[] = [];
    const note = (node: { readonly description?: { readonly value: string } | undefined }, path: string) => {
      (countWords(node.description?.value) >= 2 ? described : bare).push(path);
    };
    visit(parse(sdl), {
      enter: (node, _key, _parent, _path, ancestors) => {
        if (isDefinition(node) && !isRootType(node)) note(node, toPath(node, ancestors));
      },
    });
    expect(bare).toEqual([]);
    expect(described.length).toBeGreaterThan(300);
  });

  test("has no word of a customer", () => {
    expect(sdl).not.toMatch(/harmony/i);
  });

  test("uses no directive but GraphQL's, those that it links to, and those that it defines", () => {
    const known = new Set(["deprecated", "specifiedBy", "link"]);
    const used = new Set<string>();
    visit(parse(sdl), {
      Directive: (node) => {
        used.add(node.name.value);
        for (const name of importsOf(node)) known.add(name.slice(1));
      },
      DirectiveDefinition: ({ name }) => {
        known.add(name.value);
      },
    });
    expect([...used].filter((name) => !known.has(name))).toEqual([]);
  });

  test("composes under Apollo's and The Guild's composition", () => {
    const services = [{ name: "users", url: "http://users.example", typeDefs: parse(sdl) }];
    expect(composeServices(services).errors).toBeUndefined();
    expect(composeWithGuild(services)).not.toHaveProperty("errors");
  });
});

const definitions = new Set([
  "ObjectTypeDefinition",
  "InterfaceTypeDefinition",
  "UnionTypeDefinition",
  "EnumTypeDefinition",
  "ScalarTypeDefinition",
  "InputObjectTypeDefinition",
  "DirectiveDefinition",
  "FieldDefinition",
  "InputValueDefinition",
  "EnumValueDefinition",
]);

type Definition = ASTNode & {
  readonly name: { readonly value: string };
  readonly description?: { readonly value: string };
};

function isDefinition(node: ASTNode): node is Definition {
  return definitions.has(node.kind);
}

/** Every subgraph has these; a description of ours would compete with theirs. */
function isRootType(node: ASTNode): boolean {
  return node.kind === "ObjectTypeDefinition" && /^(Query|Mutation)$/.test(node.name.value);
}

function toPath(node: Definition, ancestors: readonly (ASTNode | readonly ASTNode[])[]): string {
  const holders = ancestors.filter((ancestor): ancestor is Definition => {
    return !Array.isArray(ancestor) && isDefinition(ancestor as ASTNode);
  });
  return [...holders, node].map(({ name }) => name.value).join(".");
}

function countWords(text = ""): number {
  return text.match(/[\p{L}\p{N}]+/gu)?.length ?? 0;
}

function importsOf({ name, arguments: args = [] }: DirectiveNode): string[] {
  const imports = args.find((arg) => name.value === "link" && arg.name.value === "import")?.value;
  const items = imports?.kind === "ListValue" ? imports.values : [];
  return items.flatMap((item) => (item.kind === "StringValue" ? [item.value] : []));
}
