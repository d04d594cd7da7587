import { describe, expect, test } from "@jest/globals";
import { getMetadataStorage } from "class-validator";
import { checkInput } from "../../../src/graphql/inputs/check-input.js";
import { AppMetadataInput, UserMetadataInput } from "../../../src/graphql/inputs/metadata.js";
import type { ClassType } from "../../../src/identity/provider.js";
import { cognito } from "../../../src/providers/cognito/index.js";
import { CreateCognitoUserInput } from "../../../src/providers/cognito/types.create-input.js";
import { harmonyContract } from "../../rules/pairings.js";

/** `PostCognitoUserBody`, whose partial is `PatchCognitoUserBody`; the index signature is `json`. */
const harmonyFields = [
  "email",
  "appMetadata",
  "userMetadata",
  "blocked",
  "name",
  "nickname",
  "password",
  "picture",
  "username",
  "firstName",
  "lastName",
  "userPoolId",
];
const renamed: Readonly<Record<string, string>> = {
  firstName: "givenName",
  lastName: "familyName",
  blocked: "isBlocked",
  userPoolId: "realm",
};
const namesHere = harmonyFields.map((name) => renamed[name] ?? name);
const shared = ["emailVerified", "isPasswordTemporary", "json", "phoneNumber"];

/** About the write, not the user. */
const steering = ["idempotencyKey"];

const Update = cognito.updateInput as new () => object;
const Create = CreateCognitoUserInput as new () => object;
const newUser = {
  realm: "us-east-1_Staff0001",
  email: "grace@example.com",
  givenName: "Grace",
  familyName: "Hopper",
};
const both = [
  ["update", Update, {}],
  ["create", Create, newUser],
] as const;

async function violationsOf(Input: new () => object, fields: object) {
  return checkInput(Object.assign(new Input(), fields));
}
const pathsOf = async (Input: new () => object, fields: object): Promise<readonly string[]> => [
  ...new Set((await violationsOf(Input, fields)).map(({ path }) => path)),
];
const fieldsOf = (Input: ClassType): readonly string[] => {
  const rules = getMetadataStorage().getTargetValidationMetadatas(Input, "", false, false);
  return [...new Set(rules.map(({ propertyName }) => propertyName))].sort();
};
const appMetadata = (fields: object) => Object.assign(new AppMetadataInput(), fields);
const userMetadata = (fields: object) => Object.assign(new UserMetadataInput(), fields);

describe("the fields", () => {
  test("of an update are Harmony's, and what else a user has", () => {
    const own = ["addGroups", "phoneNumberVerified", "removeGroups", "subject"];
    expect(fieldsOf(Update)).toEqual([...namesHere, ...shared, ...own].sort());
  });

  test("of a creation are Harmony's, what else a new user has, and what steers the write", () => {
    const own = ["groups", "invitation", ...steering];
    expect(fieldsOf(Create)).toEqual([...namesHere, ...shared, ...own].sort());
  });

  test("that Harmony requires are required of a new user, metadata aside, and of no other user", async () => {
    expect([...(await pathsOf(Create, {}))].sort()).toEqual(["email", "familyName", "givenName", "realm"]);
    expect(await violationsOf(Create, newUser)).toEqual([]);
    expect(await violationsOf(Update, {})).toEqual([]);
  });

  test("of the metadata are all that Harmony declares for Cognito", async () => {
    const members = { ...harmonyContract.appMetadata, ...harmonyContract.cognitoAppMetadata };
    const app = Object.fromEntries(
      Object.entries(members).map(([name, type]) => [name, type === "boolean" ? true : "text"]),
    );
    const fields = {
      appMetadata: appMetadata(app),
      userMetadata: userMetadata({ homeroomId: "H", siteId: "S" }),
    };
    for (const [, Input, rest] of both) expect(await violationsOf(Input, { ...rest, ...fields })).toEqual([]);
  });
});

