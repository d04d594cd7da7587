import { createUnionType, Field, ObjectType } from "type-graphql";
import {
  ChangeRefused,
  Forbidden,
  IdempotencyConflict,
  IdentityConflict,
  IdentityExists,
  IdentityNotFound,
  InvalidInput,
  ProviderFailed,
  UserNotFound,
  WritePending,
} from "../../graphql/mutations/problems.js";
import { type FoundUser, User } from "../../graphql/user/user.js";
import type { IdentityKey } from "../../identity/link.js";

@ObjectType({ description: "The Cognito user is created as requested and linked." })
export class CreateCognitoUserSuccess {
  @Field(() => User, { description: "The user that the identity is linked to." })
  readonly user!: FoundUser;

  /** Names the identity, for the resolver of `identity`. */
  readonly key!: IdentityKey;
}

export const CreateCognitoUserResult = createUnionType({
  name: "CreateCognitoUserResult",
  description: "The result of creating a Cognito user.",
  types: () =>
    [
      CreateCognitoUserSuccess,
      InvalidInput,
      Forbidden,
      ChangeRefused,
      UserNotFound,
      IdentityExists,
      IdentityConflict,
      IdentityNotFound,
      IdempotencyConflict,
      WritePending,
      ProviderFailed,
    ] as const,
  resolveType: (value: object) => value.constructor.name,
});
