import { readFileSync } from "node:fs";
import { describe, expect, test } from "@jest/globals";
import { toRealm } from "../../../src/identity/ids.js";
import { parseLeniently } from "../../../src/platform/lenient.js";
import { NexusProviderIdentity, type TenantRealms } from "../../../src/providers/nexus/mapping.js";
import { userFields } from "../../../src/providers/nexus/types.js";
import { userWire } from "../../../src/providers/nexus/wire.js";
import { presentFresh, toTestLink } from "../../support/presented.js";

type Json = Readonly<Record<string, unknown>>;

const realm = toRealm("nexus-test");
const link = toTestLink("NEXUS", realm, "NX0000000000000001");
const full: Json = JSON.parse(readFileSync(new URL("./fixtures/user.json", import.meta.url), "utf8"));
const toIdentity = (record: unknown, tenants: TenantRealms = new Map()) =>
  new NexusProviderIdentity(
    parseLeniently(userWire, record, () => {}) ?? userWire.parse(record),
    realm,
    tenants,
  );
const toFields = (record: unknown): Json => presentFresh(toIdentity(record), link);

const createdAt = new Date("2026-01-01T08:00:00Z");
const updatedAt = new Date("2026-02-01T08:00:00Z");
const ends = new Date("2027-01-01T00:00:00Z");
const history = { createdAt, createdBy: "import", updatedAt, updatedBy: "sync" };
const role = { id: "role-1", name: "Member", description: "May sign in.", expires: ends };

describe("a Nexus user", () => {
  test("the sample has every field, and is of the wire's form", () => {
    const names = Object.entries(userFields).map(([name, { wireName }]) => wireName ?? name);
    expect(Object.keys(full)).toEqual(expect.arrayContaining(["id", ...names]));
    expect(userWire.safeParse(full).error).toBeUndefined();
  });

  test("no field is lost", () => {
    const fields = toFields(full);
    expect(Object.keys(userFields).filter((name) => fields[name] === null)).toEqual([]);
    expect(fields).not.toHaveProperty("newerThanThis");
  });

  test("values arrive under their names, hyphens or not", () => {
    expect(toFields(full)).toMatchObject({
      provider: "NEXUS",
      realm,
      subject: link.subject,
      type: "User",
      ownerId: "NX0000000000000009",
      username: "ann",
      email: "ann@example.com",
      emailVerified: true,
      emailVerifySentDate: new Date("2026-01-02T08:00:00Z"),
      emailVerificationStatusType: "Verified",
      recoveryEmailAddress: "ann@example.org",
      phoneNumber: "+15551234567",
      name: "Ann Bee",
      givenName: "Ann",
      familyName: "Bee",
      nickname: "annie",
      picture: "https://images.example.com/ann.png",
      language: "en-US",
      isActive: true,
      isMfaDisabled: false,
      mfaEnrollmentStatus: "Enrolled",
      authenticationMethod: "Database",
      organizationId: "7",
      ...history,
    });
  });

  test("what belongs to a user arrives whole, numbers that are ids as text", () => {
    const tenant = { idpTenantName: "us-1", idpTenantFqdn: "tenant.us.auth0.com", auth0TenantName: "tenant" };
    expect(toFields(full)).toMatchObject({
      owner: { id: "NX0000000000000009", name: "Owner", givenName: null },
      organization: {
        id: "7",
        name: "org-7",
        domains: ["org7.example.com"],
        members: [{ id: "m-1" }],
        ...history,
      },
      memberOf: [{ id: "7-NX1", organizationId: "7", user: { name: "Owner" }, roles: [role], ...history }],
      roles: [role],
      attributes: [{ id: "5", userId: "NX1", name: "costCenter", value: "CC-1", expires: ends }],
      customUpns: [{ id: "u-1", clientUpnKey: "key", customUpnValue: "ann@upn.example.com", ...history }],
      idpIdentities: [
        {
          id: "1",
          auth0UserId: "auth0|507f1f77bcf86cd799439020",
          groups: ["staff"],
          idpTenantId: "1",
          ...tenant,
        },
      ],
      subscriptions: [
        { id: "11", productId: "3", product: { id: 3 }, expires: ends, customMetadata: { a: 1 }, ...history },
      ],
      applicationDeployments: [
        { id: "21", maxUserCount: 5, subscription: { id: "11" }, steps: ["one"], ...history },
      ],
    });
  });

  test.each([
    ["absent", { id: "NX1" }],
    ["null", Object.fromEntries(Object.keys(full).map((key) => [key, key === "id" ? "NX1" : null]))],
  ])("what is %s stays null, and is no part of the profile", (_name, record) => {
    const fields = toFields(record);
    expect(Object.keys(userFields).filter((name) => fields[name] !== null)).toEqual([]);
    expect(toIdentity(record)).toMatchObject({ subject: "NX1", profile: {}, assertedKeys: [] });
  });

  test("the profile is in our words, and nothing is said of blocking or metadata", () => {
    expect(toIdentity(full)).toMatchObject({
      provider: "NEXUS",
      realm,
      subject: "NX0000000000000001",
      isBlocked: undefined,
      appMetadata: undefined,
      profile: {
        email: "ann@example.com",
        emailVerified: true,
        name: "Ann Bee",
        givenName: "Ann",
        familyName: "Bee",
        nickname: "annie",
        username: "ann",
        picture: "https://images.example.com/ann.png",
        phoneNumber: "+15551234567",
      },
    });
  });

  test("a date that is none is null, and costs nothing else", () => {
    expect(toFields({ ...full, created: "once" })).toMatchObject({ createdAt: null, name: "Ann Bee" });
  });
});

