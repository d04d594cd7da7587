import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { serverAudits } from "graphql-http";
import { type Edge, startEdge } from "./start-edge.js";

const audits = serverAudits({ url: () => `${edge.origin}/graphql` });
let edge: Edge;

/** As in development, since some audits ask for the schema by introspection. */
beforeAll(async () => {
  edge = await startEdge({ variables: { NODE_ENV: "development" } });
});
afterAll(() => edge?.close());

test("the specification's audit has as many parts as are known", () => {
  expect(audits).toHaveLength(61);
});

test.each(audits.map(({ id, name, fn }) => ({ id, name, fn })))("$id: $name", async ({ fn }) => {
  expect(await fn()).toMatchObject({ status: "ok" });
});