describe("null", () => {
  const clearable = ["email", "familyName", "givenName", "name", "nickname", "phoneNumber", "picture"];

  test("clears attributes, names no identity, and is refused elsewhere", async () => {
    const takesNull: string[] = [];
    for (const field of fieldsOf(Update)) {
      if ((await pathsOf(Update, { password: "x", [field]: null })).length === 0) takesNull.push(field);
    }
    expect(takesNull).toEqual([...clearable, "subject", "realm"].sort());
  });

  test("is refused of a new user", async () => {
    for (const field of fieldsOf(Create).filter((name) => !steering.includes(name))) {
      expect(await pathsOf(Create, { ...newUser, [field]: null })).toContain(field);
    }
  });
});

describe.each(both)("the limits of an %s", (_, Input, rest) => {
  const pathsAt = (field: string, value: unknown) => pathsOf(Input, { ...rest, [field]: value });

  test.each(["name", "nickname", "givenName", "familyName"])(
    "%s: 1 to 2048 bytes of UTF-8",
    async (field) => {
      expect(await pathsAt(field, "")).toEqual([field]);
      expect(await pathsAt(field, "x")).toEqual([]);
      expect(await pathsAt(field, "é".repeat(1024))).toEqual([]);
      expect(await pathsAt(field, `${"é".repeat(1024)}x`)).toEqual([field]);
      expect(await pathsAt(field, 5)).toEqual([field]);
    },
  );

  test.each([
    ["username", 128],
    ["password", 256],
  ])("%s: 1 to %d characters without whitespace", async (field, max) => {
    expect(await pathsAt(field, "")).toEqual([field]);
    expect(await pathsAt(field, "x")).toEqual([]);
    expect(await pathsAt(field, "x".repeat(max))).toEqual([]);
    expect(await pathsAt(field, "x".repeat(max + 1))).toEqual([field]);
    for (const text of [" x", "x ", "a b", "a\tb", "a\nb"])
      expect(await pathsAt(field, text)).toEqual([field]);
  });

  test("picture: an http or https address of 2048 bytes", async () => {
    const start = "https://images.example.com/";
    expect(await pathsAt("picture", start.padEnd(2048, "x"))).toEqual([]);
    expect(await pathsAt("picture", start.padEnd(2049, "x"))).toEqual(["picture"]);
    for (const value of ["", "a.png", "ftp://example.com/a", "javascript:alert(1)", 5])
      expect(await pathsAt("picture", value)).toEqual(["picture"]);
  });

  test("phoneNumber: + and 1 to 15 digits", async () => {
    for (const value of ["+1", `+${"9".repeat(15)}`]) expect(await pathsAt("phoneNumber", value)).toEqual([]);
    for (const value of ["", "+", `+${"9".repeat(16)}`, "1555", "+1 555", "+1x"])
      expect(await pathsAt("phoneNumber", value)).toEqual(["phoneNumber"]);
  });

  test("email: the form of an address", async () => {
    expect(await pathsAt("email", "a.b+c@mail.example.com")).toEqual([]);
    for (const value of ["", "ada", "ada@", "@example.com", "a b@example.com", 5])
      expect(await pathsAt("email", value)).toEqual(["email"]);
  });

  test("realm: the form of a pool's id", async () => {
    expect(await pathsAt("realm", "us-gov-west-1_Ab12")).toEqual([]);
    for (const value of ["", "us-east-1", "us-east-1_", "a b_c", `us-east-1_${"x".repeat(46)}`])
      expect(await pathsAt("realm", value)).toEqual(["realm"]);
  });

  test("json: attributes by name, none that has a field of its own", async () => {
    const isTaken = async (json: unknown) => (await pathsAt("json", json)).length === 0;
    expect(await isTaken({ locale: "en-GB", "custom:shoe_size": "43" })).toBe(true);
    expect(await isTaken({ [`custom:${"x".repeat(25)}`]: "1" })).toBe(true);
    expect(await isTaken({ [`custom:${"x".repeat(26)}`]: "1" })).toBe(false);
    expect(await isTaken({ locale: "é".repeat(1024) })).toBe(true);
    expect(await isTaken({ locale: `${"é".repeat(1024)}x` })).toBe(false);
    const named = ["sub", "email", "email_verified", "given_name", "givenName", "phone_number", "__proto__"];
    for (const key of named) expect(await isTaken(JSON.parse(`{"${key}":"x"}`))).toBe(false);
    for (const value of ["", {}, []]) expect(await isTaken({ locale: value })).toBe(false);
    for (const value of [5, 0.5, true]) expect(await isTaken({ "custom:shoe_size": value })).toBe(true);
    for (const json of ["x", [], 5]) expect(await isTaken(json)).toBe(false);
    expect(await isTaken({ locale: null })).toBe(Input === Update);
  });

  test("userMetadata: nothing that only Auth0 knows", async () => {
    const fields = { mfaOptIn: false, notificationSubscriptions: {} };
    for (const [name, value] of Object.entries(fields))
      expect(await pathsAt("userMetadata", userMetadata({ [name]: value }))).toEqual(["userMetadata"]);
  });

  test("a violation inside the metadata has its whole path", async () => {
    expect(await pathsAt("appMetadata", appMetadata({ role: 5, isExternal: "yes" }))).toEqual([
      "appMetadata.role",
      "appMetadata.isExternal",
    ]);
  });

  test("no violation tells what was sent", async () => {
    const canary = "canary 9f3a";
    const fields = Object.fromEntries(fieldsOf(Input).map((field) => [field, canary]));
    const violations = await violationsOf(Input, {
      ...fields,
      appMetadata: appMetadata({ admin: { canary } }),
    });
    expect(violations.length).toBeGreaterThan(10);
    expect(JSON.stringify(violations)).not.toContain("9f3a");
  });
});

