import { beforeAll, describe, expect, test } from "@jest/globals";
import { type GraphQLInputObjectType, type GraphQLSchema, graphql } from "graphql";
import { Arg, buildSchema, InputType, Query, Resolver } from "type-graphql";
import { checkInput } from "../../../src/graphql/inputs/check-input.js";
import { SyncNexusIdentityFields, UpdateNexusInput } from "../../../src/providers/nexus/types.input.js";
import { nexusContract } from "../../rules/pairings.js";

@InputType()
class ProbeSyncInput extends SyncNexusIdentityFields {}

@Resolver()
class Probe {
  @Query(() => [String])
  async update(@Arg("input", () => UpdateNexusInput) input: UpdateNexusInput): Promise<string[]> {
    return texts(input);
  }

  @Query(() => [String])
  async sync(@Arg("input", () => ProbeSyncInput) input: ProbeSyncInput): Promise<string[]> {
    return texts(input);
  }
}

async function texts(input: object): Promise<string[]> {
  return (await checkInput(input)).map(({ path, message }) => `${path}: ${message}`);
}

let schema: GraphQLSchema;

beforeAll(async () => {
  schema = await buildSchema({ resolvers: [Probe], validate: false });
});

/** Every violation of the input, as it comes through GraphQL. */
async function violationsOf(kind: "update" | "sync", input: object): Promise<readonly string[]> {
  const type = kind === "update" ? "UpdateNexusInput" : "ProbeSyncInput";
  const source = `query ($input: ${type}!) { violations: ${kind}(input: $input) }`;
  const { data, errors } = await graphql({ schema, source, variableValues: { input } });
  expect(errors).toBeUndefined();
  return data?.violations as readonly string[];
}

function fieldsOf(type: string): readonly string[] {
  return Object.keys((schema.getType(type) as GraphQLInputObjectType).getFields());
}

const letters = (count: number): string => "x".repeat(count);

/** Every field of PatchUser, by the name that it has when it is read. */
const patchFields = Object.keys(nexusContract.kindsOf("PatchUserRequest")).map((name) =>
  name === "displayName" ? "name" : name,
);

describe("UpdateNexusInput", () => {
  test("has every field of PatchUser, the subject, and open keys", () => {
    expect([...fieldsOf("UpdateNexusInput")].sort()).toEqual([...patchFields, "json", "subject"].sort());
  });

  test.each([...patchFields, "json"])(
    "%s must not be null, which is one violation that tells why",
    async (field) => {
      expect(await violationsOf("update", { [field]: null })).toEqual([
        `${field}: ${field} must not be null: Nexus can't clear a value`,
      ]);
    },
  );

  test.each([
    ["name", 200],
    ["givenName", 100],
    ["familyName", 100],
    ["nickname", 100],
    ["username", 250],
    ["language", 250],
    ["password", 250],
    ["mfaEnrollmentStatus", 250],
  ])("%s has %i characters at most", async (field, max) => {
    expect(await violationsOf("update", { [field]: letters(max - 1) })).toEqual([]);
    expect(await violationsOf("update", { [field]: letters(max) })).toEqual([]);
    expect(await violationsOf("update", { [field]: letters(max + 1) })).toEqual([
      `${field}: ${field} must have at most ${max} characters`,
    ]);
  });

  test("picture is an address of 250 characters at most", async () => {
    const picture = (length: number): object => ({
      picture: "https://a.example/".padEnd(length, "x"),
    });
    expect(await violationsOf("update", picture(250))).toEqual([]);
    expect(await violationsOf("update", picture(251))).toEqual([
      "picture: picture must have at most 250 characters",
    ]);
    expect(await violationsOf("update", { picture: "javascript:alert(1)" })).toEqual([
      "picture: picture must be an absolute http or https URL",
    ]);
  });

  test("recovery address, phone number, user name and password have their form", async () => {
    const right = { recoveryEmailAddress: "a@example.com", phoneNumber: "+15551234567", username: "u" };
    expect(await violationsOf("update", { ...right, password: "p" })).toEqual([]);
    const wrong = { recoveryEmailAddress: "nobody", phoneNumber: "555", username: "", password: "" };
    expect(await violationsOf("update", wrong)).toEqual(
      expect.arrayContaining([
        "recoveryEmailAddress: recoveryEmailAddress must be an e-mail address",
        "phoneNumber: phoneNumber must be + and 1 to 15 digits",
        "username: username must not be empty",
        "password: password must not be empty",
      ]),
    );
  });

  test.each(["2026-01-01T00:00:00Z", "2026-01-01t01:00:00.5+01:00"])(
    "%s is a date and time",
    async (date) => {
      expect(await violationsOf("update", { emailVerifySentDate: date })).toEqual([]);
    },
  );

  test.each(["yesterday", "2026-01-01", "2026-13-01T00:00:00Z", "2026-01-01T00:00:00", ""])(
    "%j is no date and time, which is a violation like any other",
    async (date) => {
      expect(await violationsOf("update", { emailVerifySentDate: date })).toEqual([
        "emailVerifySentDate: emailVerifySentDate must be a date and time in the format of RFC 3339",
      ]);
    },
  );

  test("absent fields and no field at all are no violation", async () => {
    expect(await violationsOf("update", {})).toEqual([]);
    expect(
      await violationsOf("update", { isBlocked: false, emailVerifySentDate: "2026-01-01T00:00:00Z" }),
    ).toEqual([]);
  });

  test.each(["displayName", "name", "isBlocked", "PASSWORD", "IsBlocked", "subject", "json", "constructor"])(
    "an open key must not be %s, whatever its case",
    async (key) => {
      expect(await violationsOf("update", { json: { [key]: "x" } })).toEqual([
        "json: json must not have a key that has a field of its own",
      ]);
    },
  );

  test("open keys have values, and there are 100 at most", async () => {
    const keys = (count: number): object =>
      Object.fromEntries(Array.from({ length: count }, (_, index) => [`key${index}`, index]));
    expect(await violationsOf("update", { json: keys(100) })).toEqual([]);
    expect(await violationsOf("update", { json: keys(101) })).toEqual([
      "json: json must have 100 keys at most, keys of inner objects and entries of lists included",
    ]);
    expect(await violationsOf("update", { json: { theme: null } })).toEqual([
      "json: json must not have a null value: Nexus can't clear a value",
    ]);
  });

  test("all violations are told at once, and none tells a value", async () => {
    const violations = await violationsOf("update", {
      name: "canary".repeat(50),
      password: "canary".repeat(50),
      picture: "canary",
      recoveryEmailAddress: "canary",
      json: { canary: null, Password: "canary" },
    });
    expect(violations).toHaveLength(6);
    expect(violations.join("\n")).not.toContain("canary");
  });
});

