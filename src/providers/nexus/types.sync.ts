import { createUnionType, Directive, Field, ID, InputType, ObjectType } from "type-graphql";
import {
  ChangeRefused,
  Forbidden,
  IdempotencyConflict,
  IdentityConflict,
  IdentityNotFound,
  InvalidInput,
  ProviderFailed,
  UserNotFound,
  WritePending,
} from "../../graphql/mutations/problems.js";
import { type FoundUser, User } from "../../graphql/user/user.js";
import { SyncNexusIdentityFields } from "./types.input.js";
import { NexusRole } from "./types.js";

@InputType({ description: "The user to synchronise; exactly one field must be given." })
@Directive("@oneOf")
export class SyncNexusIdentityBy {
  @Field(() => ID, { nullable: true, description: "Id of a user of this graph who has a Nexus identity." })
  readonly id?: string;

  @Field(() => ID, { nullable: true, description: "Nexus user id." })
  readonly nexusUserId?: string;

  @Field(() => ID, {
    nullable: true,
    description:
      "Auth0 user_id. Nexus looks up the user who has it on `connection.connectionId`, which is then required.",
  })
  readonly auth0UserId?: string;
}

@InputType({
  description:
    "What an identity connection reports about a user, and the audience for which to return roles.",
})
export class SyncNexusIdentityInput extends SyncNexusIdentityFields {
  @Field(() => SyncNexusIdentityBy, { description: "The user to synchronise." })
  readonly user!: SyncNexusIdentityBy;
}

@ObjectType({
  description: "Nexus has synchronised the user, and the identities that it asserts are linked.",
})
export class SyncNexusIdentitySuccess {
  @Field(() => User, { description: "The user, read after the change." })
  readonly user!: FoundUser;

  @Field(() => [NexusRole.objectType as new () => object], {
    description: "The user's roles for the audience.",
  })
  readonly roles!: readonly object[];

  @Field(() => Boolean, {
    nullable: true,
    description: "Whether Nexus counts the user as authenticated. Null when Nexus does not report it.",
  })
  readonly isAuthenticated!: boolean | null;
}

export const SyncNexusIdentityResult = createUnionType({
  name: "SyncNexusIdentityResult",
  description: "The result of a synchronisation.",
  types: () =>
    [
      SyncNexusIdentitySuccess,
      InvalidInput,
      Forbidden,
      ChangeRefused,
      UserNotFound,
      IdentityNotFound,
      IdentityConflict,
      IdempotencyConflict,
      WritePending,
      ProviderFailed,
    ] as const,
  resolveType: (value: object) => value.constructor.name,
});
