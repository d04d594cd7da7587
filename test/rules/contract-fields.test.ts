import { readFile } from "node:fs/promises";
import { UserStatusType } from "@aws-sdk/client-cognito-identity-provider";
import { beforeAll, describe, expect, test } from "@jest/globals";
import {
  type GraphQLOutputType,
  type GraphQLSchema,
  getNullableType,
  isEnumType,
  isInterfaceType,
  isListType,
  isObjectType,
} from "graphql";
import { registry } from "../../src/app.js";
import { createSubgraph } from "../../src/graphql/schema/build-schema.js";
import type { Kind } from "./contracts.js";
import { cognitoContract, harmonyContract, pairings } from "./pairings.js";

let schema: GraphQLSchema;

beforeAll(async () => {
  ({ schema } = await createSubgraph(registry));
});

describe.each(pairings)("$contract as $graphType", ({ kinds, graphType, renamed, hidden }) => {
  test("shows every field of the contract, with its kind", () => {
    const fields = fieldsOf(graphType);
    const violations = Object.entries(kinds).flatMap(([name, kind]) => {
      const field = fields[renamed[name] ?? toCamelCase(name)];
      if (name in hidden) return field === undefined ? [] : [`${name} must not be shown`];
      if (field === undefined) return [`${name} is missing`];
      return tells(field.type, kind) ? [] : [`${name} is ${kind}, not ${field.type}`];
    });
    expect(violations).toEqual([]);
  });

  test("names no field in its table that the contract doesn't have", () => {
    const names = [...Object.keys(renamed), ...Object.keys(hidden)];
    expect(names.filter((name) => !(name in kinds))).toEqual([]);
    expect(Object.keys(kinds).length).toBeGreaterThan(0);
  });
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

/** snake_case, kebab-case and PascalCase as they are written here. */
function toCamelCase(name: string): string {
  const joined = name.replace(/[_-](\w)/g, (_, letter: string) => letter.toUpperCase());
  return joined.charAt(0).toLowerCase() + joined.slice(1);
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
