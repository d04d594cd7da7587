import { afterAll, beforeAll, beforeEach, describe, expect, test } from "@jest/globals";
import type { Directory } from "../../src/directory/directory.js";
import type { IdentityList, ListedIdentity } from "../../src/identity/identity-list.js";
import { toRealm, toSubject } from "../../src/identity/ids.js";
import { ProviderError } from "../../src/identity/provider-error.js";
import { importIdentities } from "../../src/provisioning/import-identities.js";
import { storeKinds, type TestStore } from "../support/directories.js";
import { createRandom } from "../support/random.js";

const realm = toRealm("pool");
const tenant = toRealm("tenant");

const toListed = (index: number): ListedIdentity => ({
  provider: "NEXUS",
  realm,
  subject: toSubject(`nexus-${index}`),
  assertedKeys: [{ provider: "AUTH0", realm: tenant, subject: toSubject(`auth0|${index}`) }],
});

/** Pages of ten, of which every one that is in `failing` fails once. */
function createList(
  count: number,
  failing: Iterable<number> = [],
): IdentityList & { readonly reads: number[] } {
  const left = new Set(failing);
  const reads: number[] = [];
  return {
    reads,
    count: async () => count,
    close: async () => {},
    readPage: async (_realm, cursor) => {
      const page = Number(cursor ?? 0);
      reads.push(page);
      if (left.delete(page)) throw new ProviderError("NEXUS", "unavailable", "injected");
      const end = Math.min(count, (page + 1) * 10);
      const identities = Array.from({ length: end - page * 10 }, (_, index) => toListed(page * 10 + index));
      return { identities, unreadable: 0, cursor: end === count ? null : String(page + 1) };
    },
  };
}

describe.each(storeKinds)("an import into $name", ({ create }) => {
  let store: TestStore;
  let directory: Directory;

  beforeAll(async () => {
    store = await create();
  });
  afterAll(() => store.remove());
  beforeEach(async () => {
    await store.empty();
    directory = await store.open();
  });

  const run = (list: IdentityList, isPreview = false) =>
    importIdentities({
      ...{ directory, list, provider: "NEXUS", realm, isPreview },
      isKnownRealm: (_, other) => other === tenant,
    });

  test("gives every identity a user, with what its provider asserts", async () => {
    expect(await run(createList(25))).toEqual({ created: 25, linked: 0, known: 0, inConflict: 0, failed: 0 });
    expect(await directory.countUsers()).toBe(25);
    const key = { kind: "subject", provider: "AUTH0", subject: toSubject("auth0|24") } as const;
    const [user] = [...(await directory.findUsers([key])).values()].flat();
    expect(user?.links.map(({ subject }) => subject).sort()).toEqual(["auth0|24", "nexus-24"]);
  });

  test("again changes nothing", async () => {
    await run(createList(25));
    expect(await run(createList(25))).toEqual({ created: 0, linked: 0, known: 25, inConflict: 0, failed: 0 });
    expect(await directory.countUsers()).toBe(25);
  });

  test("joins users who exist, and reports identities that belong to different users", async () => {
    const register = (subject: string, provider: "AUTH0" | "NEXUS") =>
      directory.register([
        {
          key: { provider, realm: provider === "AUTH0" ? tenant : realm, subject: toSubject(subject) },
          evidence: "FIRST_SEEN",
          assertedKeys: [],
        },
      ]);
    await register("auth0|0", "AUTH0");
    await register("auth0|1", "AUTH0");
    await register("nexus-1", "NEXUS");
    expect(await run(createList(3))).toEqual({ created: 1, linked: 1, known: 1, inConflict: 1, failed: 0 });
  });

  test("that ended early continues after its last page, with the same result as an uninterrupted one", async () => {
    const random = createRandom(7);
    const list = createList(
      100,
      [1, 2, 3].map(() => 1 + Math.floor(random() * 8)),
    );
    let ended = 0;
    for (;;) {
      try {
        const counts = await run(list);
        expect(counts).toEqual({ created: 100, linked: 0, known: 0, inConflict: 0, failed: 0 });
        break;
      } catch (error) {
        expect(error).toBeInstanceOf(ProviderError);
        ended += 1;
      }
    }
    expect(ended).toBeGreaterThan(0);
    expect(list.reads.filter((page) => page === 0)).toHaveLength(1);
    expect(await directory.findImport("NEXUS", realm)).toBeNull();
  });

  test("whose place in the list has expired begins again", async () => {
    await expect(run(createList(30, [2]))).rejects.toThrow("injected");
    const list = createList(30);
    const expiring: IdentityList = {
      ...list,
      readPage: async (of, cursor) => {
        if (cursor === "2" && list.reads.length === 0) {
          list.reads.push(-1);
          throw new ProviderError("NEXUS", "rejected", "the token has expired");
        }
        return list.readPage(of, cursor);
      },
    };
    expect(await run(expiring)).toEqual({ created: 10, linked: 0, known: 20, inConflict: 0, failed: 0 });
  });

  test("that is only a preview writes nothing", async () => {
    expect(await run(createList(25), true)).toMatchObject({ created: 25, known: 0 });
    expect(await directory.countUsers()).toBe(0);
    expect(await directory.findImport("NEXUS", realm)).toBeNull();
  });
});
