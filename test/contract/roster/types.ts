import { IsString, MaxLength } from "class-validator";
import { Field, FieldResolver, ID, InputType, ObjectType, Resolver, Root } from "type-graphql";
import { IfGiven } from "../../../src/graphql/inputs/rules.js";
import { fromLink, Identity } from "../../../src/graphql/user/identity.js";
import { User } from "../../../src/graphql/user/user.js";
import type { ProviderSubject } from "../../../src/identity/ids.js";
import type { Link } from "../../../src/identity/link.js";
import type { RosterUser } from "./client.js";

@ObjectType({ implements: Identity, description: "A person's entry in the roster." })
export class RosterIdentity extends Identity {
  @Field(() => String, { nullable: true, description: "E-mail address." })
  readonly email!: string | null;

  @Field(() => String, { nullable: true, description: "Full name." })
  readonly name!: string | null;

  @Field(() => String, { nullable: true, description: "Department." })
  readonly department!: string | null;

  /** @param user absent when the roster was not read */
  static of(link: Link, user?: RosterUser): RosterIdentity {
    const fields = user && { email: user.email, name: user.name, department: user.department ?? null };
    return Object.assign(new RosterIdentity(), fromLink(link), fields);
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
  rosterUserId(@Root() user: User): ProviderSubject | null {
    return user.subjectAt("ROSTER");
  }
}
