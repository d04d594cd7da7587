import { readFileSync } from "node:fs";
import { describe, expect, test } from "@jest/globals";
import { toRealm } from "../../../src/identity/ids.js";
import { CognitoProviderIdentity, toGroup } from "../../../src/providers/cognito/mapping.js";
import { getUserWire, listedUserWire } from "../../../src/providers/cognito/wire.js";
import { linkFields, presentFresh, toTestLink, withoutLinkFields } from "../../support/presented.js";

const pool = toRealm("us-east-1_Ab12Cd34E");
const sub = "0b5c5c52-7f2c-4f0e-9d2c-3f2a4d1f9a10";
const link = toTestLink("COGNITO", pool, sub);
const full: Readonly<Record<string, string>> = JSON.parse(
  readFileSync(new URL("./fixtures/attributes.json", import.meta.url), "utf8"),
);
const metadataAttributes = { app: "custom:app_metadata", user: "custom:user_metadata", writeId: "" };
const createdAt = new Date("2026-01-01T08:00:00Z");
const updatedAt = new Date("2026-02-01T08:00:00Z");
const common = {
  Username: "ann",
  Enabled: false,
  UserStatus: "CONFIRMED",
  UserCreateDate: createdAt,
  UserLastModifiedDate: updatedAt,
};

const toAttributes = (attributes: Readonly<Record<string, string>>) =>
  Object.entries(attributes).map(([Name, Value]) => ({ Name, Value }));

const toIdentity = (attributes: Readonly<Record<string, string>>, changes: object = {}) => {
  const user = getUserWire.parse({
    ...common,
    PreferredMfaSetting: "SOFTWARE_TOKEN_MFA",
    UserMFASettingList: ["SOFTWARE_TOKEN_MFA"],
    UserAttributes: toAttributes(attributes),
    ...changes,
  });
  return new CognitoProviderIdentity(user, pool, metadataAttributes);
};
const toFields = (attributes: Readonly<Record<string, string>>, changes: object = {}) =>
  presentFresh(toIdentity(attributes, changes), link);

describe("a Cognito user", () => {
  test("every value arrives under its name", () => {
    const { userAttributes, appMetadata, userMetadata, ...fields } = toFields(full);
    expect(fields).toEqual({
      ...linkFields(link),
      username: "ann",
      isBlocked: true,
      status: "CONFIRMED",
      createdAt,
      updatedAt,
      email: "ann@example.com",
      emailVerified: true,
      phoneNumber: "+15551234567",
      phoneNumberVerified: false,
      name: "Ann Bee",
      givenName: "Ann",
      familyName: "Bee",
      middleName: "M",
      nickname: "annie",
      preferredUsername: "ann.b",
      picture: "https://images.example.com/ann.png",
      profile: "https://example.com/ann",
      website: "https://ann.example.com",
      address: "1 Street",
      birthdate: "1990-01-31",
      gender: "female",
      locale: "en-US",
      zoneinfo: "Europe/Paris",
      preferredMfaSetting: "SOFTWARE_TOKEN_MFA",
      mfaSettings: ["SOFTWARE_TOKEN_MFA"],
    });
    expect(
      Object.fromEntries(
        (userAttributes as { name: string; value: string }[]).map(({ name, value }) => [name, value]),
      ),
    ).toEqual(full);
    expect(appMetadata).toMatchObject({ role: "teacher", ctsAuthorized: true, isExternal: false });
    expect(userMetadata).toMatchObject({ homeroomId: "H-1", siteId: "S-1" });
  });

  test("attributes are sorted by name", () => {
    const { userAttributes } = toFields({ sub, name: "b", "custom:a": "c", email: "d@example.com" });
    expect((userAttributes as { name: string }[]).map(({ name }) => name)).toEqual([
      "custom:a",
      "email",
      "name",
      "sub",
    ]);
  });

  test("a listed user is the same, without second factors", () => {
    const listed = listedUserWire.parse({ ...common, Attributes: toAttributes(full) });
    const fields = presentFresh(new CognitoProviderIdentity(listed, pool, metadataAttributes), link);
    expect(fields).toEqual({ ...toFields(full), preferredMfaSetting: null, mfaSettings: null });
  });

  test("the profile is in our words; the username is not an attribute", () => {
    expect(toIdentity(full)).toMatchObject({
      subject: sub,
      isBlocked: true,
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
        phoneNumberVerified: false,
      },
    });
  });

  test("what is absent stays null, and is no part of the profile", () => {
    const user = getUserWire.parse({ Username: "ann", UserAttributes: [{ Name: "sub", Value: sub }] });
    const identity = new CognitoProviderIdentity(user, pool, metadataAttributes);
    expect(identity).toMatchObject({
      profile: { username: "ann" },
      isBlocked: undefined,
      appMetadata: undefined,
    });
    const fields = withoutLinkFields(presentFresh(identity, link));
    const { username, userAttributes: all, mfaSettings, ...others } = fields;
    expect(new Set(Object.values(others))).toEqual(new Set([null]));
    expect({ all, mfaSettings }).toEqual({ all: [{ name: "sub", value: sub }], mfaSettings: [] });
  });

  test.each([
    ["UNCONFIRMED", "UNCONFIRMED"],
    ["FORCE_CHANGE_PASSWORD", "FORCE_CHANGE_PASSWORD"],
    ["EXTERNAL_PROVIDER", "EXTERNAL_PROVIDER"],
    ["A_STATUS_OF_NEXT_YEAR", "UNKNOWN"],
    ["toString", "UNKNOWN"],
  ])("the status %s is %s", (UserStatus, status) => {
    expect(toFields({ sub }, { UserStatus }).status).toBe(status);
  });

  test("verified is what is the text true, and nothing else", () => {
    expect(toFields({ sub, email_verified: "true" }).emailVerified).toBe(true);
    expect(toFields({ sub, email_verified: "false" }).emailVerified).toBe(false);
    expect(toFields({ sub }).emailVerified).toBeNull();
  });
});

