import { createUnionType, Field, ID, InputType, ObjectType } from "type-graphql";
import type { UserUnreadError } from "../../graphql/errors/user-unread.js";
import { UserByInput } from "../../graphql/inputs/user-by.js";
import { IdentityChangeRefused, IdentityConflict } from "../../graphql/mutations/problems.js";
import { resolveResultType, sharedProblems, userAfter } from "../../graphql/mutations/result-union.js";
import { type FoundUser, User } from "../../graphql/user/user.js";
import { SyncNexusIdentityFields } from "./types.input.js";
import { NexusRole } from "./types.records.js";

@InputType({
  description: "What a sign-in system reports about a user, and the audience for which to return roles.",
})
export class SyncNexusIdentityInput extends SyncNexusIdentityFields {
  @Field(() => UserByInput, {
    description:
      "The user to synchronize, who must have a Nexus account. An `auth0UserId` that is not known yet is looked up by Nexus, and needs `connection.connectionId`.",
  })
  readonly user!: UserByInput;
}

@ObjectType({
  description:
    "Nexus has synchronized the user, and the identities that it says belong to the user are linked.",
})
export class SyncNexusIdentitySuccess {
  @Field(() => User, { nullable: true, description: userAfter })
  readonly user!: FoundUser | UserUnreadError;

  @Field(() => ID, { nullable: true, description: "Nexus id of the account that was synchronized." })
  readonly nexusUserId!: string;

  @Field(() => String, {
    nullable: true,
    description: "Full name, for display, as Nexus answered. Null when Nexus answered none.",
  })
  readonly name!: string | null;

  @Field(() => String, {
    nullable: true,
    description: "Given name, also called first name, as Nexus answered. Null when Nexus answered none.",
  })
  readonly givenName!: string | null;

  @Field(() => String, {
    nullable: true,
    description:
      "Family name, also called last name or surname, as Nexus answered. Null when Nexus answered none.",
  })
  readonly familyName!: string | null;

  @Field(() => [NexusRole.objectType as new () => object], {
    description: "The roles that the user has for the given audience.",
  })
  readonly roles!: readonly object[];

  @Field(() => Boolean, {
    nullable: true,
    description: "Whether Nexus counts the user as authenticated. Null when Nexus does not say.",
  })
  readonly isAuthenticated!: boolean | null;
}

export const SyncNexusIdentityResult = createUnionType({
  name: "SyncNexusIdentityResult",
  description: "Result of `syncNexusIdentity`.",
  types: () =>
    [SyncNexusIdentitySuccess, ...sharedProblems, IdentityChangeRefused, IdentityConflict] as const,
  resolveType: resolveResultType,
});