describe("the fields of syncNexusIdentity", () => {
  const least = { audience: "https://api.example.com", attributes: [], connection: {} };

  test("are those of SyncUserIdentity, and what it refers to", () => {
    const idempotent = ["idempotencyKey"];
    expect([...fieldsOf("ProbeSyncInput")].sort()).toEqual(
      [...Object.keys(nexusContract.kindsOf("SyncUserIdentityRequest")), ...idempotent].sort(),
    );
    expect(fieldsOf("NexusAttributeInput")).toEqual(Object.keys(nexusContract.kindsOf("KeyValue")));
    expect(fieldsOf("NexusConnectionInput")).toEqual(Object.keys(nexusContract.kindsOf("SyncConnection")));
  });

  test("those that the contract asks for must be there", async () => {
    const type = schema.getType("ProbeSyncInput") as GraphQLInputObjectType;
    const needed = Object.values(type.getFields()).filter((field) => String(field.type).endsWith("!"));
    expect(needed.map(({ name }) => name).sort()).toEqual(["attributes", "audience", "connection"]);
    expect(await violationsOf("sync", least)).toEqual([]);
  });

  const withText: readonly [string, number, (text: string) => object][] = [
    ["audience", 250, (text) => ({ audience: text })],
    ["clientUpnKey", 255, (text) => ({ clientUpnKey: text })],
    ["connection.connectionId", 50, (text) => ({ connection: { connectionId: text } })],
    ["attributes.0.key", 250, (text) => ({ attributes: [{ key: text }] })],
    ["attributes.0.value", 2048, (text) => ({ attributes: [{ key: "k", value: text }] })],
  ];

  test.each(withText)("%s has %i characters at most", async (path, max, change) => {
    const field = path.split(".").at(-1);
    expect(await violationsOf("sync", { ...least, ...change(letters(max - 1)) })).toEqual([]);
    expect(await violationsOf("sync", { ...least, ...change(letters(max)) })).toEqual([]);
    expect(await violationsOf("sync", { ...least, ...change(letters(max + 1)) })).toEqual([
      `${path}: ${field} must have at most ${max} characters`,
    ]);
  });

  test("attributes and groups are 100 at most, a group has 250 characters at most", async () => {
    const attributes = (count: number) => Array.from({ length: count }, () => ({ key: "k" }));
    const groups = (count: number) => ({ groups: Array.from({ length: count }, () => letters(250)) });
    const bound = "must have at most 100 entries, a limit of this service";
    expect(await violationsOf("sync", { ...least, attributes: attributes(100) })).toEqual([]);
    expect(await violationsOf("sync", { ...least, attributes: attributes(101) })).toEqual([
      `attributes: attributes ${bound}`,
    ]);
    expect(await violationsOf("sync", { ...least, connection: groups(100) })).toEqual([]);
    expect(await violationsOf("sync", { ...least, connection: groups(101) })).toEqual([
      `connection.groups: groups ${bound}`,
    ]);
    expect(await violationsOf("sync", { ...least, connection: { groups: [letters(251)] } })).toEqual([
      "connection.groups: groups must not have an entry of more than 250 characters",
    ]);
  });

  test("audience and keys are not empty; connectionId and groups are not null", async () => {
    const violations = await violationsOf("sync", {
      audience: "",
      attributes: [{ key: "" }],
      connection: { connectionId: null, groups: null },
    });
    expect(violations.map((violation) => violation.split(":")[0])).toEqual([
      "audience",
      "attributes.0.key",
      "connection.connectionId",
      "connection.groups",
    ]);
  });

  test("a value and the client's key may be null", async () => {
    const attributes = [{ key: "costCenter", value: null }];
    expect(await violationsOf("sync", { ...least, attributes, clientUpnKey: null })).toEqual([]);
  });
});
