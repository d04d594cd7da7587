import { IsIn, IsString, Length } from "class-validator";
import { createUnionType, Field, ID, InputType, ObjectType } from "type-graphql";
import type { LinkEvidence, ProviderName } from "../../identity/link.js";
import { IfNotNull } from "../inputs/rules.js";
import { UserBy } from "../inputs/user-by.js";
import { WriteInput } from "../inputs/write.js";
import { Evidence, IdentityProvider } from "../schema/enums.js";
import { type FoundUser, User } from "../user/user.js";
import { IdentityConflict } from "./problems.js";
import { resolveResultType, sharedProblems } from "./result-union.js";

@InputType({ description: "An identity and a user." })
export class UnlinkIdentityInput extends WriteInput {
  @Field(() => UserBy, { description: "The user." })
  readonly user!: UserBy;

  @Field(() => IdentityProvider, { description: "The provider that holds the identity." })
  readonly provider!: ProviderName;

  @Field(() => String, {
    nullable: true,
    description: "The realm; required only when the subject alone is ambiguous.",
  })
  @IfNotNull()
  @IsString()
  @Length(1, 255)
  readonly realm?: string | null;

  @Field(() => ID, { description: "The provider's id of the identity." })
  @IsString()
  @Length(1, 255)
  readonly subject!: string;
}

@InputType({ description: "An identity to link to a user, and the evidence." })
export class LinkIdentityInput extends UnlinkIdentityInput {
  @Field(() => Evidence, {
    defaultValue: "MANUAL",
    description:
      "MANUAL: the caller confirms that the identity belongs to the user. VERIFIED_EMAIL: the service checks that the identity and another one of the user have the same address, verified at both.",
  })
  @IsIn(["MANUAL", "VERIFIED_EMAIL"], { message: "$property must be MANUAL or VERIFIED_EMAIL" })
  readonly evidence: LinkEvidence = "MANUAL";
}

@ObjectType({ description: "The identity is linked to the user, now or already before." })
export class LinkIdentitySuccess {
  @Field(() => User, { description: "The user, read after the change." })
  readonly user!: FoundUser;

  static of(user: FoundUser): LinkIdentitySuccess {
    return Object.assign(new LinkIdentitySuccess(), { user });
  }
}

@ObjectType({
  description: "The identity is no longer linked to the user. Nothing changed at its provider.",
})
export class UnlinkIdentitySuccess {
  @Field(() => User, { description: "The user, read after the change." })
  readonly user!: FoundUser;

  static of(user: FoundUser): UnlinkIdentitySuccess {
    return Object.assign(new UnlinkIdentitySuccess(), { user });
  }
}

export const LinkIdentityResult = createUnionType({
  name: "LinkIdentityResult",
  description: "The result of linking an identity.",
  types: () => [LinkIdentitySuccess, IdentityConflict, ...sharedProblems] as const,
  resolveType: resolveResultType,
});

export const UnlinkIdentityResult = createUnionType({
  name: "UnlinkIdentityResult",
  description: "The result of unlinking an identity.",
  types: () => [UnlinkIdentitySuccess, ...sharedProblems] as const,
  resolveType: resolveResultType,
});
