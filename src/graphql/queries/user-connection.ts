import { Directive, Field, InputType, ObjectType } from "type-graphql";
import type { LinkEvidence, ProviderName } from "../../identity/link.js";
import { Evidence, IdentityProvider } from "../schema/enums.js";
import { type FoundUser, User } from "../user/user.js";

@InputType({
  description: "Conditions for users. One link of the user must meet all of them.",
})
export class UserFilterInput {
  @Field(() => IdentityProvider, { nullable: true, description: "Users with an identity at this provider." })
  readonly provider?: ProviderName | null;

  @Field(() => String, { nullable: true, description: "Users with an identity in this realm." })
  readonly realm?: string | null;

  @Field(() => Evidence, { nullable: true, description: "Users with an identity linked on this evidence." })
  readonly evidence?: LinkEvidence | null;
}

@ObjectType({ description: "Position of a page in the whole list (Relay)." })
@Directive("@shareable")
export class PageInfo {
  @Field(() => Boolean, { description: "Whether more users follow." })
  readonly hasNextPage!: boolean;

  @Field(() => Boolean, {
    description: "False unless `after` was given: pages can only be read forwards.",
  })
  readonly hasPreviousPage!: boolean;

  @Field(() => String, {
    nullable: true,
    description: "Cursor of the first user on the page; null on an empty page.",
  })
  readonly startCursor!: string | null;

  @Field(() => String, {
    nullable: true,
    description: "Cursor of the last user on the page, for `after`; null on an empty page.",
  })
  readonly endCursor!: string | null;
}

@ObjectType({ description: "A user and its position in the list." })
export class UserEdge {
  @Field(() => String, { description: "Cursor of the user, for `after`." })
  readonly cursor!: string;

  @Field(() => User, { description: "The user." })
  readonly node!: FoundUser;
}

@ObjectType({ description: "A page of users, in the order in which they were created." })
export class UserConnection {
  @Field(() => [UserEdge], { description: "The users with their cursors." })
  readonly edges!: readonly UserEdge[];

  @Field(() => [User], { description: "The users alone." })
  readonly nodes!: readonly FoundUser[];

  @Field(() => PageInfo, { description: "Position of the page." })
  readonly pageInfo!: PageInfo;

  /** The filter of the page, for the resolver of `totalCount`. */
  readonly filter!: UserFilterInput;
}
