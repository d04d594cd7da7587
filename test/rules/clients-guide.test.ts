import { glob, readFile, stat } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { beforeAll, expect, test } from "@jest/globals";

const root = fileURLToPath(new URL("../../", import.meta.url));
const guide = await readFile(`${root}docs/clients.md`, "utf8");
const blocks = [...guide.matchAll(/^```(\w*)\n([\s\S]*?)^```$/gm)].map(([, language, code]) => ({
  language,
  code,
}));
const links = [...guide.matchAll(/(?:\]\(|src=")([^)"#:]+)/g)].map(([, path]) => path ?? "");
const files = [...guide.matchAll(/`((?:examples|schema)\/[\w./-]+)`/g)].map(([, path]) => path ?? "");

let examples: string;

beforeAll(async () => {
  const texts: string[] = [];
  for await (const path of glob("examples/{web/src,clients}/*.{ts,tsx}", { cwd: root }))
    texts.push(await readFile(`${root}${path}`, "utf8"));
  examples = texts.join("\n");
});

test("the guide to clients shows code", () => {
  expect(blocks.length).toBeGreaterThan(7);
});

test.each(blocks)("its code is that of an example which the tests run: $code", ({ language, code }) => {
  expect(language).toMatch(/^tsx?$/);
  expect(examples).toContain(code);
});

test.each([...links.map((path) => `docs/${path}`), ...files])("its file %s exists", async (path) => {
  expect(await stat(`${root}${path}`)).toBeDefined();
});
