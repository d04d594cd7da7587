import { glob, readFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { expect, test } from "@jest/globals";
import { findWords } from "./vocabulary.js";

const root = fileURLToPath(new URL("../../", import.meta.url));

/** Written by others or by programs, records of the past, and this rule itself. */
const left = /node_modules|^docs\/decisions\/|^test\/(fixtures|generated)\/|^test\/rules\/vocabulary\./;

async function listFiles(): Promise<readonly string[]> {
  const patterns = ["{src,test,bench}/**/*.{ts,mjs,lua,graphql}", "docs/**/*.md", "src/**/*.md"];
  const paths: string[] = [];
  for await (const path of glob(patterns, { cwd: root, exclude: ["**/node_modules"] })) paths.push(path);
  return paths.filter((path) => !left.test(path)).sort();
}

test("code, tests and documentation use the words of the field", async () => {
  const paths = await listFiles();
  expect(paths).toEqual(expect.arrayContaining(["src/app.ts", "bench/main.ts", "docs/architecture.md"]));
  const texts = await Promise.all(paths.map((path) => readFile(`${root}${path}`, "utf8")));
  const found = paths.flatMap((path, index) =>
    findWords(path, texts[index] ?? "").map(
      ({ line, word, instead }) => `${path}:${line}: "${word}", rather: ${instead}`,
    ),
  );
  expect(found).toEqual([]);
});

test.each([
  ["src/app.ts", "const budgets = 1;"],
  ["test/app.test.ts", "// the look-alike of Auth0"],
  ["docs/errors.md", "All faults are reported."],
  ["src/http/edge.ts", "/** Starts anew. */"],
])("a planted word is found: %s, %s", (path, line) => {
  expect(findWords(path, `first\n${line}`)).toMatchObject([{ line: 2 }]);
});

test.each([
  ["src/graphql/schema/metadata.ts", "Home room, for people at a school."],
  ["src/sandbox/faults.ts", "/** The faults of one emulator. */"],
  ["src/upstream/calls/gate.ts", "readonly #retryBudget = new RetryBudget();"],
  ["src/upstream/reads/shared-reads.ts", "new SingleFlight()"],
])("the word has its own meaning there: %s, %s", (path, line) => {
  expect(findWords(path, line)).toEqual([]);
});
