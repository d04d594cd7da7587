import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import { program } from "../support/program.js";
import { type Lab, openLab } from "./conformance/lab.ts";
import { routeNames } from "./conformance/route.ts";
import { groups, routesOf, runRow, shortExtent } from "./conformance/run.ts";

let lab: Lab;

beforeAll(async () => {
  lab = await openLab(`${program}/dist/main.js`);
}, 300_000);
afterAll(() => lab?.close());

test("every gateway that can run here does", () => {
  const running = lab.routes.map(({ name }) => name);
  expect([...running, ...lab.absent.keys()].sort()).toEqual([...routeNames].sort());
});

describe.each(groups)("$title", ({ rows }) => {
  test.each(rows)("$title", async (row) => {
    for (const route of routesOf(lab, row)) {
      const outcome = await runRow(lab, route, row, shortExtent);
      expect([route.name, outcome]).not.toEqual([route.name, expect.objectContaining({ kind: "failed" })]);
    }
  });
});
