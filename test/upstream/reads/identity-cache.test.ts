import { describe, expect, test } from "@jest/globals";
import { toRealm, toSubject } from "../../../src/identity/ids.js";
import type { IdentityKey } from "../../../src/identity/link.js";
import type { ProviderIdentity } from "../../../src/identity/provider-identity.js";
import { IdentityCache } from "../../../src/upstream/reads/identity-cache.js";

const keyOf = (subject: string): IdentityKey => ({
  provider: "AUTH0",
  realm: toRealm("example.auth0.com"),
  subject: toSubject(subject),
});
const identityOf = (about: string): ProviderIdentity => ({
  ...keyOf("auth0|1"),
  profile: {},
  isBlocked: undefined,
  createdAt: null,
  updatedAt: null,
  appMetadata: undefined,
  assertedKeys: [],
  toRecord: () => ({ about }),
  present: () => ({}),
});

function startCache(maxBytes: number): IdentityCache {
  return new IdentityCache({ foundMs: 60_000, missingMs: 60_000, staleMs: 0, maxBytes, now: () => 1_000 });
}

test("a change that another process reports for the future is of now: later answers are kept", () => {
  let nowMs = 1_000_000;
  const now = () => nowMs;
  const cache = new IdentityCache({ foundMs: 60_000, missingMs: 60_000, staleMs: 0, maxBytes: 20_000, now });
  cache.noteChange(keyOf("auth0|1"), "updated", new Date(nowMs + 3_600_000));
  nowMs += 5_000;
  cache.put(keyOf("auth0|1"), identityOf("read after it"), nowMs);
  expect(cache.findFresh(keyOf("auth0|1"), null)).toBeDefined();
});

test("an answer that was read before the clock was put back is not used, and does not outlast a change", () => {
  let nowMs = 10_000_000;
  const now = () => nowMs;
  const cache = new IdentityCache({ foundMs: 60_000, missingMs: 60_000, staleMs: 0, maxBytes: 20_000, now });
  const cell = cache.put(keyOf("auth0|1"), identityOf("read before"), nowMs);
  nowMs -= 3_600_000;
  expect(cache.findFresh(keyOf("auth0|1"), null)).toBeUndefined();
  cache.noteChange(keyOf("auth0|1"), "updated", new Date(nowMs));
  expect(cell.isCurrent).toBe(false);
  nowMs += 3_600_000;
  expect(cache.findFresh(keyOf("auth0|1"), null)).toBeUndefined();
});

describe("the memory of cached identities", () => {
  test("stays under its bound, and the identities used last are kept", () => {
    const maxBytes = 20_000;
    const cache = startCache(maxBytes);
    const ids = Array.from({ length: 100 }, (_, index) => `auth0|${index}`);
    for (const id of ids) {
      cache.put(keyOf(id), identityOf("a".repeat(200)), 1_000);
      expect(cache.findFresh(keyOf(ids[0] as string), null)).toBeDefined(); // used every time
      expect(cache.bytes).toBeLessThanOrEqual(maxBytes);
    }
    const kept = ids.filter((id) => cache.findFresh(keyOf(id), null) !== undefined);
    expect(kept).toEqual([ids[0], ...ids.slice(1 - kept.length)]);
    expect(kept.length).toBeGreaterThan(5);
  });

  test("a cell that the bound removed says so", () => {
    const cache = startCache(3_000);
    const first = cache.put(keyOf("auth0|1"), identityOf("a".repeat(1_000)), 1_000);
    expect(first.isCurrent).toBe(true);
    cache.put(keyOf("auth0|2"), identityOf("b".repeat(1_000)), 1_000);
    expect(first.isCurrent).toBe(false);
  });

  test("one identity larger than the bound is answered and not kept", () => {
    const cache = startCache(3_000);
    const cell = cache.put(keyOf("auth0|1"), identityOf("a".repeat(5_000)), 1_000);
    expect(cell.answer.availability).toBe("FRESH");
    expect(cache.size).toBe(0);
  });
});
