import { expect, test } from "@jest/globals";
import { findRepeatedCopies } from "./copies.js";
import { readSources } from "./sources.js";

test("no loop copies all that it has gathered in each of its rounds", async () => {
  const sources = await readSources();
  const found = sources.flatMap(({ path, text }) =>
    findRepeatedCopies(text).map((name) => `${path}: ${name}`),
  );
  expect(found).toEqual([]);
});

test.each([
  "for (const [key, value] of entries) { body = { ...body, [key]: value }; }",
  "for (const key of keys) if (key) body[name] = { ...(body[name] as object), [key]: 1 };",
  "while (more()) all = [...all, next()];",
  "do { all = all.concat(next()); } while (more());",
  "entries.reduce((all, [key, value]) => ({ ...all, [key]: value }), {});",
  "entries.reduce((all, each) => { return [...all, each]; }, []);",
])("such a copy is found: %s", (code) => {
  expect(findRepeatedCopies(code)).toHaveLength(1);
});

test.each([
  "for (const one of all) { sum = { ...defaults, one }; }",
  "for (const one of all) { let body = {}; body = { ...body, one }; }",
  "body = { ...body, one: 1 };",
  "entries.reduce((sum, each) => sum + each, 0);",
  "for (const each of all) { const copy = { ...each }; }",
])("what copies no more than it gets is not: %s", (code) => {
  expect(findRepeatedCopies(code)).toEqual([]);
});
