import { readFile } from "node:fs/promises";
import { UserStatusType } from "@aws-sdk/client-cognito-identity-provider";
import { beforeAll, describe, expect, test } from "@jest/globals";
import {
  type GraphQLOutputType,
  type GraphQLSchema,
  getNullableType,
  isEnumType,
  isInputObjectType,
  isInterfaceType,
  isListType,
  isObjectType,
} from "graphql";
import { registry } from "../../src/app.js";
import { createSubgraph } from "../../src/graphql/schema/build-schema.js";
import type { FieldMap } from "../../src/identity/field-map.js";
import type { Kind } from "./contracts.js";
import { cognitoContract, harmonyContract, pairings } from "./pairings.js";

let schema: GraphQLSchema;

beforeAll(async () => {
  ({ schema } = await createSubgraph(registry));
});

describe.each(pairings)("$name", ({ map, kinds }) => {
  test("has every property of the contract, and no other", () => {
    const names = Object.keys(map.properties).filter(
      (name) => name !== "any other key" && !isExtra(map, name),
    );
    expect(names.sort()).toEqual(Object.keys(kinds).sort());
    expect(names).not.toEqual([]);
  });

  test("names fields that the graph has, with the contract's kind, or says why it names none", () => {
    const violations = Object.entries(map.properties).flatMap(([name, { out, in: input, note }]) => [
      ...(out === undefined ? [] : checkOut(toPath(map.outType, out), kinds[name] ?? "unsaid")),
      ...(input === undefined ? [] : checkIn(toPath(map.inType, input))),
      ...((out === undefined || input === undefined) && note === undefined ? [`${name} has no note`] : []),
    ]);
    expect(violations).toEqual([]);
  });
});

test("every contract that a client of the providers may know has a field map", () => {
  const contracts = pairings.flatMap(({ map }) => map.contracts);
  const bodies = ["PatchAuth0UserBody", "PatchCognitoUserBody", "PostCognitoUserBody"];
  const auth0 = ["UserResponseSchema", "UpdateUserRequestContent"];
  const nexus = ["User", "PatchUserRequest", "SyncUserIdentityRequest", "SyncUserIdentityResponse"];
  const cognito = Object.keys(cognitoContract.shapes);
  expect(contracts).toEqual(expect.arrayContaining([...bodies, ...auth0, ...nexus, ...cognito]));
});

test("the metadata types have Harmony's members, the whole object, and nothing else", () => {
  const { appMetadata, cognitoAppMetadata, userMetadata, auth0UserMetadata } = harmonyContract;
  expect(Object.keys(appMetadata)).toHaveLength(26);
  expect(namesOf("AppMetadata")).toEqual(sorted({ ...appMetadata, ...cognitoAppMetadata, json: "" }));
  expect(namesOf("UserMetadata")).toEqual(sorted({ ...userMetadata, ...auth0UserMetadata, json: "" }));
});

test("no field of any type is named after a token, a secret or a password itself", () => {
  const allowed = ["lastPasswordReset", "passwordResetRequired"];
  const names = Object.values(schema.getTypeMap()).flatMap((type) =>
    isObjectType(type) || isInterfaceType(type) ? Object.keys(type.getFields()) : [],
  );
  const suspicious = names.filter((name) => /token|secret|password/i.test(name) && !allowed.includes(name));
  expect(suspicious).toEqual([]);
});

describe("the AWS SDK that is installed", () => {
  test.each(Object.entries(cognitoContract.shapes))(
    "declares %s as the fixture does",
    async (shape, members) => {
      expect(await declaredMembers(shape)).toEqual(members);
    },
  );

  test("knows the statuses that the graph knows", () => {
    const type = schema.getType("CognitoUserStatus");
    const values = isEnumType(type) ? type.getValues().map(({ name }) => name) : [];
    expect(values.sort()).toEqual(Object.values(UserStatusType).sort());
  });
});

/** Names and types of an interface's members, read from the SDK's declarations. */
async function declaredMembers(shape: string): Promise<Record<string, string>> {
  const folder = "../../node_modules/@aws-sdk/client-cognito-identity-provider/dist-types/models/";
  const file = new URL(`${folder}models_0.d.ts`, import.meta.url);
  const body =
    (await readFile(file, "utf8")).split(`export interface ${shape} {\n`)[1]?.split("\n}")[0] ?? "";
  const members = body.matchAll(/^ {4}(\w+)\??: (.+?)(?: \| undefined)?;$/gm);
  return Object.fromEntries([...members].map(([, name = "", type = ""]) => [name, type]));
}

interface Path {
  readonly type: string;
  readonly field: string;
}

/** @param field a field of the type, or one of another type with that type's name */
function toPath(type: string | undefined, field: string): Path {
  const [first = "", second] = field.split(".");
  return second === undefined ? { type: type ?? "", field: first } : { type: first, field: second };
}

function checkOut({ type, field }: Path, kind: Kind): readonly string[] {
  const found = fieldsOf(type)[field];
  if (found === undefined) return [`${type}.${field} is missing`];
  return tells(found.type, kind) ? [] : [`${type}.${field} is ${found.type}, not ${kind}`];
}

function checkIn({ type, field }: Path): readonly string[] {
  const input = schema.getType(type);
  return isInputObjectType(input) && field in input.getFields() ? [] : [`${type}.${field} is missing`];
}

/** The profile of a linked account may have more properties than Auth0 documents. */
function isExtra({ contracts }: FieldMap, name: string): boolean {
  return contracts.includes("UserProfileData") && name === "picture";
}

function fieldsOf(typeName: string): Readonly<Record<string, { readonly type: GraphQLOutputType }>> {
  const type = schema.getType(typeName);
  if (!isObjectType(type)) throw new Error(`the schema has no object type ${typeName}`);
  return type.getFields();
}

function namesOf(typeName: string): string[] {
  return Object.keys(fieldsOf(typeName)).sort();
}

function sorted(members: Readonly<Record<string, string>>): string[] {
  return Object.keys(members).sort();
}

/** Whether a field of this type tells what the contract's kind holds. A whole number may be an ID here. */
function tells(type: GraphQLOutputType, kind: Kind): boolean {
  const shown = kindOf(type);
  return kind === "unsaid" || kind === shown || (kind === "whole" && String(type) === "ID");
}

function kindOf(type: GraphQLOutputType): Kind {
  const nullable = getNullableType(type);
  if (isListType(nullable)) return "list";
  if (isObjectType(nullable) || nullable.name === "JSONObject") return "object";
  const kinds: Readonly<Record<string, Kind>> = {
    Boolean: "flag",
    Int: "whole",
    DateTime: "date",
    JSON: "any",
  };
  return kinds[nullable.name] ?? "text";
}
