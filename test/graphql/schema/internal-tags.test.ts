import { expect, test } from "@jest/globals";
import { parse } from "graphql";
import { registry } from "../../../src/app.js";
import { createSubgraph } from "../../../src/graphql/schema/build-schema.js";
import { withInternalTags } from "../../../src/graphql/schema/internal-tags.js";

/** Names of the types and paths of the fields that carry the tag. */
function findTagged(sdl: ReturnType<typeof parse>): readonly string[] {
  return sdl.definitions.flatMap((definition) => {
    if (!("name" in definition) || definition.name === undefined) return [];
    const { value } = definition.name;
    const fields = "fields" in definition ? (definition.fields ?? []) : [];
    const own = isTagged(definition) ? [value] : [];
    return [...own, ...fields.filter(isTagged).map(({ name }) => `${value}.${name.value}`)];
  });
}

function isTagged(node: object): boolean {
  const { directives = [] } = node as {
    readonly directives?: readonly { readonly name: { readonly value: string } }[];
  };
  return directives.some(({ name }) => name.value === "tag");
}

test("what operators ask for, and the types that only it leads to, are internal", async () => {
  const { sdl } = await createSubgraph(registry);
  expect(findTagged(parse(sdl)).toSorted()).toEqual([
    "IdentityProviderBreakerState",
    "IdentityProviderRateLimit",
    "IdentityProviderReachability",
    "IdentityProviderStatus",
    "IdentityRealmStatus",
    "Query.identityProviders",
  ]);
});

test("a type that something else leads to as well is not internal, through however many types", () => {
  const tagged = withInternalTags(
    parse(`
      type Query { identityProviders: Status  open: Found  node: Node }
      type Status { kind: Kind  shared: Shared  member: Member  own: Own }
      type Own { kind: Kind }
      enum Kind { A }
      union Found = Step
      type Step { next(by: Input): Shared }
      type Shared { id: ID }
      input Input { id: ID }
      interface Node { id: ID }
      type Member implements Node { id: ID }
    `),
  );
  expect(findTagged(tagged).toSorted()).toEqual(["Kind", "Own", "Query.identityProviders", "Status"]);
});