describe("Auth0 users whom Nexus asserts", () => {
  const subject = "auth0|507f1f77bcf86cd799439020";
  const [identity] = full.identities as readonly Json[];
  const assertedBy = (changes: Json, tenants: Readonly<Record<string, string>> = {}) =>
    toIdentity({ id: "NX1", identities: [{ ...identity, ...changes }] }, new Map(Object.entries(tenants)))
      .assertedKeys;

  test.each(["us-1", "tenant.us.auth0.com", "tenant", "login.example.com"])(
    "the tenant is known as %s",
    (name) => {
      expect(assertedBy({}, { [name]: "canonical.us.auth0.com" })).toEqual([
        { provider: "AUTH0", realm: "canonical.us.auth0.com", subject },
      ]);
    },
  );

  test.each([
    ["no prefix", "abc"],
    ["whitespace", "auth0|a b"],
    ["a control character", "auth0|a\u0000"],
    ["half a surrogate pair", "auth0|\ud800"],
    ["251 characters", `auth0|${"a".repeat(245)}`],
  ])("an Auth0 id with %s is not followed: no store could keep it, or no user has it", (_what, azoUserId) => {
    expect(assertedBy({ azoUserId }, {})).toEqual([]);
  });

  test("a tenant that is not configured is the realm of its host", () => {
    expect(assertedBy({}, { "eu-1": "eu.auth0.com" })).toEqual([
      { provider: "AUTH0", realm: "tenant.us.auth0.com", subject },
    ]);
  });

  test("the tenant's name goes before its host, and its host before its login domain", () => {
    const tenants = { "us-1": "by-name", "tenant.us.auth0.com": "by-host", "login.example.com": "by-login" };
    expect(assertedBy({}, tenants)).toMatchObject([{ realm: "by-name" }]);
    expect(assertedBy({ idpTenantName: null }, tenants)).toMatchObject([{ realm: "by-host" }]);
    expect(assertedBy({ idpTenantName: null, idpTenantFqdn: null }, tenants)).toMatchObject([
      { realm: "by-login" },
    ]);
  });

  test("without a tenant or a subject nothing is asserted", () => {
    const nowhere = { idpTenantName: null, idpTenantFqdn: null, azoTenantName: null, loginDomain: null };
    expect(assertedBy(nowhere, { "us-1": "canonical.us.auth0.com" })).toEqual([]);
    expect(assertedBy({ azoUserId: null })).toEqual([]);
    expect(assertedBy({ azoUserId: "" })).toEqual([]);
  });
});
