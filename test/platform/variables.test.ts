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

/** The rules that a text breaks. */
function faultsOf(variable: z.ZodType, text: string): string[] {
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
  test.each(bad)("is not %j, for one reason", (text) => {
    expect(faultsOf(variable, text)).toEqual([expect.stringMatching(/^must be /)]);
  });
});

test("an origin loses its slash, default port and capitals", () => {
  expect(originVariable().parse("https://Host.example:443/")).toBe("https://host.example");
  expect(originVariable().parse("http://[::1]:4000")).toBe("http://[::1]:4000");
});

test("a URL stays as it was written", () => {
  expect(urlVariable().parse("https://host.example/oauth/token?a=b")).toBe(
    "https://host.example/oauth/token?a=b",
  );
});

test("a list's items lose the blanks around them, not those inside", () => {
  expect(listVariable().parse(" a , b c,d")).toEqual(["a", "b c", "d"]);
});

test("a rule for a list's items doesn't speak where an item is missing", () => {
  const letters = listVariable().refine(
    (items) => items.every((item) => /^[a-z]$/.test(item)),
    "must be letters",
  );
  expect(faultsOf(letters, "a,,b")).toEqual(["must be a list separated by commas, with no empty part"]);
  expect(faultsOf(letters, "a,1")).toEqual(["must be letters"]);
});

test("a whole number may be either bound, and have zeros before it", () => {
  const variable = integerVariable({ min: 2, max: 5 });
  expect(["2", "5", "003"].map((text) => variable.parse(text))).toEqual([2, 5, 3]);
});

test("a text may be one character, and hold blanks inside", () => {
  expect(textVariable().parse("a")).toBe("a");
  expect(textVariable().parse("correct horse")).toBe("correct horse");
});

test("a missing variable is not taken for a text", () => {
  for (const [, variable] of kinds) expect(variable.safeParse(undefined).success).toBe(false);
});
