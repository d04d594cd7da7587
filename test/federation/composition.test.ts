import { readFile } from "node:fs/promises";
import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import { buildSchema, isObjectType } from "graphql";
import { fetchSdl } from "../../examples/gateways/compose.ts";
import { auditSdl } from "../../examples/neighbours/audit.ts";
import { ordersSdl } from "../../examples/neighbours/orders.ts";
import { reviewsSdl } from "../../examples/neighbours/reviews.ts";
import { startSubgraph, type TestSubgraph } from "../support/start-subgraph.js";
import { type Composer, type Composition, composers } from "./compose.js";

/** Hints that may be given about a neighbour's key, and why each does not matter. */
const allowedHints: Readonly<Record<string, string>> = {
  INCONSISTENT_BUT_COMPATIBLE_FIELD_TYPE:
    "A neighbour that holds a key never lacks it, so there the key is not null; here a user may have none.",
};

let subgraph: TestSubgraph;
beforeAll(async () => {
  subgraph = await startSubgraph();
}, 300_000);
afterAll(() => subgraph.close());

const composeWith = ({ compose }: Composer, sdl: string, reviews = reviewsSdl): Promise<Composition> =>
  compose([
    { name: "identity", url: "http://identity", sdl },
    { name: "orders", url: "http://orders", sdl: ordersSdl },
    { name: "audit", url: "http://audit", sdl: auditSdl },
    { name: "reviews", url: "http://reviews", sdl: reviews },
  ]);

describe.each(composers)("$name of the subgraph and three neighbours", (composer) => {
  test("the committed SDL composes without a hint that matters", async () => {
    const sdl = await readFile(new URL("../../schema/subgraph.graphql", import.meta.url), "utf8");
    const { supergraphSdl, hints } = await composeWith(composer, sdl);
    expect(hints.filter(matters)).toEqual([]);
    expectJoinedUser(supergraphSdl);
  });

  test("what the running subgraph says of itself composes too", async () => {
    const { supergraphSdl, hints } = await composeWith(
      composer,
      await fetchSdl(`${subgraph.app.origin}/graphql`),
    );
    expect(hints.filter(matters)).toEqual([]);
    expectJoinedUser(supergraphSdl);
  });

  test("a key that no field has is refused", async () => {
    const sdl = (await fetchSdl(`${subgraph.app.origin}/graphql`)).replace(
      '@key(fields: "auth0UserId")',
      '@key(fields: "nobody")',
    );
    await expect(composeWith(composer, sdl)).rejects.toThrow(/nobody/);
  });
});

test.each(composers.filter(({ comparesAccess }) => comparesAccess))(
  "$name refuses a neighbour's field that requires one of ours without its access directive",
  async (composer) => {
    const sdl = await fetchSdl(`${subgraph.app.origin}/graphql`);
    const bare = reviewsSdl.replace(
      '@requires(fields: "email") @authenticated',
      '@requires(fields: "email")',
    );
    await expect(composeWith(composer, sdl, bare)).rejects.toThrow(/byline.*@authenticated/s);
  },
);

function matters(hint: string): boolean {
  return !Object.keys(allowedHints).some((code) =>
    hint.startsWith(`${code}: Type of field "User.auth0UserId"`),
  );
}

function expectJoinedUser(supergraphSdl: string): void {
  const user = buildSchema(supergraphSdl, { assumeValid: true }).getType("User");
  if (!isObjectType(user)) throw new Error("the supergraph has no User");
  expect(Object.keys(user.getFields())).toEqual(
    expect.arrayContaining(["id", "email", "identities", "orders", "auditEntries"]),
  );
}
