import { readFileSync } from "node:fs";
import { buildSchema, type IntrospectionQuery, introspectionFromSchema } from "graphql";
import { createPeople } from "../../src/sandbox/people.js";
import { startSubgraph, type TestSubgraph } from "../support/start-subgraph.js";

/** The files that a client's build takes from this repository. */
export function readClientFile(name: string): string {
  return readFileSync(new URL(`../../schema/${name}`, import.meta.url), "utf8");
}

export function readPossibleTypes(): Record<string, string[]> {
  return JSON.parse(readClientFile("possibleTypes.json"));
}

export function readIntrospection(): IntrospectionQuery {
  return introspectionFromSchema(buildSchema(readClientFile("api.graphql")));
}

/** One identity as three pages of an application select it: by the interface, by the provider's type, by its link alone. */
export const selections: readonly string[] = [
  "... on Identity { id email availability readAt }",
  "... on CognitoIdentity { id status locale availability unavailableReason }",
  "... on Identity { id provider subject }",
];

export function toDocument(selection: string): string {
  return `query Page($id: ID!) { user(by: { id: $id }) { id identities(providers: [COGNITO]) { __typename ${selection} } } }`;
}

/** A subgraph whose cache keeps nothing, so that a client sees at once that a provider is down. */
export interface Outage {
  readonly subgraph: TestSubgraph;
  readonly userId: string;
  /** Every phase of an outage, with what brings it about. */
  readonly phases: readonly (() => void)[];
}

export async function startOutage(): Promise<Outage> {
  const people = createPeople(120).slice(-20);
  const subgraph = await startSubgraph({ people, variables: { CACHE_FOUND_MS: "0", CACHE_STALE_MS: "0" } });
  const { faults } = subgraph.sandbox.cognito;
  const up = (): void => faults.clear();
  const down = (): void => {
    faults.set({ kind: "status", status: 500 });
  };
  return { subgraph, userId: String(people[0]?.userId), phases: [up, down, up] };
}
