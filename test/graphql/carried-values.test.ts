import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import { buildSchema, type GraphQLSchema } from "graphql";
import { registry } from "../../src/app.js";
import { metadataMaps } from "../../src/cli/field-map.js";
import { createPeople } from "../../src/sandbox/people.js";
import type { CognitoRecord, SamplePerson } from "../../src/sandbox/person.js";
import { readClientFile } from "../clients/reads.js";
import { fromTypeScript, mapValues } from "../rules/contracts.js";
import { auth0Contract, cognitoContract, harmonyContract, nexusContract } from "../rules/pairings.js";
import { startSubgraph, type TestSubgraph } from "../support/start-subgraph.js";
import { Distinct, pairValues, selectAll } from "./carried-values.js";

type JsonRecord = Readonly<Record<string, unknown>>;

/** As many as the bits of the largest number of a flag. */
const bits = 8;
const people = createPeople(120).slice(-bits).map(fill);
const maps = [...registry.flatMap(({ fieldMaps }) => fieldMaps), ...metadataMaps];
const schema: GraphQLSchema = buildSchema(readClientFile("api.graphql"));

let subgraph: TestSubgraph;
beforeAll(async () => {
  subgraph = await startSubgraph({ people });
});
afterAll(async () => {
  await subgraph.close();
});

/** A person whose records have every property of the contracts, each with a value of its own. */
function fill(person: SamplePerson, bit: number): SamplePerson {
  const [auth0, cognito, nexus] = [person.auth0[0], person.cognito[0], person.nexus[0]];
  if (auth0 === undefined || cognito === undefined || nexus === undefined)
    throw new Error("a person without an identity at each provider");
  const distinct = new Distinct();
  const values = (value: unknown): JsonRecord => distinct.fill(value, bit) as JsonRecord;
  const metadata = {
    app_metadata: values(mapValues(harmonyContract.appMetadata, toSample)),
    user_metadata: values(
      mapValues({ ...harmonyContract.userMetadata, ...harmonyContract.auth0UserMetadata }, toSample),
    ),
  };
  const kept = { user_id: auth0.user_id, email: person.email };
  const keptAtNexus = { id: nexus.id, emailAddress: person.email };
  return {
    ...person,
    auth0: [{ ...values(auth0Contract.sampleOf("UserResponseSchema")), ...metadata, ...kept }],
    cognito: [{ ...cognito, isEnabled: bit % 2 === 0, attributes: toAttributes(cognito, values) }],
    nexus: [{ ...values(nexusContract.sampleOf("User")), ...keptAtNexus }],
  };
}

function toAttributes(
  { attributes }: CognitoRecord,
  values: (value: unknown) => JsonRecord,
): CognitoRecord["attributes"] {
  const names = cognitoContract.standardAttributes.filter((name) => name !== "sub");
  const samples = Object.fromEntries(names.map((name) => [name, /_verified$/.test(name) ? true : "text"]));
  const app = { ...harmonyContract.appMetadata, ...harmonyContract.cognitoAppMetadata };
  return {
    ...mapValues(values(samples), String),
    email: attributes.email ?? "",
    "custom:app_metadata": JSON.stringify(values(mapValues(app, toSample))),
    "custom:user_metadata": JSON.stringify(values(mapValues(harmonyContract.userMetadata, toSample))),
  };
}

function toSample(type: string): unknown {
  const samples: JsonRecord = { flag: true, object: { key: "text" } };
  return samples[fromTypeScript(type)] ?? "text";
}

async function readIdentity(person: SamplePerson, provider: string, type: string): Promise<JsonRecord> {
  const query = `query Read($id: ID!) { user(by: { id: $id }) { identities(providers: [${provider}]) { ... on ${type} ${selectAll(schema, type)} } } }`;
  const { user } = (
    await subgraph.execute<{ user: { identities: JsonRecord[] } }, object>(query, { id: person.userId })
  ).expectData();
  return user.identities[0] ?? {};
}

describe("every value that a provider can carry comes back in the field that docs/field-map.md names", () => {
  test.each([
    ["AUTH0", "Auth0Identity", 30, ({ auth0: [record] }: SamplePerson): JsonRecord => record ?? {}],
    ["NEXUS", "NexusIdentity", 100, ({ nexus: [record] }: SamplePerson): JsonRecord => record ?? {}],
    [
      "COGNITO",
      "CognitoIdentity",
      18,
      ({ cognito: [record] }: SamplePerson): JsonRecord => toShownRecord(record),
    ],
  ])("%s", async (provider, type, least, recordOf) => {
    for (const person of people) {
      const carried = pairValues(maps, recordOf(person), await readIdentity(person, provider, type));
      expect(carried.map(({ path, shown }) => [path, shown])).toEqual(
        carried.map(({ path, given }) => [path, given]),
      );
      expect(carried.length).toBeGreaterThan(least);
    }
  });
});

/** A Cognito user by the names of the contract; what only Cognito sets is left out. */
function toShownRecord(record: CognitoRecord | undefined): JsonRecord {
  const { attributes = {}, sub, username } = record ?? {};
  const { email_verified, phone_number_verified, updated_at: _, ...texts } = attributes;
  const flags = {
    email_verified: email_verified === "true",
    phone_number_verified: phone_number_verified === "true",
  };
  const metadata = {
    appMetadata: JSON.parse(attributes["custom:app_metadata"] ?? "{}"),
    userMetadata: JSON.parse(attributes["custom:user_metadata"] ?? "{}"),
  };
  return { ...texts, ...flags, ...metadata, sub, Username: username };
}
