import { afterAll, beforeAll, beforeEach, describe, expect, test } from "@jest/globals";
import type { Directory } from "../../src/directory/directory.js";
import { mintUserId, toRealm, toSubject, type UserId } from "../../src/identity/ids.js";
import type { IdentityKey } from "../../src/identity/link.js";
import { storeKinds, type TestStore } from "../support/directories.js";

const auth0 = (id: string): IdentityKey => ({
  provider: "AUTH0",
  realm: toRealm("tenant"),
  subject: toSubject(`auth0|${id}`),
});
const cognito = (id: string): IdentityKey => ({
  provider: "COGNITO",
  realm: toRealm("pool"),
  subject: toSubject(`sub-${id}`),
});

describe.each(storeKinds)("linking groups of identities in $name", ({ create }) => {
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

  async function ownerOf({ provider, subject }: IdentityKey): Promise<UserId | undefined> {
    const users = await directory.findUsers([{ kind: "subject", provider, subject }]);
    return [...users.values()].flat()[0]?.id;
  }

  test("gives each group one user, and again changes nothing", async () => {
    const groups = [{ identities: [auth0("1"), cognito("1")] }, { identities: [auth0("2"), cognito("2")] }];
    expect(await directory.linkGroups(groups)).toEqual(["created", "created"]);
    expect(await ownerOf(auth0("1"))).toBe(await ownerOf(cognito("1")));
    expect(await directory.linkGroups(groups)).toEqual(["known", "known"]);
    expect(await directory.countUsers()).toBe(2);
  });

  test("adds to the user of a linked identity, or to the one who is named", async () => {
    await directory.linkGroups([{ identities: [auth0("1")] }]);
    const userId = await ownerOf(auth0("1"));
    const named = { identities: [cognito("2")], ...(userId && { userId }) };
    expect(await directory.linkGroups([{ identities: [auth0("1"), cognito("1")] }, named])).toEqual([
      "linked",
      "linked",
    ]);
    expect(await ownerOf(cognito("1"))).toBe(userId);
    expect(await ownerOf(cognito("2"))).toBe(userId);
  });

  test("never takes an identity from its user, and leaves a group in conflict as it was", async () => {
    await directory.linkGroups([{ identities: [auth0("1")] }, { identities: [cognito("1")] }]);
    const before = await ownerOf(cognito("1"));
    const group = { identities: [auth0("1"), cognito("1"), auth0("9")] };
    expect(await directory.linkGroups([group])).toEqual(["in_conflict"]);
    expect(await ownerOf(cognito("1"))).toBe(before);
    expect(await ownerOf(auth0("9"))).toBeUndefined();
  });

  test("refuses a user who does not exist", async () => {
    const group = { identities: [auth0("1")], userId: mintUserId() };
    expect(await directory.linkGroups([group])).toEqual(["unknown_user"]);
    expect(await ownerOf(auth0("1"))).toBeUndefined();
  });

  test("sees the groups before it in the same call", async () => {
    const groups = [{ identities: [auth0("1"), cognito("1")] }, { identities: [cognito("1"), auth0("2")] }];
    expect(await directory.linkGroups(groups)).toEqual(["created", "linked"]);
    expect(await ownerOf(auth0("2"))).toBe(await ownerOf(auth0("1")));
  });
});
