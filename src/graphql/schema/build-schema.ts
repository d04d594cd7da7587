import "reflect-metadata";
import { buildSubgraphSchema, printSubgraphSchema } from "@apollo/subgraph";
import {
  concatAST,
  type DocumentNode,
  type GraphQLFieldResolver,
  type GraphQLSchema,
  isUnionType,
  Kind,
  type ObjectTypeDefinitionNode,
  parse,
  print,
  visit,
} from "graphql";
import { buildSchema, createResolversMap, type NonEmptyArray } from "type-graphql";
import { createPolicy } from "../../access/policy/create-policy.js";
import type { Policy } from "../../access/policy/policy.js";
import type { ClassType, Provider } from "../../identity/provider.js";
import { badInput } from "../errors/bad-input.js";
import { addSubjectFields } from "../inputs/user-by.js";
import { LinkIdentityResolver } from "../mutations/link-identity.js";
import { UpdateUserResolver } from "../mutations/update-user.js";
import { addOwnParts } from "../mutations/update-user.types.js";
import { toDirective, withPolicyDirectives } from "../policy/directives.js";
import { enforcePolicy } from "../policy/enforce-policy.js";
import { RootResolver, UserConnectionResolver } from "../queries/root.js";
import { UserResolver } from "../user/fields.js";
import { createIdentitiesResolver } from "../user/identities.js";
import { resolveUserReference } from "../user/reference.js";
import type { GraphContext } from "./context.js";
import { addProviderNames } from "./enums.js";

/** `@oneOf` is defined here because composition refuses directives that a subgraph leaves undefined. */
const header = `
extend schema @link(url: "https://specs.apollo.dev/federation/v2.9", import: ["@key", "@shareable", "@cost", "@listSize", "@authenticated", "@requiresScopes"])

"""Exactly one field of the input must be given, and not null."""
directive @oneOf on INPUT_OBJECT
`;

export interface Subgraph {
  readonly schema: GraphQLSchema;
  /** The subgraph's own types, as committed in schema/subgraph.graphql. */
  readonly sdl: string;
  /** The access rules that the schema enforces. */
  readonly policy: Policy;
}

/** The schema of these providers. Build it once per process: type-graphql keeps what it has seen. */
export async function createSubgraph(registry: readonly Provider[]): Promise<Subgraph> {
  addProviderNames(registry);
  addSubjectFields(registry);
  addOwnParts(registry);
  const own = await buildSchema({
    resolvers: [
      RootResolver,
      UserResolver,
      UserConnectionResolver,
      UpdateUserResolver,
      LinkIdentityResolver,
      createIdentitiesResolver(registry),
      ...registry.flatMap(({ resolvers }) => resolvers),
    ] as unknown as NonEmptyArray<ClassType & (new () => object)>,
    validate: false, // the mutations check their input themselves: type-graphql would echo it in its error
  });
  const policy = createPolicy(registry);
  const document = withSubjectKeys(parse(printSubgraphSchema(own)), registry);
  const typeDefs = concatAST([parse(header), withPolicyDirectives(document, policy)]);
  const resolvers = createResolversMap(own) as Record<string, Record<string, unknown>>;
  const schema = buildSubgraphSchema([
    {
      typeDefs,
      resolvers: { ...resolvers, User: { ...resolvers.User, __resolveReference: resolveUserReference } },
    } as Parameters<typeof buildSubgraphSchema>[0] extends readonly (infer Module)[] ? Module : never,
  ]);
  resolveEntitiesOneByOne(schema);
  enforcePolicy(schema, policy);
  return { schema, sdl: `${print(typeDefs)}\n`, policy };
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

type Resolve = GraphQLFieldResolver<unknown, GraphContext, { representations: readonly unknown[] }>;

/**
 * Apollo's resolver of `_entities` throws for the whole list when one representation is none or names an unknown type;
 * called for each alone, it costs that one.
 */
function resolveEntitiesOneByOne(schema: GraphQLSchema): void {
  const field = schema.getQueryType()?.getFields()._entities;
  const resolve = field?.resolve as Resolve | undefined;
  if (field === undefined || resolve === undefined) throw new Error("the schema has no entities");
  const resolveEach: Resolve = (source, { representations }, context, info) =>
    representations.map(async (representation) => {
      checkRepresentation(representation, schema);
      const [entity] = (await resolve(
        source,
        { representations: [representation] },
        context,
        info,
      )) as unknown[];
      return entity;
    });
  field.resolve = resolveEach as NonNullable<typeof field.resolve>;
}

function checkRepresentation(representation: unknown, schema: GraphQLSchema): void {
  const isObject = typeof representation === "object" && representation !== null;
  const name: unknown = isObject && "__typename" in representation ? representation.__typename : undefined;
  const entities = schema.getType("_Entity");
  const names = isUnionType(entities) ? entities.getTypes().map((type) => type.name) : [];
  if (typeof name === "string" && names.includes(name)) return;
  throw badInput("representation", `must be an object whose __typename is ${names.join(" or ")}`);
}
