import { describe, expect, test } from "@jest/globals";
import { getMetadataStorage } from "class-validator";
import { checkInput } from "../../../src/graphql/inputs/check-input.js";
import { AppMetadataInput, UserMetadataInput } from "../../../src/graphql/inputs/metadata.js";
import { auth0 } from "../../../src/providers/auth0/index.js";
import { readFixture } from "../../rules/contracts.js";

interface Property {
  readonly type?: string | readonly string[];
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly pattern?: string;
  readonly format?: string;
}

const properties: Readonly<Record<string, Property>> = JSON.parse(readFixture("auth0-users.openapi.json"))
  .components.schemas.UpdateUserRequestContent.properties;

/** `PatchAuth0UserBody`, whose index signature is `json`. */
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
  "givenName",
  "familyName",
  "clientId",
  "connection",
  "emailVerified",
  "sendInvite",
];

/** Properties whose field in the graph has the name that it has when it is read. */
const renamed = new Map([
  ["blocked", "isBlocked"],
  ["phone_verified", "phoneNumberVerified"],
]);
const toField = (name: string): string => renamed.get(name) ?? toCamelCase(name);

const Input = auth0.updateInput as new () => object;

/** What a field needs beside it. */
const companions: Readonly<Record<string, object>> = {
  clientId: { email: "ada@example.com" },
  verifyPhoneNumber: { phoneNumber: "+15551234567" },
};

describe("every property of Auth0's update body", () => {
  test("has a field, and so has every field of Harmony's body; there is nothing else but subject and json", () => {
    const names = Object.keys(properties).map(toField);
    const own = ["subject", "json"];
    expect(names).toHaveLength(18);
    expect(fieldNames()).toEqual([...new Set([...names, ...harmonyFields.map(toField), ...own])].sort());
  });

  test.each(Object.entries(properties))(
    "%s takes null exactly where the contract does",
    async (name, rules) => {
      const field = toField(name);
      expect((await violationsOf({ ...companions[field], [field]: null })).length === 0).toBe(
        isNullable(rules),
      );
    },
  );

  const bounded = Object.entries(properties).filter(([, { minLength }]) => minLength !== undefined);

  test.each(bounded)("%s keeps to the contract's lengths, counted in characters", async (name, rules) => {
    const { minLength = 0, maxLength } = rules;
    const field = toField(name);
    const violationsAt = async (length: number): Promise<readonly string[]> =>
      (await violationsOf({ ...companions[field], [field]: "🦉".repeat(length) })).map(({ path }) => path);
    expect(minLength).toBe(1);
    expect(await violationsAt(minLength - 1)).toEqual([field]);
    expect(await violationsAt(minLength)).toEqual([]);
    expect(await violationsAt(maxLength ?? 100_000)).toEqual([]);
    if (maxLength !== undefined) expect(await violationsAt(maxLength + 1)).toEqual([field]);
  });

  test("eight properties have lengths", () => {
    expect(bounded.map(([name]) => name)).toHaveLength(8);
  });

  test.each(["+1", `+${"9".repeat(15)}`])(
    "phoneNumber may be %s, as the contract's pattern",
    async (value) => {
      expect(new RegExp(properties.phone_number?.pattern ?? "").test(value)).toBe(true);
      expect(await violationsOf({ phoneNumber: value })).toEqual([]);
    },
  );

  test.each(["+", `+${"9".repeat(16)}`, "15551234567", "+1 555", "+1555x", "", " +1555"])(
    "phoneNumber may not be %j",
    async (value) => {
      expect(new RegExp(properties.phone_number?.pattern ?? "").test(value)).toBe(false);
      expect(await violationsOf({ phoneNumber: value })).toMatchObject([{ path: "phoneNumber" }]);
    },
  );

  test.each(["", "ada", "ada@", "@example.com", "ada@example", "a da@example.com"])(
    "email may not be %j",
    async (value) => {
      expect(properties.email?.format).toBe("email");
      expect(await violationsOf({ email: value })).toMatchObject([{ path: "email", constraint: "isEmail" }]);
    },
  );

  test.each([
    "https://images.example.com/a.png?s=1#x",
    "http://localhost:8080/%C3%A4.png",
    "HTTPS://example.com",
  ])("picture may be %s", async (value) => {
    expect(properties.picture?.format).toBe("strict-uri");
    expect(await violationsOf({ picture: value })).toEqual([]);
  });

  test.each([
    "",
    "/a.png",
    "example.com/a.png",
    "https://",
    "https://a b.example",
    "https://example.com/ä.png",
    "https://example.com/%zz",
    "javascript:alert(1)",
    "ftp://example.com/a",
  ])("picture may not be %j", async (value) => {
    expect(await violationsOf({ picture: value })).toMatchObject([
      { path: "picture", constraint: "strictUri" },
    ]);
  });
});

describe("fields that say something of others", () => {
  test("clientId comes with an address or a number", async () => {
    expect(await violationsOf({ clientId: "app", name: "Ada" })).toEqual([
      {
        path: "clientId",
        constraint: "onlyWith",
        message: "clientId is only allowed together with email or phoneNumber",
      },
    ]);
    expect(await violationsOf({ clientId: "app", phoneNumber: "+1555" })).toEqual([]);
    expect(await violationsOf({ clientId: "app", email: null })).toEqual([]);
  });

  test("verifyPhoneNumber comes with a number", async () => {
    const violations = await violationsOf({ verifyPhoneNumber: true, email: "ada@example.com" });
    expect(violations).toMatchObject([{ path: "verifyPhoneNumber", constraint: "onlyWith" }]);
  });
});

