import { describe, expect, test } from "@jest/globals";
import { RecentUsers } from "../../src/directory/recent-users.js";
import { mintUserId, toRealm, toSubject, type UserId } from "../../src/identity/ids.js";
import type { LinkedUser, UserKey } from "../../src/identity/link.js";

const id = mintUserId();
const byId: UserKey = { kind: "id", id };
const bySubject: UserKey = { kind: "subject", provider: "AUTH0", subject: toSubject("auth0|1") };

function userWith(changedAt: Date | null = null, userId: UserId = id): LinkedUser {
  const place = { provider: "AUTH0", realm: toRealm("tenant"), subject: toSubject("auth0|1") } as const;
  const link = { ...place, userId, evidence: "MANUAL", linkedAt: new Date(1_000), changedAt } as const;
  return { id: userId, createdAt: new Date(0), links: [link] };
}

function start(keepMs = 2_000, maxUsers = 10) {
  const clock = { ms: 1_000_000 };
  return { clock, users: new RecentUsers({ keepMs, maxUsers, now: () => clock.ms }) };
}

describe("a user that the directory returned", () => {
  test("is found by the same key until the time is up, and by no other key", () => {
    const { clock, users } = start();
    users.put(byId, userWith(), users.version);
    expect(users.find(byId)?.id).toBe(id);
    expect(users.find(bySubject)).toBeUndefined();
    clock.ms += 2_000;
    expect(users.find(byId)).toBeUndefined();
  });

  test("is not found while the clock shows a time before the directory returned it", () => {
    const { clock, users } = start();
    users.put(byId, userWith(), users.version);
    clock.ms -= 3_600_000;
    expect(users.find(byId)).toBeUndefined();
    users.put(byId, userWith(), users.version);
    clock.ms += 2_000;
    expect(users.find(byId)).toBeUndefined();
  });

  test("stays the same object while the links are the same, and becomes another when one changed", () => {
    const { users } = start();
    const first = users.put(byId, userWith(), users.version);
    expect(users.put(byId, userWith(), users.version)).toBe(first);
    const changed = users.put(byId, userWith(new Date(5_000)), users.version);
    expect(changed).not.toBe(first);
    expect(users.find(byId)).toBe(changed);
  });

  test("is gone once the user, or one of the identities, was evicted", () => {
    const { users } = start();
    users.put(byId, userWith(), users.version);
    users.put(bySubject, userWith(), users.version);
    users.evictUser(id);
    expect([users.find(byId), users.find(bySubject)]).toEqual([undefined, undefined]);
    users.put(byId, userWith(), users.version);
    users.evictIdentity({ provider: "AUTH0", realm: toRealm("tenant"), subject: toSubject("auth0|1") });
    expect(users.find(byId)).toBeUndefined();
  });

  test("is not kept when something was evicted while the directory was asked", () => {
    const { users } = start();
    const before = users.version;
    users.evictUser(mintUserId());
    users.put(byId, userWith(), before);
    expect(users.find(byId)).toBeUndefined();
  });

  test("is never kept with a time of 0, and the oldest is removed for a new one", () => {
    const never = start(0).users;
    never.put(byId, userWith(), never.version);
    expect(never.find(byId)).toBeUndefined();
    const { users } = start(2_000, 2);
    const ids = [mintUserId(), mintUserId(), mintUserId()];
    for (const each of ids) users.put({ kind: "id", id: each }, userWith(null, each), users.version);
    expect(ids.map((each) => users.find({ kind: "id", id: each })?.id)).toEqual([undefined, ids[1], ids[2]]);
  });
});
