import { Directive, Field, InputType, ObjectType } from "type-graphql";
import type { LinkEvidence, ProviderName } from "../../identity/link.js";
import { Evidence, IdentityProvider } from "../schema/enums.js";
import { type FoundUser, User } from "../user/user.js";

@InputType({
  description: "Which users to list; a user must meet every condition that is given, by the same link.",
})
export class UserFilterInput {
  @Field(() => IdentityProvider, { nullable: true, description: "Users with an identity at this provider." })
  readonly provider?: ProviderName | null;

  @Field(() => String, { nullable: true, description: "Users with an identity in this realm." })
  readonly realm?: string | null;

  @Field(() => Evidence, { nullable: true, description: "Users with an identity linked on this evidence." })
  readonly evidence?: LinkEvidence | null;
}

@ObjectType({ description: "Where a page stands in the whole list (Relay)." })
@Directive("@shareable")
export class PageInfo {
  @Field(() => Boolean, { description: "Whether more users follow." })
  readonly hasNextPage!: boolean;

  @Field(() => Boolean, {
    description: "Always false unless `after` was given: pages are walked forwards only.",
  })
  readonly hasPreviousPage!: boolean;

  @Field(() => String, {
    nullable: true,
    description: "Cursor of the first user on the page; null on an empty one.",
  })
  readonly startCursor!: string | null;

  @Field(() => String, {
    nullable: true,
    description: "Cursor of the last user on the page, for `after`; null on an empty one.",
  })
  readonly endCursor!: string | null;
}

@ObjectType({ description: "A user's place in the list." })
export class UserEdge {
  @Field(() => String, { description: "Where the user stands in the list, for `after`." })
  readonly cursor!: string;

  @Field(() => User, { description: "The user." })
  readonly node!: FoundUser;
}

@ObjectType({ description: "A page of users, in the order in which they became known." })
export class UserConnection {
  @Field(() => [UserEdge], { description: "The users with their cursors." })
  readonly edges!: readonly UserEdge[];

  @Field(() => [User], { description: "The users alone." })
  readonly nodes!: readonly FoundUser[];

  @Field(() => PageInfo, { description: "Where the page stands." })
  readonly pageInfo!: PageInfo;

  /** What the count is asked with, for the resolver of `totalCount`. */
  readonly filter!: UserFilterInput;
}
