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

@InputType({ description: "Whom to synchronise; exactly one must be given." })
@Directive("@oneOf")
export class SyncNexusIdentityBy {
  @Field(() => ID, { nullable: true, description: "Our id of a user with a Nexus identity." })
  readonly id?: string;

  @Field(() => ID, { nullable: true, description: "Nexus user id." })
  readonly nexusUserId?: string;

  @Field(() => ID, {
    nullable: true,
    description:
      "Auth0 user_id; Nexus is asked for the user who has it on `connection.connectionId`, which must be given.",
  })
  readonly auth0UserId?: string;
}

@InputType({
  description: "What an identity connection says of a user, and the audience whose roles are wanted.",
})
export class SyncNexusIdentityInput extends SyncNexusIdentityFields {
  @Field(() => SyncNexusIdentityBy, { description: "Whom to synchronise." })
  readonly user!: SyncNexusIdentityBy;
}

@ObjectType({ description: "Nexus has brought the user up to date, and what it asserts is linked." })
export class SyncNexusIdentitySuccess {
  @Field(() => User, { description: "The user, read after the change." })
  readonly user!: FoundUser;

  @Field(() => [NexusRole.objectType as new () => object], {
    description: "Roles that the user holds for the audience, as Nexus answered.",
  })
  readonly roles!: readonly object[];

  @Field(() => Boolean, {
    nullable: true,
    description: "Whether Nexus counts the user as authenticated; null when it does not say.",
  })
  readonly isAuthenticated!: boolean | null;
}

export const SyncNexusIdentityResult = createUnionType({
  name: "SyncNexusIdentityResult",
  description: "What became of a synchronisation.",
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
