import "reflect-metadata";
import { buildSubgraphSchema, printSubgraphSchema } from "@apollo/subgraph";
import {
  concatAST,
  type DocumentNode,
  type GraphQLSchema,
  Kind,
  type ObjectTypeDefinitionNode,
  parse,
  print,
  visit,
} from "graphql";
import { buildSchema, createResolversMap } from "type-graphql";
import { createPolicy } from "../../access/policy/create-policy.js";
import type { Policy } from "../../access/policy/policy.js";
import type { Provider } from "../../identity/provider.js";
import { addSubjectInputs } from "../inputs/user-by.js";
import { LinkIdentityResolver } from "../mutations/link-identity.js";
import { UpdateUserResolver } from "../mutations/update-user.js";
import { addOwnParts } from "../mutations/update-user.types.js";
import { toDirective, withPolicyDirectives } from "../policy/directives.js";
import { enforcePolicy } from "../policy/enforce-policy.js";
import { IdentityWriteResolver } from "../queries/identity-write.js";
import { RootResolver, UserConnectionResolver } from "../queries/root.js";
import { addUsers } from "../user/add-users.js";
import { createIdentitiesField } from "../user/identities.js";
import { addSubjectFields } from "../user/user.js";
import { addProviderNames } from "./enums.js";
import { withInternalTags } from "./internal-tags.js";
import { resolvePlainly } from "./resolve-plainly.js";

/** `@oneOf` is defined here because composition refuses directives that a subgraph leaves undefined. */
const header = `
extend schema @link(url: "https://specs.apollo.dev/federation/v2.9", import: ["@key", "@shareable", "@cost", "@listSize", "@authenticated", "@requiresScopes", "@tag"])

"""Exactly one field of the input must be given, and not null."""
directive @oneOf on INPUT_OBJECT
`;

export interface Subgraph {
  /** Every field asks the access policy. */
  readonly schema: GraphQLSchema;
  /** The same without that, for viewers who may see all that an operation selects; see `mayRunUnguarded`. */
  readonly unguarded: GraphQLSchema;
  /** The subgraph's own types, as committed in schema/subgraph.graphql. */
  readonly sdl: string;
  /** The access rules that the schema enforces. */
  readonly policy: Policy;
}

type Module = Parameters<typeof buildSubgraphSchema>[0] extends readonly (infer Each)[] ? Each : never;
type Resolvers = Extract<Module, { readonly resolvers?: unknown }>["resolvers"] & object;

/** Schemas by registry: building one takes a tenth of a second, and a process may start several services. */
const subgraphs = new WeakMap<readonly Provider[], Promise<Subgraph>>();

/** Providers whose fields the shared types have; type-graphql keeps what it has seen. */
const added = new WeakSet<Provider>();

/** The schema of these providers, the same for the same registry. The shared types keep the fields of every provider seen. */
export function createSubgraph(registry: readonly Provider[]): Promise<Subgraph> {
  const known = subgraphs.get(registry);
  if (known !== undefined) return known;
  const subgraph = buildSubgraph(registry);
  subgraphs.set(registry, subgraph);
  return subgraph;
}

async function buildSubgraph(registry: readonly Provider[]): Promise<Subgraph> {
  addFields(registry.filter((provider) => !added.has(provider)));
  const own = await buildSchema({
    resolvers: [
      RootResolver,
      IdentityWriteResolver,
      UserConnectionResolver,
      UpdateUserResolver,
      LinkIdentityResolver,
      createIdentitiesField(registry),
      ...registry.flatMap(({ resolvers }) => resolvers),
    ],
    validate: false, // the mutations check their input themselves: type-graphql would echo it in its error
  });
  const policy = createPolicy(registry);
  const document = withSubjectKeys(parse(printSubgraphSchema(own)), registry);
  const typeDefs = concatAST([parse(header), withInternalTags(withPolicyDirectives(document, policy))]);
  const resolvers = createResolversMap(own) as Resolvers;
  const build = (): GraphQLSchema => {
    const schema = buildSubgraphSchema([{ typeDefs, resolvers }]);
    resolvePlainly(schema);
    return addUsers(schema, registry);
  };
  const [schema, unguarded] = [build(), build()];
  enforcePolicy(schema, policy);
  return { schema, unguarded, sdl: `${print(typeDefs)}\n`, policy };
}

function addFields(providers: readonly Provider[]): void {
  addProviderNames(providers);
  addSubjectInputs(providers);
  addSubjectFields(providers);
  addOwnParts(providers);
  for (const provider of providers) added.add(provider);
}

/** Every provider's subject is a key of `User`. */
function withSubjectKeys(document: DocumentNode, registry: readonly Provider[]): DocumentNode {
  return visit(document, {
    ObjectTypeDefinition: (node: ObjectTypeDefinitionNode) => {
      if (node.name.value !== "User") return undefined;
      const keys = registry.map(({ subjectField }) =>
        toDirective("key", { fields: { kind: Kind.STRING, value: subjectField } }),
      );
      return { ...node, directives: [...(node.directives ?? []), ...keys] };
    },
  });
}