describe("metadata", () => {
  const reserved =
    "__tenant,_id,blocked,clientID,created_at,email_verified,email,globalClientID,global_client_id,identities,lastIP,lastLogin,loginsCount,metadata,multifactor_last_modified,multifactor,updated_at,user_id";

  test.each(reserved.split(","))("appMetadata may not have the key %s, userMetadata may", async (key) => {
    const json = { [key]: "x" };
    expect(await violationsOf({ appMetadata: appMetadata({ json }) })).toMatchObject([
      { path: "appMetadata", constraint: "reservedKeys" },
    ]);
    expect(await violationsOf({ userMetadata: userMetadata({ json }) })).toEqual([]);
  });

  test.each([
    ["appMetadata", appMetadata({ json: { "a.b": 1 } })],
    ["appMetadata", appMetadata({ json: { list: [{ deep: { $set: 1 } }] } })],
    ["userMetadata", userMetadata({ json: { a$: null } })],
    ["userMetadata", userMetadata({ notificationSubscriptions: { "weekly.report": {} } })],
    ["userMetadata", userMetadata({ mfaOptIn: { "sms.on": true } })],
  ])("%s must not have a key with a dot or a dollar sign at any depth", async (path, value) => {
    expect(await violationsOf({ [path]: value })).toMatchObject([{ path, constraint: "metadataKeys" }]);
  });

  test("may have such signs in values, and any other key", async () => {
    const json = { "weekly-report": ["a.b", "$1"], deep: { deeper: { "🦉": null } } };
    const input = { appMetadata: appMetadata({ json, role: null }), userMetadata: userMetadata({ json }) };
    expect(await violationsOf(input)).toEqual([]);
  });

  test.each([true, null])("isExternal is Cognito's, and refused as %j", async (isExternal) => {
    expect(await violationsOf({ appMetadata: appMetadata({ isExternal }) })).toEqual([
      {
        path: "appMetadata",
        constraint: "noIsExternal",
        message: "appMetadata must not have isExternal, which exists only at Cognito",
      },
    ]);
  });

  test("is checked member by member", async () => {
    const violations = await violationsOf({ appMetadata: appMetadata({ role: 7, ctsAuthorized: "yes" }) });
    expect(violations.map(({ path }) => path).sort()).toEqual(
      expect.arrayContaining(["appMetadata.ctsAuthorized", "appMetadata.role"]),
    );
  });
});

describe("json", () => {
  test.each([...fieldNames(), ...Object.keys(properties), "send_invite"])(
    "may not have the key %s",
    async (key) => {
      const json = JSON.parse(`{${JSON.stringify(key)}: "x"}`);
      expect(await violationsOf({ json })).toMatchObject([{ path: "json", constraint: "noneOf" }]);
    },
  );

  test("may not have the key __proto__", async () => {
    const json = JSON.parse('{"__proto__": "x"}');
    expect(await violationsOf({ json })).toMatchObject([{ path: "json", constraint: "plainKeys" }]);
  });

  test.each(["user_id", "created_at", "updated_at", "identities", "last_login", "logins_count"])(
    "may not have %s, which Auth0 sets itself",
    async (key) => {
      expect(await violationsOf({ json: { [key]: "x" } })).toMatchObject([
        { path: "json", constraint: "serverOwned", message: expect.stringContaining(key) },
      ]);
    },
  );

  test("may have any other", async () => {
    expect(await violationsOf({ json: { shoe_size: 43, nested: { email: "kept as it is" } } })).toEqual([]);
  });
});

test("every violation is reported at once, and none quotes what was sent", async () => {
  const canary = "canary-9f3a";
  const violations = await violationsOf({
    subject: canary.repeat(30),
    email: canary,
    emailVerified: canary,
    verifyEmail: canary,
    phoneNumber: canary,
    phoneNumberVerified: canary,
    verifyPhoneNumber: canary,
    username: canary.repeat(30),
    name: canary.repeat(50),
    givenName: canary.repeat(50),
    familyName: canary.repeat(50),
    nickname: canary.repeat(50),
    picture: canary,
    isBlocked: canary,
    password: "",
    connection: "",
    clientId: "",
    sendInvite: canary,
    appMetadata: appMetadata({ json: { [`${canary}.x`]: canary } }),
    userMetadata: userMetadata({ json: { [`${canary}$`]: canary } }),
    json: { email: canary },
  });
  expect([...new Set(violations.map(({ path }) => path))].sort()).toEqual(fieldNames());
  expect(JSON.stringify(violations)).not.toContain(canary);
});

function appMetadata(members: object): AppMetadataInput {
  return Object.assign(new AppMetadataInput(), members);
}

function userMetadata(members: object): UserMetadataInput {
  return Object.assign(new UserMetadataInput(), members);
}

function violationsOf(fields: object): ReturnType<typeof checkInput> {
  return checkInput(Object.assign(new Input(), fields));
}

/** The fields that have rules; one without would go unchecked, so every field is to be among them. */
function fieldNames(): string[] {
  const rules = getMetadataStorage().getTargetValidationMetadatas(Input, "", false, false);
  return [...new Set(rules.map(({ propertyName }) => propertyName))].sort();
}

function isNullable({ type }: Property): boolean {
  return [type].flat().includes("null");
}

function toCamelCase(name: string): string {
  return name.replace(/_(\w)/g, (_, letter: string) => letter.toUpperCase());
}
