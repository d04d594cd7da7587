import { Arg, Ctx, FieldResolver, Mutation, Resolver, Root } from "type-graphql";
import { checkInput } from "../../graphql/inputs/check-input.js";
import { createAt } from "../../graphql/mutations/create-identity.js";
import { IdentityProblem, InvalidIdentityInput } from "../../graphql/mutations/problems.js";
import type { GraphContext } from "../../graphql/schema/context.js";
import { toRealm } from "../../identity/ids.js";
import { CreateCognitoUserInput } from "./types.create-input.js";
import { CreateCognitoUserResult, CreateCognitoUserSuccess } from "./types.create-result.js";
import { CognitoGroup, CognitoIdentity } from "./types.js";

@Resolver()
export class CognitoResolver {
  @Mutation(() => CreateCognitoUserResult, {
    nullable: true,
    description:
      "Creates an account in a Cognito user pool, with password, attributes, groups and blocked state, and links it to `user` or to a new user. Either all of this is done or nothing. Null only with an error.",
  })
  async createCognitoUser(
    @Arg("input", () => CreateCognitoUserInput, { description: "The account to create." })
    input: CreateCognitoUserInput,
    @Ctx() context: GraphContext,
  ): Promise<object> {
    const violations = await checkInput(input);
    if (violations.length > 0) return InvalidIdentityInput.of(violations);
    const { user = null, idempotencyKey = null, ...own } = input;
    const realm = toRealm(input.realm);
    if (!context.reads.realmsOf("COGNITO").includes(realm)) return unknownPool();
    const created = await createAt({ provider: "COGNITO", realm, user, idempotencyKey, input: own }, context);
    return created instanceof IdentityProblem
      ? created
      : Object.assign(new CreateCognitoUserSuccess(), created);
  }
}

@Resolver(() => CreateCognitoUserSuccess)
export class CreateCognitoUserSuccessResolver {
  @FieldResolver(() => CognitoIdentity, {
    nullable: true,
    description: "The identity, read after the creation. Null with an error when it can't be read.",
  })
  async identity(
    @Root() { user, key }: CreateCognitoUserSuccess,
    @Ctx() { reads }: GraphContext,
  ): Promise<object | null> {
    if (user instanceof Error) throw user;
    const link = user.linked.links.find(
      ({ realm, subject }) => realm === key.realm && subject === key.subject,
    );
    if (link === undefined) return null;
    const read = await reads.read(link);
    return read.identity?.present(link, read) ?? new CognitoIdentity(link, read);
  }
}

@Resolver(() => CognitoIdentity)
export class CognitoIdentityResolver {
  @FieldResolver(() => [CognitoGroup], {
    nullable: true,
    description: "The user's groups. Selecting this field costs one more call per user.",
  })
  groups(
    @Root() { provider, realm, username }: CognitoIdentity,
    @Ctx() { reads }: GraphContext,
  ): Promise<unknown> | null {
    return username === null ? null : reads.loadPart({ provider, realm }, "groups", username);
  }
}

function unknownPool(): InvalidIdentityInput {
  const message = "realm must be a configured pool";
  return InvalidIdentityInput.of([{ path: "realm", constraint: "configured", message }]);
}
