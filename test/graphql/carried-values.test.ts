import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import { buildSchema, type GraphQLSchema } from "graphql";
import { registry } from "../../src/app.js";
import { metadataMaps } from "../../src/cli/field-map.js";
import { readClientFile } from "../clients/reads.js";
import { startSubgraph, type TestSubgraph } from "../support/start-subgraph.js";
import { type CognitoAnswers, createFilledPeople, type FilledPerson } from "./carried-records.js";
import { type Carried, type JsonRecord, namedFields, pairValues, selectAll } from "./carried-values.js";

const people = createFilledPeople();
const maps = [...registry.flatMap(({ fieldMaps }) => fieldMaps), ...metadataMaps];
const schema: GraphQLSchema = buildSchema(readClientFile("api.graphql"));

/** Each value that was filled in, beside the value of the field that docs/field-map.md names for it. */
const carried: Record<string, readonly Carried[]> = {};

let subgraph: TestSubgraph;
beforeAll(async () => {
  subgraph = await startSubgraph({ people: people.map(({ person }) => person) });
  for (const filled of people) {
    await add("Auth0", filled.auth0, readIdentity(filled, "AUTH0", "Auth0Identity"));
    await add("Nexus", filled.nexus, readIdentity(filled, "NEXUS", "NexusIdentity"));
    const shown = await readCognito(filled);
    await add("Cognito", toShownUser(filled.cognito), shown);
    await add("Cognito", filled.cognito.group, (shown.groups as readonly JsonRecord[])[0] ?? {});
    await add("Nexus' answer to a synchronisation", filled.synced, synchronise(filled));
  }
});
afterAll(() => subgraph.close());

async function add(name: string, given: JsonRecord, shown: JsonRecord | Promise<JsonRecord>): Promise<void> {
  carried[name] = [...(carried[name] ?? []), ...pairValues(maps, given, await shown)];
}

async function readIdentity({ person }: FilledPerson, provider: string, type: string): Promise<JsonRecord> {
  const query = `query Read($id: ID!) { user(by: { id: $id }) { identities(providers: [${provider}]) { ... on ${type} ${selectAll(schema, type)} } } }`;
  const { user } = (
    await subgraph.execute<{ user: { identities: JsonRecord[] } }, object>(query, { id: person.userId })
  ).expectData();
  return user.identities[0] ?? {};
}

/** Cognito answers with the records of the person, and has no other person's. */
async function readCognito(filled: FilledPerson): Promise<JsonRecord> {
  const { faults } = subgraph.sandbox.cognito;
  const { user, group } = filled.cognito;
  const answer = (operation: string, body: JsonRecord): void => {
    faults.set({ kind: "status", status: 200, operation, body: withEpochSeconds(body) as object });
  };
  answer("AdminGetUser", user);
  answer("AdminListGroupsForUser", { Groups: [group] });
  const shown = await readIdentity(filled, "COGNITO", "CognitoIdentity");
  faults.clear();
  return shown;
}

/** As Cognito sends dates. */
function withEpochSeconds(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withEpochSeconds);
  if (typeof value === "object" && value !== null)
    return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, withEpochSeconds(each)]));
  return typeof value === "string" && /^2026-.+Z$/.test(value) ? Date.parse(value) / 1_000 : value;
}

/** A Cognito user as the field map has it: attributes by name, metadata as objects, and the opposite of `Enabled`. */
function toShownUser({ user }: CognitoAnswers): JsonRecord {
  const list = user.UserAttributes as readonly { readonly Name: string; readonly Value: string }[];
  const { updated_at: _, ...attributes } = Object.fromEntries(list.map(({ Name, Value }) => [Name, Value]));
  return {
    ...attributes,
    ...user,
    Enabled: user.Enabled !== true,
    email_verified: attributes.email_verified === "true",
    phone_number_verified: attributes.phone_number_verified === "true",
    appMetadata: JSON.parse(attributes["custom:app_metadata"] ?? "{}"),
    userMetadata: JSON.parse(attributes["custom:user_metadata"] ?? "{}"),
    UserAttributes: list.toSorted((one, other) => (one.Name < other.Name ? -1 : 1)),
  };
}

async function synchronise({ person, synced }: FilledPerson): Promise<JsonRecord> {
  const { faults } = subgraph.sandbox.nexus;
  faults.set({ kind: "status", status: 200, operation: "SyncUserIdentity", body: synced });
  const role = selectAll(schema, "NexusRole");
  const mutation = `mutation Sync($input: SyncNexusIdentityInput!) { syncNexusIdentity(input: $input) { ... on SyncNexusIdentitySuccess {
    __typename nexusUserId name givenName familyName isAuthenticated roles ${role} user { __typename id }
  } } }`;
  const input = { user: { id: person.userId }, audience: "any", attributes: [], connection: {} };
  const { syncNexusIdentity } = (
    await subgraph.execute<{ syncNexusIdentity: JsonRecord }, object>(mutation, { input })
  ).expectData();
  faults.clear();
  return syncNexusIdentity;
}

describe("docs/field-map.md", () => {
  test.each(["Auth0", "Cognito", "Nexus", "Nexus' answer to a synchronisation"])(
    "names the field in which each value of %s comes back",
    (name) => {
      const pairs = carried[name] ?? [];
      expect(pairs).not.toEqual([]);
      expect(pairs.map(({ path, shown }) => [path, shown])).toEqual(
        pairs.map(({ path, given }) => [path, given]),
      );
    },
  );

  test("names no field that no value came back in", () => {
    const paths = new Set(Object.values(carried).flatMap((pairs) => pairs.map(({ path }) => path)));
    expect(namedFields(maps).filter((field) => !paths.has(field))).toEqual([]);
  });
});
