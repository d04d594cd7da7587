import { createUnionType, Field, ObjectType } from "type-graphql";
import type { UserUnreadError } from "../../graphql/errors/user-unread.js";
import { IdentityChangeRefused, IdentityConflict, IdentityExists } from "../../graphql/mutations/problems.js";
import { resolveResultType, sharedProblems, userAfter } from "../../graphql/mutations/result-union.js";
import { type FoundUser, User } from "../../graphql/user/user.js";
import type { IdentityKey } from "../../identity/link.js";

@ObjectType({ description: "The account was created as requested and linked to the user." })
export class CreateCognitoUserSuccess {
  @Field(() => User, { nullable: true, description: userAfter })
  readonly user!: FoundUser | UserUnreadError;

  /** Names the identity, for the resolver of `identity`. */
  readonly key!: IdentityKey;
}

export const CreateCognitoUserResult = createUnionType({
  name: "CreateCognitoUserResult",
  description: "Result of `createCognitoUser`.",
  types: () =>
    [
      CreateCognitoUserSuccess,
      ...sharedProblems,
      IdentityChangeRefused,
      IdentityExists,
      IdentityConflict,
    ] as const,
  resolveType: resolveResultType,
});
