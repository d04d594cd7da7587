import { readFileSync } from "node:fs";
import { describe, expect, test } from "@jest/globals";
import { toRealm } from "../../../src/identity/ids.js";
import { parseLeniently } from "../../../src/platform/lenient.js";
import { Auth0ProviderIdentity } from "../../../src/providers/auth0/mapping.js";
import { userWire } from "../../../src/providers/auth0/wire.js";
import { linkFields, presentFresh, toTestLink, withoutLinkFields } from "../../support/presented.js";

const realm = toRealm("tenant.us.auth0.com");
const link = toTestLink("AUTH0", realm, "auth0|507f1f77bcf86cd799439020");
const full: Record<string, unknown> = JSON.parse(
  readFileSync(new URL("./fixtures/user.json", import.meta.url), "utf8"),
);
const toIdentity = (record: unknown) => {
  const user = parseLeniently(userWire, record, () => {});
  if (user === undefined) throw new Error("the record is unreadable");
  return new Auth0ProviderIdentity(user, realm);
};
const toFields = (record: unknown) => presentFresh(toIdentity(record), link);

const toNulls = (record: object) =>
  Object.fromEntries(Object.keys(record).map((key) => [key, key === "user_id" ? "auth0|1" : null]));

describe("an Auth0 user", () => {
  test("the sample has every key of the wire", () => {
    expect(Object.keys(full).sort()).toEqual(Object.keys(userWire.shape).sort());
  });

  test("every value arrives under its name", () => {
    const { accounts, appMetadata, userMetadata, ...fields } = toFields(full);
    expect(fields).toEqual({
      ...linkFields(link),
      email: "ann@example.com",
      emailVerified: true,
      username: "ann",
      phoneNumber: "+15551234567",
      phoneNumberVerified: true,
      name: "Ann Bee",
      givenName: "Ann",
      familyName: "Bee",
      nickname: "annie",
      picture: "https://images.example.com/ann.png",
      isBlocked: true,
      createdAt: new Date("2026-01-01T08:00:00Z"),
      updatedAt: new Date("2026-02-01T08:00:00Z"),
      lastLogin: new Date("2026-01-31T08:00:00Z"),
      lastIp: "192.0.2.17",
      loginsCount: 7,
      lastPasswordReset: new Date("2026-01-10T08:00:00Z"),
      multifactor: ["guardian"],
      multifactorLastModified: new Date("2026-01-05T08:00:00Z"),
    });
    expect(appMetadata).toMatchObject({ role: "teacher", ctsAuthorized: true, json: full.app_metadata });
    expect(userMetadata).toMatchObject({
      homeroomId: "H-1",
      siteId: "S-1",
      mfaOptIn: { sms: true },
      notificationSubscriptions: { weekly: { channel: "mail" } },
      json: full.user_metadata,
    });
    expect(accounts).toHaveLength(2);
  });

  test("accounts keep their order, ids become text, and tokens of the identity provider are dropped", () => {
    const { accounts } = toFields(full);
    expect(accounts).toEqual([
      {
        connection: "district",
        userId: "507f1f77bcf86cd799439020",
        provider: "auth0",
        isSocial: false,
        profileData: null,
      },
      {
        connection: "google-oauth2",
        userId: "104215",
        provider: "google-oauth2",
        isSocial: true,
        profileData: {
          email: "social@example.org",
          emailVerified: true,
          name: "Ann Social",
          username: "anns",
          givenName: "Ann",
          familyName: "Social",
          picture: "https://images.example.org/a.png",
          phoneNumber: "+15557654321",
          phoneNumberVerified: false,
          json: expect.objectContaining({ locale: "en" }),
        },
      },
    ]);
    expect(JSON.stringify(toIdentity(full)) + JSON.stringify(toFields(full))).not.toContain("never-readable");
  });

  test("the profile is in our words", () => {
    expect(toIdentity(full).profile).toEqual({
      email: "ann@example.com",
      emailVerified: true,
      name: "Ann Bee",
      givenName: "Ann",
      familyName: "Bee",
      nickname: "annie",
      username: "ann",
      picture: "https://images.example.com/ann.png",
      phoneNumber: "+15551234567",
      phoneNumberVerified: true,
    });
  });

  test.each([
    ["absent", false, { user_id: "auth0|1" }],
    ["null", null, toNulls(full)],
  ])("what is %s stays null, and is no part of the profile; blocked is %p", (_name, blocked, record) => {
    const { accounts, isBlocked, ...fields } = withoutLinkFields(toFields(record));
    expect({ accounts, isBlocked }).toEqual({ accounts: [], isBlocked: blocked });
    expect(new Set(Object.values(fields))).toEqual(new Set([null]));
    expect(toIdentity(record)).toMatchObject({ profile: {}, appMetadata: undefined, assertedKeys: [] });
  });

  test("who was never blocked is not blocked", () => {
    expect(toIdentity({ user_id: "auth0|1" }).isBlocked).toBe(false);
    expect(toIdentity({ user_id: "auth0|1", blocked: false }).isBlocked).toBe(false);
    expect(toIdentity({ user_id: "auth0|1", blocked: true }).isBlocked).toBe(true);
  });

  test("a date that is none is null, and costs nothing else", () => {
    expect(toFields({ ...full, last_login: "recently" })).toMatchObject({ lastLogin: null, name: "Ann Bee" });
  });

  test("metadata of another type than declared is only in the JSON; booleans may be text", () => {
    const identity = toIdentity({
      user_id: "auth0|1",
      app_metadata: { admin: true, titanAuthorized: "false" },
    });
    expect(identity.appMetadata).toEqual({
      titanAuthorized: false,
      json: { admin: true, titanAuthorized: "false" },
    });
  });
});
