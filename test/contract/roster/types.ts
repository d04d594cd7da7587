import { IsString, MaxLength } from "class-validator";
import { Field, FieldResolver, ID, InputType, ObjectType, Resolver, Root } from "type-graphql";
import { IfGiven } from "../../../src/graphql/inputs/rules.js";
import { Identity } from "../../../src/graphql/user/identity.js";
import { User } from "../../../src/graphql/user/user.js";
import type { IdentityRead } from "../../../src/identity/identity-read.js";
import type { Link } from "../../../src/identity/link.js";
import type { RosterUser } from "./client.js";

@ObjectType({ implements: Identity, description: "A person's entry in the roster." })
export class RosterIdentity extends Identity {
  @Field(() => String, { nullable: true, description: "Department." })
  readonly department: string | null;

  /** @param user absent when the roster was not read */
  constructor(link: Link, read?: IdentityRead, user?: RosterUser) {
    super(link, read);
    this.department = user?.department ?? null;
  }
}

@InputType({ description: "Changes of a person's entry in the roster. An absent field is not changed." })
export class UpdateRosterInput {
  @Field(() => ID, { nullable: true, description: "Which of the user's entries, when there are several." })
  @IfGiven()
  @IsString()
  readonly subject?: string;

  @Field(() => String, { nullable: true, description: "Department." })
  @IfGiven()
  @MaxLength(50)
  readonly department?: string;
}

@Resolver(() => User)
export class RosterResolver {
  @FieldResolver(() => ID, { nullable: true, description: "Id in the roster; null without an entry." })
  rosterUserId(@Root() user: User): string | null {
    return user.subjectAt("ROSTER");
  }
}