describe("metadata at Cognito", () => {
  test("members with an attribute of their own count, and win over the object", () => {
    const identity = toIdentity({
      sub,
      "custom:app_metadata": '{"districtId":"D-1","role":"teacher"}',
      "custom:districtId": "D-2",
      "custom:titanAuthorized": "true",
      "custom:passwordResetRequire": "false", // names are no longer than this
    });
    expect(identity.appMetadata).toMatchObject({
      districtId: "D-2",
      role: "teacher",
      titanAuthorized: true,
      passwordResetRequired: false,
    });
  });

  test("single attributes suffice", () => {
    expect(toIdentity({ sub, "custom:role": "teacher" }).appMetadata).toMatchObject({ role: "teacher" });
    expect(toFields({ sub, "custom:siteId": "S-1" }).userMetadata).toMatchObject({ siteId: "S-1" });
  });

  test.each(['{"role":', "[]", "null", '"text"', "42", ""])(
    "%j is no object: the identity stays, and the text is among its attributes",
    (text) => {
      const fields = toFields({ sub, name: "Ann", "custom:app_metadata": text });
      expect(fields).toMatchObject({ name: "Ann", appMetadata: null });
      expect(fields.userAttributes).toContainEqual({ name: "custom:app_metadata", value: text });
    },
  );
});

describe("a Cognito group", () => {
  test("every value arrives, and what is absent is null", () => {
    const nothing = { description: null, roleArn: null, precedence: null, createdAt: null, updatedAt: null };
    expect(toGroup({ GroupName: "staff" })).toEqual({ name: "staff", ...nothing });
    const group = {
      GroupName: "staff",
      Description: "All of them",
      RoleArn: "arn:aws:iam::0:role/staff",
      Precedence: 0,
      CreationDate: createdAt,
      LastModifiedDate: updatedAt,
    };
    expect(toGroup(group)).toEqual({
      name: "staff",
      description: "All of them",
      roleArn: "arn:aws:iam::0:role/staff",
      precedence: 0,
      createdAt,
      updatedAt,
    });
  });
});
