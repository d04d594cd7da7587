import { describe, expect, test } from "@jest/globals";
import type { z } from "zod";
import {
  integerVariable,
  listVariable,
  originVariable,
  textVariable,
  timeoutVariable,
  urlVariable,
} from "../../src/platform/variables.js";

/** The rules that a text violates. */
function violationsOf(variable: z.ZodType, text: string): string[] {
  return variable.safeParse(text).error?.issues.map(({ message }) => message) ?? [];
}

const kinds: readonly (readonly [name: string, variable: z.ZodType, bad: readonly string[]])[] = [
  [
    "an origin",
    originVariable(),
    ["", "host", "//host", "https://", "file:///etc", "https://host/x", "https://:p@host"],
  ],
  ["a URL", urlVariable(), ["", "host/path", "mailto:a@host", "https://user@host/", "https://:p@host/"]],
  ["a list", listVariable(), ["", ",", "a,", ",a", "a,,b", "a, ,b"]],
  [
    "a whole number",
    integerVariable({ min: 2, max: 5 }),
    ["", "1", "6", "-3", "+3", "3.0", "3e0", " 3", "9".repeat(400)],
  ],
  ["a time-out", timeoutVariable(), ["", "0", "600001", "1s"]],
  ["a text", textVariable(), ["", " ", " a", "a ", "a\n", "\ta", "a\nb", "a\r\n"]],
];

describe.each(kinds)("%s", (_, variable, bad) => {
  test.each(bad)("rejects %j with one violation", (text) => {
    expect(violationsOf(variable, text)).toEqual([expect.stringMatching(/^must be /)]);
  });
});

test("an origin is normalized: no trailing slash, no default port, lower case", () => {
  expect(originVariable().parse("https://Host.example:443/")).toBe("https://host.example");
  expect(originVariable().parse("http://[::1]:4000")).toBe("http://[::1]:4000");
});

test("a URL is not changed", () => {
  expect(urlVariable().parse("https://host.example/oauth/token?a=b")).toBe(
    "https://host.example/oauth/token?a=b",
  );
});

test("the items of a list lose surrounding whitespace, but not inner whitespace", () => {
  expect(listVariable().parse(" a , b c,d")).toEqual(["a", "b c", "d"]);
});

test("a rule for the items of a list is not checked when an item is empty", () => {
  const letters = listVariable().refine(
    (items) => items.every((item) => /^[a-z]$/.test(item)),
    "must be letters",
  );
  expect(violationsOf(letters, "a,,b")).toEqual(["must be a list separated by commas, with no empty part"]);
  expect(violationsOf(letters, "a,1")).toEqual(["must be letters"]);
});

test("a whole number may equal either bound and have leading zeros", () => {
  const variable = integerVariable({ min: 2, max: 5 });
  expect(["2", "5", "003"].map((text) => variable.parse(text))).toEqual([2, 5, 3]);
});

test("a text may be one character and contain whitespace", () => {
  expect(textVariable().parse("a")).toBe("a");
  expect(textVariable().parse("correct horse")).toBe("correct horse");
});

test("a missing variable is not valid", () => {
  for (const [, variable] of kinds) expect(variable.safeParse(undefined).success).toBe(false);
});
