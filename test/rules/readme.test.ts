import { readFile, stat } from "node:fs/promises";
import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import { startSubgraph, type TestSubgraph } from "../support/start-subgraph.js";

const readme = await readFile(new URL("../../README.md", import.meta.url), "utf8");

/** The operations that the README shows. */
const operations = [...readme.matchAll(/```graphql\n((?:query|mutation|\{)[^`]*)```/g)].map(
  ([, text = ""]) => text,
);
const [curlBody] = [...readme.matchAll(/-d '(\{"query":[^']*\})'/g)].map(([, body]) => body ?? "");

describe("the README", () => {
  let subgraph: TestSubgraph;

  beforeAll(async () => {
    subgraph = await startSubgraph();
  });
  afterAll(() => subgraph.close());

  test("shows queries", () => {
    expect(operations).toHaveLength(3);
    expect(curlBody).toBeDefined();
  });

  test.each(operations)("its operation answers with data, as it is pasted: %s", async (operation) => {
    const data = (await subgraph.execute<Record<string, unknown>, undefined>(operation)).expectData();
    for (const value of Object.values(data)) expect([value].flat()).not.toContain(null);
  });

  test("its curl command answers with data", async () => {
    const { query } = JSON.parse((curlBody ?? "").replaceAll("\n", " ")) as { query: string };
    const data = (await subgraph.execute<{ user: { email: string } }, undefined>(query)).expectData();
    expect(data.user.email).toBe("person0@example.com");
  });

  test.each([...readme.matchAll(/\]\(([^)#:]+)\)/g)].map(([, path]) => path ?? ""))(
    "its link %s leads somewhere",
    async (path) => {
      expect(await stat(new URL(`../../${path}`, import.meta.url))).toBeDefined();
    },
  );
});
