import { Arg, Ctx, FieldResolver, Mutation, Resolver, Root } from "type-graphql";
import { checkInput } from "../../graphql/inputs/check-input.js";
import { createAt } from "../../graphql/mutations/create-identity.js";
import { InvalidInput, Problem } from "../../graphql/mutations/problems.js";
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
      "Creates a user in a Cognito pool, with password, attributes, groups and blocked state, and links it to `userId` or to a new user. The creation is completed or undone. Null only with an error.",
  })
  async createCognitoUser(
    @Arg("input", () => CreateCognitoUserInput, { description: "The user to create." })
    input: CreateCognitoUserInput,
    @Ctx() context: GraphContext,
  ): Promise<object> {
    const violations = await checkInput(input);
    if (violations.length > 0) return InvalidInput.of(violations);
    const { userId = null, idempotencyKey = null, ...own } = input;
    const realm = toRealm(input.userPoolId);
    if (!context.reads.realmsOf("COGNITO").includes(realm)) return unknownPool();
    const created = await createAt(
      { provider: "COGNITO", realm, userId, idempotencyKey, input: own },
      context,
    );
    return created instanceof Problem ? created : Object.assign(new CreateCognitoUserSuccess(), created);
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

function unknownPool(): InvalidInput {
  const message = "userPoolId must be a configured pool";
  return InvalidInput.of([{ path: "userPoolId", constraint: "configured", message }]);
}
