import { IsBoolean, ValidateNested } from "class-validator";
import { createUnionType, Field, ID, InputType, Int, ObjectType } from "type-graphql";
import { type Provider, toPartName } from "../../identity/provider.js";
import type { UserUnreadError } from "../errors/user-unread.js";
import { UserProfileInput } from "../inputs/profile.js";
import { IfGiven } from "../inputs/rules.js";
import { UserByInput } from "../inputs/user-by.js";
import { WriteInput } from "../inputs/write.js";
import { type FoundUser, User } from "../user/user.js";
import { IdentityChangeOutcome } from "./identity-outcome.js";
import { IdentityChangePreview } from "./identity-preview.js";
import { IdentityProblemCode } from "./problem-code.js";
import { IdentityNotFound, IdentityProblem } from "./problems.js";
import { lookupProblems, resolveResultType, userAfter } from "./result-union.js";
import { IdentityBusy, IdentityIdempotencyConflict } from "./write-problems.js";

@InputType({
  description: "What to change of a user. Absent fields stay unchanged.",
})
export class UpdateUserInput extends WriteInput {
  @Field(() => UserByInput, { description: "The user to change." })
  readonly user!: UserByInput;

  @Field(() => UserProfileInput, {
    nullable: true,
    description:
      "Changes for every account of the user that can hold them. The same field under the name of a provider takes precedence there.",
  })
  @IfGiven()
  @ValidateNested()
  readonly profile?: UserProfileInput;

  @Field(() => Boolean, {
    defaultValue: false,
    description:
      "When true, returns `UpdateUserPreview`: what would change at each account, field by field. Nothing is changed or recorded.",
  })
  @IsBoolean()
  readonly dryRun: boolean = false;
}

/** Adds a field for each provider's own part. */
export function addOwnParts(registry: readonly Provider[]): void {
  for (const { name, updateInput } of registry) {
    const part = toPartName(name);
    const description = `Changes for one ${name.charAt(0)}${name.slice(1).toLowerCase()} account of the user. When the user has several, \`subject\` must name one.`;
    Field(() => updateInput, { nullable: true, description })(UpdateUserInput.prototype, part);
    for (const rule of [IfGiven(), ValidateNested()]) rule(UpdateUserInput.prototype, part);
  }
}

@ObjectType({
  description: "Every requested change was made, or the accounts already had the requested values.",
})
export class UpdateUserSuccess {
  @Field(() => User, { nullable: true, description: userAfter })
  readonly user!: FoundUser | UserUnreadError;

  @Field(() => [IdentityChangeOutcome], { description: "Result of the update at each account." })
  readonly outcomes!: readonly IdentityChangeOutcome[];

  static of(
    user: FoundUser | UserUnreadError,
    outcomes: readonly IdentityChangeOutcome[],
  ): UpdateUserSuccess {
    return Object.assign(new UpdateUserSuccess(), { user, outcomes });
  }
}

@ObjectType({
  implements: IdentityProblem,
  description:
    "The update is recorded, but part of it failed or is still pending. The outcomes say what happened at each account. Repeat the mutation with the same idempotency key for the latest outcomes.",
})
export class UpdateUserIncomplete extends IdentityProblem {
  @Field(() => User, { nullable: true, description: userAfter })
  readonly user!: FoundUser | UserUnreadError;

  @Field(() => [IdentityChangeOutcome], { description: "Result of the update at each account." })
  readonly outcomes!: readonly IdentityChangeOutcome[];

  @Field(() => ID, { description: "Id of the write, for the query `identityWrite`." })
  readonly writeId!: string;

  @Field(() => Int, {
    nullable: true,
    description: "Number of seconds to wait before you look again. Null when nothing is pending.",
  })
  readonly retryAfterSeconds!: number | null;

  static of(
    fields: Pick<UpdateUserIncomplete, "user" | "outcomes" | "writeId" | "retryAfterSeconds">,
  ): UpdateUserIncomplete {
    const isPending = fields.retryAfterSeconds !== null;
    return Object.assign(new UpdateUserIncomplete(), {
      ...fields,
      code: IdentityProblemCode.WRITE_INCOMPLETE,
      message: isPending ? "Some of the changes are not made yet." : "Some of the changes were not made.",
    });
  }
}

@ObjectType({ description: "What an update would change. Nothing was changed or recorded." })
export class UpdateUserPreview {
  @Field(() => User, { nullable: true, description: "The user, unchanged." })
  readonly user!: FoundUser;

  @Field(() => [IdentityChangePreview], { description: "What would change at each account." })
  readonly previews!: readonly IdentityChangePreview[];

  static of(user: FoundUser, previews: readonly IdentityChangePreview[]): UpdateUserPreview {
    return Object.assign(new UpdateUserPreview(), { user, previews });
  }
}

export const UpdateUserResult = createUnionType({
  name: "UpdateUserResult",
  description: "Result of `updateUser`.",
  types: () =>
    [
      UpdateUserSuccess,
      UpdateUserIncomplete,
      UpdateUserPreview,
      ...lookupProblems,
      IdentityNotFound,
      IdentityIdempotencyConflict,
      IdentityBusy,
    ] as const,
  resolveType: resolveResultType,
});
