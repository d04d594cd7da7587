import { ok } from "node:assert/strict";
import { composers } from "../../compose.ts";
import { equal } from "../equal.ts";
import type { Row, RowGroup } from "./row.ts";

const byGrafbase: Row = {
  title: "the SDL composes with its neighbours under Grafbase's composer",
  routes: ["grafbase"],
  check: async ({ route }) => {
    // it composes when it starts
    const { data, errors } = await route.ask({ query: "{ __typename }" });
    equal([data, errors], [{ __typename: "Query" }, []]);
  },
};

export const composition: RowGroup = {
  title: "Composition",
  rows: [
    ...composers.map(
      ({ name, compose }): Row => ({
        title: `the SDL composes with its neighbours under ${name}`,
        routes: ["direct"],
        check: async ({ lab }) => ok((await compose(lab.services)).supergraphSdl.includes("type User")),
      }),
    ),
    byGrafbase,
  ],
};
