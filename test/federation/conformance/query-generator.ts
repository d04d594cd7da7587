import {
  buildClientSchema,
  type GraphQLField,
  type GraphQLInterfaceType,
  type GraphQLNamedType,
  type GraphQLObjectType,
  type GraphQLSchema,
  getIntrospectionQuery,
  getNamedType,
  type IntrospectionQuery,
  isAbstractType,
  isLeafType,
  isUnionType,
} from "graphql";
import { createRandom, oneOf } from "../../support/random.ts";
import type { Person } from "./emulators.ts";
import type { Answer } from "./route.ts";

/** Fields whose value depends on the moment of the read. */
const volatile = new Set(["readAt", "lastCheckedAt", "identityProviders"]);
const maxDepth = 4;

/** Random queries over the schema, with the ids of sample people. The same seed gives the same queries. */
export class QueryGenerator {
  readonly #schema: GraphQLSchema;
  readonly #people: readonly Person[];
  readonly #random: () => number;

  private constructor(schema: GraphQLSchema, people: readonly Person[], seed: number) {
    this.#schema = schema;
    this.#people = people;
    this.#random = createRandom(seed);
  }

  static async create(
    ask: (query: string) => Promise<Answer>,
    people: readonly Person[],
    seed: number,
  ): Promise<QueryGenerator> {
    const { data } = await ask(getIntrospectionQuery());
    return new QueryGenerator(buildClientSchema(data as IntrospectionQuery), people, seed);
  }

  next(): string {
    const user = this.#schema.getType("User");
    if (user === undefined) throw new Error("the schema has no User");
    const count = 1 + Math.floor(this.#random() * 2);
    const roots = Array.from({ length: count }, (_, index) => this.#root(`r${index}`, user));
    return `{ ${roots.join(" ")} }`;
  }

  #root(alias: string, user: GraphQLNamedType): string {
    const selection = this.#select(user, 0);
    const { id, auth0UserIds, cognitoSubs, nexusUserIds, email } = oneOf(this.#people, this.#random);
    const by = oneOf(
      [
        ["id", id],
        ["auth0UserId", auth0UserIds[0]],
        ["cognitoSub", cognitoSubs[0]?.sub],
        ["nexusUserId", nexusUserIds[0]],
      ].filter(([, value]) => value != null) as [string, string][],
      this.#random,
    );
    const fields = [
      `me ${selection}`,
      `user(by: { ${by?.[0] ?? "id"}: ${JSON.stringify(by?.[1] ?? "none")} }) ${selection}`,
      `usersByEmail(email: ${JSON.stringify(email)}) { users ${selection} }`,
      `users(first: 3) { totalCount nodes ${selection} }`,
    ];
    return `${alias}: ${oneOf(fields, this.#random)}`;
  }

  #select(type: GraphQLNamedType, depth: number): string {
    if (isLeafType(type)) return "";
    const parts = ["__typename"];
    if (isAbstractType(type))
      for (const possible of this.#schema.getPossibleTypes(type))
        if (this.#random() < 0.6) parts.push(`... on ${possible.name} ${this.#select(possible, depth)}`);
    if ("getFields" in type)
      for (const field of Object.values((type as GraphQLObjectType | GraphQLInterfaceType).getFields()))
        parts.push(...this.#field(field, type.name, depth));
    return `{ ${parts.join(" ")} }`;
  }

  /** With an alias where the types of a union have fields of one name and different types. */
  #field(field: GraphQLField<unknown, unknown>, parent: string, depth: number): string[] {
    const type = getNamedType(field.type);
    const isNested = !isLeafType(type);
    const chance = isNested ? (depth < maxDepth ? 0.25 : 0) : 0.4;
    const needsArguments = field.args.some(({ type: argument }) => String(argument).endsWith("!"));
    if (volatile.has(field.name) || needsArguments || this.#random() >= chance) return [];
    const selection = this.#select(type, depth + 1);
    const alias = this.#isAmbiguous(field, parent) ? `${parent}_${field.name}: ` : "";
    return [`${alias}${field.name} ${selection}`];
  }

  #isAmbiguous({ name, type }: GraphQLField<unknown, unknown>, parent: string): boolean {
    const unions = Object.values(this.#schema.getTypeMap()).filter(isUnionType);
    const siblings = unions
      .map((union) => union.getTypes())
      .filter((types) => types.some((each) => each.name === parent));
    return siblings.flat().some((each) => {
      const other = each.getFields()[name];
      return other !== undefined && String(other.type) !== String(type);
    });
  }
}
