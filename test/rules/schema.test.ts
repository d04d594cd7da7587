import { execFile } from "node:child_process";
import { readFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { describe, expect, test } from "@jest/globals";
import { findBreakingChanges } from "./breaking-changes.js";

const root = fileURLToPath(new URL("../../", import.meta.url));
const readText = (path: string): Promise<string> => readFile(`${root}${path}`, "utf8");

test("the schema follows the rules of GraphQL ESLint and of Relay", async () => {
  const config = ["--no-config-lookup", "--config", "schema/eslint.config.mjs"];
  const args = [`${root}node_modules/.bin/eslint`, ...config, "schema/api.graphql"];
  const options = { cwd: root, env: { ...process.env, NODE_OPTIONS: "" } };
  await expect(promisify(execFile)(process.execPath, args, options)).resolves.toMatchObject({ stdout: "" });
});

test("what breaks clients since the last release stands under Breaking in the changelog", async () => {
  const changelog = await readText("CHANGELOG.md");
  const [, unreleased = ""] = changelog.split(/^## /m);
  const isAnnounced = /^### Breaking$/m.test(unreleased);
  const changes = await findBreakingChanges(
    await readText("schema/baseline.graphql"),
    await readText("schema/subgraph.graphql"),
  );
  expect(isAnnounced ? [] : changes).toEqual([]);
});

describe("a change breaks clients", () => {
  const before = `
    directive @key(fields: String!) repeatable on OBJECT
    type Query { user(id: ID!): User }
    "A user."
    type User @key(fields: "id") @key(fields: "sub") { id: ID! sub: ID name: String }
    enum State { ON OFF }
  `;

  test.each([
    ["a field is removed", "name: String", "", ["Field 'name' was removed from object type 'User'"]],
    ["a value may be null", "id: ID! sub", "id: ID sub", ["Field 'User.id' changed type from 'ID!' to 'ID'"]],
    ["a key is removed", '@key(fields: "sub")', "", ["User.sub is no longer a key"]],
    ["a value of an enum is removed", "ON OFF", "ON", ["Enum value 'OFF' was removed from enum 'State'"]],
  ])("when %s", async (_, part, replacement, changes) => {
    expect(await findBreakingChanges(before, before.replace(part, replacement))).toEqual(changes);
  });

  test.each([
    ["a description changes", "A user.", "One person."],
    ["a field is added", "name: String", "name: String nickname: String"],
  ])("but not when %s", async (_, part, replacement) => {
    expect(await findBreakingChanges(before, before.replace(part, replacement))).toEqual([]);
  });
});
