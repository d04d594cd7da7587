import { beforeEach, describe, expect, test } from "@jest/globals";
import { VerifiedTokens } from "../../../src/access/tokens/verified-tokens.js";
import { anonymousViewer } from "../../../src/access/viewer.js";

const issuer = "https://tenant.us.auth0.com/";
const hour = 3_600_000;

let nowMs: number;
let tokens: VerifiedTokens;
let verifications: number;
beforeEach(() => {
  nowMs = 1_000_000;
  verifications = 0;
  tokens = new VerifiedTokens(3, () => nowMs);
});

function verify(token: string, validForMs = hour, from = issuer) {
  return tokens.getOrVerify(token, async () => {
    verifications += 1;
    return { viewer: { ...anonymousViewer, actor: token }, issuer: from, validUntilMs: nowMs + validForMs };
  });
}

test("a token is verified once, and has the same viewer object from then on", async () => {
  const { viewer } = await verify("a");
  expect((await verify("a")).viewer).toBe(viewer);
  expect(verifications).toBe(1);
});

test("concurrent requests with one token get the same viewer object", async () => {
  const [first, second] = await Promise.all([verify("a"), verify("a")]);
  expect(first?.viewer).toBe(second?.viewer);
});

test("two tokens never share a viewer", async () => {
  await verify("a");
  expect((await verify("b")).viewer.actor).toBe("b");
});

describe("a token is verified again", () => {
  test.each<[string, number, number]>([
    ["when it expires", 60_000, 60_000],
    ["after 5 minutes when it expires later", hour, 300_000],
  ])("%s", async (_, validForMs, againAfterMs) => {
    await verify("a", validForMs);
    nowMs += againAfterMs - 1;
    await verify("a", validForMs);
    expect(verifications).toBe(1);
    nowMs += 1;
    await verify("a", validForMs);
    expect(verifications).toBe(2);
  });

  test("each time when it has expired and only the clock skew makes it valid", async () => {
    await verify("a", -1);
    await verify("a", -1);
    expect([verifications, tokens.size]).toEqual([2, 0]);
  });

  test("when its issuer has removed a key; tokens of other issuers are not", async () => {
    await verify("a");
    await verify("b", hour, "https://other.us.auth0.com/");
    tokens.evict(issuer);
    expect(tokens.size).toBe(1);
    await verify("b");
    expect(verifications).toBe(2);
    await verify("a");
    expect(verifications).toBe(3);
  });

  test("when a key was removed while it was being verified", async () => {
    const verified = { viewer: anonymousViewer, issuer, validUntilMs: nowMs + hour };
    await tokens.getOrVerify("a", async () => {
      tokens.evict(issuer);
      return verified;
    });
    expect(tokens.size).toBe(0);
  });
});

test("the number of tokens is bounded; the least recently used one goes first", async () => {
  for (const token of ["a", "b", "c", "a", "d"]) await verify(token);
  expect([tokens.size, verifications]).toEqual([3, 4]);
  await verify("a");
  expect(verifications).toBe(4);
  await verify("b");
  expect(verifications).toBe(5);
});

test("a refused token is never cached", async () => {
  const refuse = () =>
    tokens.getOrVerify("a", async () => {
      verifications += 1;
      return { kind: "refused" };
    });
  expect(await refuse()).toEqual({ kind: "refused" });
  await refuse();
  expect([tokens.size, verifications]).toEqual([0, 2]);
});
