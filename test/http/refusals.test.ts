import { afterEach, beforeEach, expect, test } from "@jest/globals";
import { startSubgraph, type TestSubgraph } from "../support/start-subgraph.js";

const entities = "query ($keys: [_Any!]!) { _entities(representations: $keys) { ... on User { id } } }";

let subgraph: TestSubgraph;
let lines: { level: number; msg: string; reason?: string }[];

beforeEach(async () => {
  lines = [];
  subgraph = await startSubgraph({ log: { write: (line) => lines.push(JSON.parse(line)) } });
});
afterEach(() => subgraph.close());

test("references without a token are null with an error each: a router may not understand a response without data", async () => {
  const keys = subgraph.sandbox.people.slice(0, 3).map(({ userId: id }) => ({ __typename: "User", id }));

  const { status, data, errors } = await subgraph.as(null)(entities, { keys });

  expect([status, data]).toEqual([200, { _entities: [null, null, null] }]);
  expect(errors).toMatchObject(
    keys.map((_, index) => ({ path: ["_entities", index], extensions: { code: "UNAUTHENTICATED" } })),
  );
});

test("a refused token is one line of the log, with the reason and without the token", async () => {
  const token = "canary.of.a-token";

  const result = await subgraph.as({ token })(entities, { keys: [] });

  result.expectError("UNAUTHENTICATED");
  const refused = lines.filter(({ msg }) => msg === "a caller was refused");
  expect(refused).toEqual([expect.objectContaining({ reason: "MALFORMED" })]);
  expect(JSON.stringify(lines)).not.toContain(token);
});
