import { Directive, Field, InputType, ObjectType, registerEnumType } from "type-graphql";
import type { LinkEvidence, ProviderName } from "../../identity/link.js";
import { Evidence, IdentityProvider } from "../schema/enums.js";
import { type FoundUser, User } from "../user/user.js";

@InputType({
  description: "Which users to return: those with at least one identity that meets every condition given.",
})
export class UserFilterInput {
  @Field(() => IdentityProvider, { nullable: true, description: "The identity is at this provider." })
  readonly provider?: ProviderName | null;

  @Field(() => String, {
    nullable: true,
    description: "The identity is in this realm, such as an Auth0 domain.",
  })
  readonly realm?: string | null;

  @Field(() => Evidence, { nullable: true, description: "The identity was linked for this reason." })
  readonly evidence?: LinkEvidence | null;
}

export enum UserOrderField {
  CREATED_AT = "CREATED_AT",
}
registerEnumType(UserOrderField, {
  name: "UserOrderField",
  description: "A property by which users can be ordered.",
  valuesConfig: { CREATED_AT: { description: "When this service first recorded the user." } },
});

export enum UserOrderDirection {
  ASC = "ASC",
  DESC = "DESC",
}
registerEnumType(UserOrderDirection, {
  name: "UserOrderDirection",
  description: "Which end of an order comes first.",
  valuesConfig: {
    ASC: { description: "The earliest or lowest value comes first." },
    DESC: { description: "The latest or highest value comes first." },
  },
});

@InputType({ description: "In which order to return users." })
export class UserOrderInput {
  @Field(() => UserOrderField, { description: "The property by which users are ordered." })
  readonly field!: UserOrderField;

  @Field(() => UserOrderDirection, {
    defaultValue: UserOrderDirection.ASC,
    description: "Which end of the order comes first.",
  })
  readonly direction!: UserOrderDirection;
}

@ObjectType({ description: "Where a page is in the whole list, as defined by Relay." })
@Directive("@shareable")
export class PageInfo {
  @Field(() => Boolean, { description: "Whether more users follow after this page." })
  readonly hasNextPage!: boolean;

  @Field(() => Boolean, {
    description: "Whether `after` was given. Pages can only be read forwards.",
  })
  readonly hasPreviousPage!: boolean;

  @Field(() => String, {
    nullable: true,
    description: "Cursor of the first user on the page. Null when the page is empty.",
  })
  readonly startCursor!: string | null;

  @Field(() => String, {
    nullable: true,
    description:
      "Cursor of the last user on the page, to be sent as `after` for the next page. Null when the page is empty.",
  })
  readonly endCursor!: string | null;
}

@ObjectType({ description: "A user together with the cursor of its position." })
export class UserEdge {
  @Field(() => String, { description: "Position of this user, to be sent as `after`." })
  readonly cursor!: string;

  @Field(() => User, { description: "The user at this position." })
  readonly node!: FoundUser;
}

@ObjectType({ description: "One page of users, in the order that was requested." })
export class UserConnection {
  @Field(() => [UserEdge], { description: "The users of the page, each with its cursor." })
  readonly edges!: readonly UserEdge[];

  @Field(() => [User], { description: "The users of the page without cursors." })
  readonly nodes!: readonly FoundUser[];

  @Field(() => PageInfo, { description: "Whether there are more pages, and the cursors to read them." })
  readonly pageInfo!: PageInfo;

  /** The filter of the page, for the resolver of `totalCount`. */
  readonly filter!: UserFilterInput;
}
