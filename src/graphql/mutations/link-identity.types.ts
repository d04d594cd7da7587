import { IsString, Length } from "class-validator";
import { createUnionType, Field, ID, InputType, ObjectType, registerEnumType } from "type-graphql";
import type { LinkEvidence, ProviderName } from "../../identity/link.js";
import type { UserUnreadError } from "../errors/user-unread.js";
import { IfNotNull } from "../inputs/rules.js";
import { UserByInput } from "../inputs/user-by.js";
import { WriteInput } from "../inputs/write.js";
import { IdentityProvider } from "../schema/enums.js";
import { type FoundUser, User } from "../user/user.js";
import { IdentityConflict } from "./problems.js";
import { resolveResultType, sharedProblems, userAfter } from "./result-union.js";

const LinkIdentityEvidence = {
  MANUAL: "MANUAL",
  VERIFIED_EMAIL: "VERIFIED_EMAIL",
} as const satisfies Partial<Record<LinkEvidence, LinkEvidence>>;
registerEnumType(LinkIdentityEvidence, {
  name: "LinkIdentityEvidence",
  description: "Why an account that is being linked belongs to its user.",
  valuesConfig: {
    MANUAL: { description: "The caller confirms it." },
    VERIFIED_EMAIL: {
      description:
        "The account and another one of the user have the same e-mail address, verified at both. The service checks this.",
    },
  },
});

@InputType({ description: "An account to unlink, and the user to unlink it from." })
export class UnlinkIdentityInput extends WriteInput {
  @Field(() => UserByInput, { description: "The user of the link." })
  readonly user!: UserByInput;

  @Field(() => IdentityProvider, { description: "The provider that holds the account." })
  readonly provider!: ProviderName;

  @Field(() => String, {
    nullable: true,
    description:
      "Realm of the account, as in `Identity.realm`. Required only when several realms have an account with this subject.",
  })
  @IfNotNull()
  @IsString()
  @Length(1, 255)
  readonly realm?: string | null;

  @Field(() => ID, { description: "Id of the account, as in `Identity.subject`." })
  @IsString()
  @Length(1, 255)
  readonly subject!: string;
}

@InputType({ description: "An account to link to a user, and why it belongs to the user." })
export class LinkIdentityInput extends UnlinkIdentityInput {
  @Field(() => LinkIdentityEvidence, {
    defaultValue: "MANUAL",
    description: "Why the account belongs to the user.",
  })
  readonly evidence: keyof typeof LinkIdentityEvidence = "MANUAL";
}

@ObjectType({ description: "The account is linked to the user, by this mutation or an earlier one." })
export class LinkIdentitySuccess {
  @Field(() => User, { nullable: true, description: userAfter })
  readonly user!: FoundUser | UserUnreadError;

  static of(user: FoundUser | UserUnreadError): LinkIdentitySuccess {
    return Object.assign(new LinkIdentitySuccess(), { user });
  }
}

@ObjectType({
  description: "The account is no longer linked to the user. Nothing changed at its provider.",
})
export class UnlinkIdentitySuccess {
  @Field(() => User, { nullable: true, description: userAfter })
  readonly user!: FoundUser | UserUnreadError;

  static of(user: FoundUser | UserUnreadError): UnlinkIdentitySuccess {
    return Object.assign(new UnlinkIdentitySuccess(), { user });
  }
}

export const LinkIdentityResult = createUnionType({
  name: "LinkIdentityResult",
  description: "Result of `linkIdentity`.",
  types: () => [LinkIdentitySuccess, IdentityConflict, ...sharedProblems] as const,
  resolveType: resolveResultType,
});

export const UnlinkIdentityResult = createUnionType({
  name: "UnlinkIdentityResult",
  description: "Result of `unlinkIdentity`.",
  types: () => [UnlinkIdentitySuccess, ...sharedProblems] as const,
  resolveType: resolveResultType,
});
