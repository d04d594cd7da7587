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

@InputType({ description: "An identity, and the user whom it is about." })
export class UnlinkIdentityInput extends WriteInput {
  @Field(() => UserBy, { description: "The user." })
  readonly user!: UserBy;

  @Field(() => IdentityProvider, { description: "The provider that holds the identity." })
  readonly provider!: ProviderName;

  @Field(() => String, {
    nullable: true,
    description: "The realm; needed only where the subject alone is not clear.",
  })
  @IfNotNull()
  @IsString()
  @Length(1, 255)
  readonly realm?: string | null;

  @Field(() => ID, { description: "The provider's own id of the identity." })
  @IsString()
  @Length(1, 255)
  readonly subject!: string;
}

@InputType({ description: "An identity to be linked to a user, and on what evidence." })
export class LinkIdentityInput extends UnlinkIdentityInput {
  @Field(() => Evidence, {
    defaultValue: "MANUAL",
    description:
      "MANUAL when the caller vouches for it. VERIFIED_EMAIL has it checked: the identity and one of the user's must carry the same address, verified at both.",
  })
  @IsIn(["MANUAL", "VERIFIED_EMAIL"], { message: "$property must be MANUAL or VERIFIED_EMAIL" })
  readonly evidence: LinkEvidence = "MANUAL";
}

@ObjectType({ description: "The identity belongs to the user now, and may have done so before." })
export class LinkIdentitySuccess {
  @Field(() => User, { description: "The user, read after the change." })
  readonly user!: FoundUser;

  static of(user: FoundUser): LinkIdentitySuccess {
    return Object.assign(new LinkIdentitySuccess(), { user });
  }
}

@ObjectType({
  description: "The identity does not belong to the user any more. At its provider nothing changed.",
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
  description: "What became of a link.",
  types: () => [LinkIdentitySuccess, IdentityConflict, ...sharedProblems] as const,
  resolveType: resolveResultType,
});

export const UnlinkIdentityResult = createUnionType({
  name: "UnlinkIdentityResult",
  description: "What became of taking a link away.",
  types: () => [UnlinkIdentitySuccess, ...sharedProblems] as const,
  resolveType: resolveResultType,
});