describe.each([
  ["addGroups", Update, {}],
  ["removeGroups", Update, {}],
  ["groups", Create, newUser],
] as const)("%s", (field, Input, rest) => {
  test("are 100 names at most, each of 1 to 128 characters without whitespace", async () => {
    const pathsAt = (value: unknown) => pathsOf(Input, { ...rest, [field]: value });
    const names = (count: number) => Array.from({ length: count }, (_, index) => `group-${index}`);
    for (const value of [[], ["x"], ["x".repeat(128)], names(100)]) expect(await pathsAt(value)).toEqual([]);
    for (const value of [[""], ["x".repeat(129)], ["a b"], [5], names(101), "staff"])
      expect(await pathsAt(value)).toEqual([field]);
  });
});

describe("fields that say something of others", () => {
  test("no group is joined and left at once", async () => {
    expect(await pathsOf(Update, { addGroups: ["a"], removeGroups: ["b"] })).toEqual([]);
    expect(await pathsOf(Update, { addGroups: ["a"], removeGroups: ["b", "a"] })).toEqual(["removeGroups"]);
  });

  test("isPasswordTemporary of an update comes with a password", async () => {
    expect(await pathsOf(Update, { isPasswordTemporary: true, password: "x" })).toEqual([]);
    expect(await pathsOf(Update, { isPasswordTemporary: true })).toEqual(["isPasswordTemporary"]);
  });

  test.each([
    [{ invitation: "EMAIL" }, []],
    [{ invitation: "EMAIL", password: "x", isPasswordTemporary: true }, []],
    [{ invitation: "EMAIL", password: "x" }, ["invitation"]],
    [{ invitation: "SMS" }, ["invitation"]],
    [{ invitation: "SMS", phoneNumber: "+1555" }, []],
    [{ invitation: "NONE", password: "x" }, []],
    [{ invitation: "POST" }, ["invitation"]],
  ])("%j of a new user is a violation in %j", async (fields, paths) => {
    expect(await pathsOf(Create, { ...newUser, ...fields })).toEqual(paths);
  });
});
