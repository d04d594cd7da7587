import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import { digestInput, isDigestOf } from "../../src/provisioning/digest.js";

const secrets = { "COGNITO.password": "Correct-horse-7" };

/** The same value with the keys of every object the other way round. */
function reversed(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(reversed);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .reverse()
      .map(([key, each]) => [key, reversed(each)]),
  );
}

describe("the digest of an input without secrets", () => {
  test("does not depend on the order of keys", async () => {
    await fc.assert(
      fc.asyncProperty(fc.jsonValue(), async (input) => {
        const digest = await digestInput(input, {});
        expect(await digestInput(reversed(input), {})).toBe(digest);
        expect(await isDigestOf(digest, reversed(input), {})).toBe(true);
      }),
    );
  });

  test("is another one for any other value", async () => {
    await fc.assert(
      fc.asyncProperty(fc.jsonValue(), fc.jsonValue(), async (one, other) => {
        const isSame = await isDigestOf(await digestInput(one, {}), other, {});
        expect(isSame).toBe(sorted(one) === sorted(other));
      }),
    );
  });

  test.each([
    [{ a: null }, {}],
    [{ a: 1 }, { a: "1" }],
    [{ a: [1, 2] }, { a: [2, 1] }],
    [{ a: { b: 1 } }, { a: 1, b: 1 }],
    [{ a: "" }, { a: null }],
  ])("tells %j from %j", async (one, other) => {
    expect(await isDigestOf(await digestInput(one, {}), other, {})).toBe(false);
  });

  test("takes absent and undefined for the same", async () => {
    expect(await digestInput({ a: 1, b: undefined }, {})).toBe(await digestInput({ a: 1 }, {}));
  });
});

describe("the digest of an input with a secret", () => {
  test("is another one each time, and each is known again", async () => {
    const input = { email: "ada@example.com", nested: { one: 1, two: 2 } };
    const digests = await Promise.all([digestInput(input, secrets), digestInput(input, secrets)]);
    expect(digests[0]).not.toBe(digests[1]);
    for (const digest of digests) {
      expect(await isDigestOf(digest, reversed(input), secrets)).toBe(true);
    }
  });

  test("differs by the secret, by the input, and from one without a secret", async () => {
    const digest = await digestInput({ a: 1 }, secrets);
    expect(await isDigestOf(digest, { a: 1 }, { "COGNITO.password": "Correct-horse-8" })).toBe(false);
    expect(await isDigestOf(digest, { a: 1 }, { "AUTH0.password": "Correct-horse-7" })).toBe(false);
    expect(await isDigestOf(digest, { a: 2 }, secrets)).toBe(false);
    expect(await isDigestOf(digest, { a: 1 }, {})).toBe(false);
    expect(await isDigestOf(await digestInput({ a: 1 }, {}), { a: 1 }, secrets)).toBe(false);
  });

  test("holds neither the secret nor the input", async () => {
    const digest = await digestInput({ email: "ada@example.com" }, secrets);
    for (const part of [...digest.split(":"), digest]) {
      const decoded = Buffer.from(part, "base64url").toString("latin1");
      for (const value of ["Correct", "ada@"]) expect(`${part} ${decoded}`).not.toContain(value);
    }
  });
});

/** JSON that two equal values share, whatever the order of their keys. */
function sorted(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(sorted).join()}]`;
  if (typeof value !== "object" || value === null) return JSON.stringify(value);
  const entries = Object.entries(value).map(([key, each]) => `${JSON.stringify(key)}:${sorted(each)}`);
  return `{${entries.sort().join()}}`;
}
