import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { visit } from "graphql";
import {
  EditProfileDocument,
  HeaderDocument,
  OwnProfileDocument,
  SignInMethodsDocument,
} from "../generated/operations.js";
import type { Execute } from "../support/execute.js";
import { startSubgraph, type TestSubgraph } from "../support/start-subgraph.js";

let subgraph: TestSubgraph;
let execute: Execute;
beforeAll(async () => {
  subgraph = await startSubgraph();
  execute = subgraph.as("person");
});
afterAll(async () => {
  await subgraph.close();
});

test("a header shows the signed-in user and where the values come from", async () => {
  const { me } = (await execute(HeaderDocument)).expectData();
  expect(me).toEqual({
    id: expect.any(String),
    name: expect.any(String),
    picture: expect.any(String),
    profileSources: [{ provider: expect.any(String), availability: "FRESH", readAt: expect.any(String) }],
  });
});

test("a page shows every way to sign in, whatever its provider and whether it answers", async () => {
  const before = (await execute(SignInMethodsDocument)).expectData().me?.identities ?? [];
  expect(new Set(before.map(({ provider }) => provider)).size).toBe(3);
  subgraph.sandbox.nexus.faults.set({ kind: "status", status: 500 });
  const after = (await execute(SignInMethodsDocument)).expectData().me?.identities ?? [];
  subgraph.resetCounts();
  expect(after.map(({ id }) => id)).toEqual(before.map(({ id }) => id));
  expect(after.map(({ __typename }) => __typename)).toEqual(before.map(({ __typename }) => __typename));
});

test("a form shows what it would change, and then changes it", async () => {
  const { me } = (await execute(OwnProfileDocument)).expectData();
  expect(me?.nickname).toEqual(expect.any(String));
  const edit = async (nickname: string, dryRun: boolean) => {
    const input = { user: { id: me?.id ?? "" }, profile: { nickname }, dryRun };
    return (await execute(EditProfileDocument, { input })).expectData().updateUser;
  };
  expect(await edit("Edited", true)).toMatchObject({
    previews: expect.arrayContaining([
      expect.objectContaining({
        fieldChanges: [expect.objectContaining({ field: "nickname", after: "Edited" })],
      }),
    ]),
  });
  expect(await edit("Edited", false)).toMatchObject({ user: { nickname: "Edited" } });
});

test("none of them needs an alias", () => {
  const aliases: string[] = [];
  for (const document of [HeaderDocument, SignInMethodsDocument, OwnProfileDocument, EditProfileDocument])
    visit(document, { Field: ({ alias }) => void (alias && aliases.push(alias.value)) });
  expect(aliases).toEqual([]);
});
