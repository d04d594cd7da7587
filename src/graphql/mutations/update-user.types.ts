import { IsBoolean, ValidateNested } from "class-validator";
import { createUnionType, Field, ID, InputType, ObjectType, registerEnumType } from "type-graphql";
import type { ProviderSubject, Realm } from "../../identity/ids.js";
import type { ProviderName } from "../../identity/link.js";
import { type Provider, toPartName } from "../../identity/provider.js";
import { ProfileInput } from "../inputs/profile.js";
import { IfGiven } from "../inputs/rules.js";
import { UserBy } from "../inputs/user-by.js";
import { WriteInput } from "../inputs/write.js";
import { IdentityProvider } from "../schema/enums.js";
import { JSONValue } from "../schema/scalars.js";
import { type FoundUser, User } from "../user/user.js";
import { Problem } from "./problems.js";
import { resolveResultType, sharedProblems } from "./result-union.js";

export enum ChangeStatus {
  APPLIED = "APPLIED",
  UNCHANGED = "UNCHANGED",
  FAILED = "FAILED",
  PENDING = "PENDING",
  PLANNED = "PLANNED",
}

registerEnumType(ChangeStatus, {
  name: "ChangeStatus",
  description: "The outcome of an update at one identity.",
  valuesConfig: {
    APPLIED: { description: "Every requested change is made." },
    UNCHANGED: {
      description: "The identity already had the requested values; nothing was sent to the provider.",
    },
    FAILED: {
      description: "Some changes were not made, see `problem`; `appliedFields` lists those that were.",
    },
    PENDING: {
      description:
        "A request was sent, but its response was lost. It will be repeated; send the mutation again for the result.",
    },
    PLANNED: { description: "A dry run: the changes would be made." },
  },
});

@InputType({
  description: "Changes of a user and of its identities. Absent fields stay unchanged.",
})
export class UpdateUserInput extends WriteInput {
  @Field(() => UserBy, { description: "The user to change." })
  readonly user!: UserBy;

  @Field(() => ProfileInput, {
    nullable: true,
    description:
      "Changes for every linked identity that supports them. A provider's own part overrides them.",
  })
  @IfGiven()
  @ValidateNested()
  readonly profile?: ProfileInput;

  @Field(() => Boolean, {
    defaultValue: false,
    description:
      "Returns what would change at each provider, field by field, without changing or recording anything.",
  })
  @IsBoolean()
  readonly dryRun: boolean = false;
}

/** Adds a field for each provider's own part. */
export function addOwnParts(registry: readonly Provider[]): void {
  for (const { name, updateInput } of registry) {
    const part = toPartName(name);
    const description = `Changes for the ${part} identity only. When the user has several, the input must name one.`;
    Field(() => updateInput, { nullable: true, description })(UpdateUserInput.prototype, part);
    for (const rule of [IfGiven(), ValidateNested()]) rule(UpdateUserInput.prototype, part);
  }
}

@ObjectType({ description: "One field that a dry run would change." })
export class PlannedFieldChange {
  @Field(() => String, { description: "Name of the field, such as appMetadata.role." })
  readonly field!: string;

  @Field(() => JSONValue, {
    nullable: true,
    description: "Current value; null when not set, and for passwords.",
  })
  readonly before!: unknown;

  @Field(() => JSONValue, {
    nullable: true,
    description: "New value; null when it would be cleared, and for passwords.",
  })
  readonly after!: unknown;
}

@ObjectType({ description: "The outcome of an update at one identity." })
export class IdentityChangeOutcome {
  @Field(() => IdentityProvider, { description: "The provider." })
  readonly provider!: ProviderName;

  @Field(() => String, { description: "Its realm." })
  readonly realm!: Realm;

  @Field(() => ID, { description: "The identity's subject." })
  readonly subject!: ProviderSubject;

  @Field(() => ChangeStatus, { description: "The outcome." })
  readonly status!: ChangeStatus;

  @Field(() => [String], {
    description: "Fields that were changed, even if another part failed; empty in a dry run.",
  })
  readonly appliedFields!: readonly string[];

  @Field(() => [PlannedFieldChange], {
    nullable: true,
    description: "What a dry run would change; empty otherwise.",
  })
  readonly plannedChanges!: readonly PlannedFieldChange[];

  @Field(() => Problem, {
    nullable: true,
    description: "Why some changes were not made; null when all were.",
  })
  readonly problem!: Problem | null;
}

@ObjectType({ description: "The update ran; the outcomes show what was changed." })
export class UpdateUserSuccess {
  @Field(() => User, { description: "The user, read after the update." })
  readonly user!: FoundUser;

  @Field(() => [IdentityChangeOutcome], { description: "An outcome for each identity to change." })
  readonly identities!: readonly IdentityChangeOutcome[];

  static of(user: FoundUser, identities: readonly IdentityChangeOutcome[]): UpdateUserSuccess {
    return Object.assign(new UpdateUserSuccess(), { user, identities });
  }
}

export const UpdateUserResult = createUnionType({
  name: "UpdateUserResult",
  description: "The result of an update.",
  types: () => [UpdateUserSuccess, ...sharedProblems] as const,
  resolveType: resolveResultType,
});
