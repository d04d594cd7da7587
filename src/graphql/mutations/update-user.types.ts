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
  description: "How one identity fared in an update.",
  valuesConfig: {
    APPLIED: { description: "Everything that was asked is done." },
    UNCHANGED: { description: "It was like that already; the provider was not written to." },
    FAILED: { description: "Something was not done, see `problem`; `appliedFields` names what was." },
    PENDING: {
      description:
        "A call was sent and no answer came. It will be repeated until one does; ask again to hear.",
    },
    PLANNED: { description: "A dry run: this would be done." },
  },
});

@InputType({
  description: "What to change about a user, at which of their identities. What is absent is left alone.",
})
export class UpdateUserInput extends WriteInput {
  @Field(() => UserBy, { description: "Whom to change." })
  readonly user!: UserBy;

  @Field(() => ProfileInput, {
    nullable: true,
    description:
      "Changes for every linked identity that can hold them. What a provider's own part says goes before it.",
  })
  @IfGiven()
  @ValidateNested()
  readonly profile?: ProfileInput;

  @Field(() => Boolean, {
    defaultValue: false,
    description:
      "Only tell what would change at which provider, field by field. Nothing is written, recorded or replayed.",
  })
  @IsBoolean()
  readonly dryRun: boolean = false;
}

/** Adds a field for each provider's own part. */
export function addOwnParts(registry: readonly Provider[]): void {
  for (const { name, updateInput } of registry) {
    const part = toPartName(name);
    const description = `Changes for the ${part} identity alone. Where the user has several, it names which.`;
    Field(() => updateInput, { nullable: true, description })(UpdateUserInput.prototype, part);
    for (const rule of [IfGiven(), ValidateNested()]) rule(UpdateUserInput.prototype, part);
  }
}

@ObjectType({ description: "One field that a dry run would change." })
export class PlannedFieldChange {
  @Field(() => String, { description: "Name of the field, as appMetadata.role." })
  readonly field!: string;

  @Field(() => JSONValue, {
    nullable: true,
    description: "What it is now; null when it is not set, and for passwords.",
  })
  readonly before!: unknown;

  @Field(() => JSONValue, {
    nullable: true,
    description: "What it would be; null when it would be cleared, and for passwords.",
  })
  readonly after!: unknown;
}

@ObjectType({ description: "How one identity fared in an update." })
export class IdentityChangeOutcome {
  @Field(() => IdentityProvider, { description: "The provider." })
  readonly provider!: ProviderName;

  @Field(() => String, { description: "Its realm." })
  readonly realm!: Realm;

  @Field(() => ID, { description: "The identity's subject." })
  readonly subject!: ProviderSubject;

  @Field(() => ChangeStatus, { description: "How it fared." })
  readonly status!: ChangeStatus;

  @Field(() => [String], {
    description: "Fields that are changed now, also when another part failed; empty in a dry run.",
  })
  readonly appliedFields!: readonly string[];

  @Field(() => [PlannedFieldChange], {
    nullable: true,
    description: "What a dry run would change; empty otherwise.",
  })
  readonly plannedChanges!: readonly PlannedFieldChange[];

  @Field(() => Problem, { nullable: true, description: "Why something was not done; null when all was." })
  readonly problem!: Problem | null;
}

@ObjectType({ description: "The update was carried out as far as the outcomes say." })
export class UpdateUserSuccess {
  @Field(() => User, { description: "The user, read after the update." })
  readonly user!: FoundUser;

  @Field(() => [IdentityChangeOutcome], { description: "An outcome for each identity that was to change." })
  readonly identities!: readonly IdentityChangeOutcome[];

  static of(user: FoundUser, identities: readonly IdentityChangeOutcome[]): UpdateUserSuccess {
    return Object.assign(new UpdateUserSuccess(), { user, identities });
  }
}

export const UpdateUserResult = createUnionType({
  name: "UpdateUserResult",
  description: "What became of an update.",
  types: () => [UpdateUserSuccess, ...sharedProblems] as const,
  resolveType: resolveResultType,
});
