import { Directive, Field, ID, ObjectType } from "type-graphql";
import type { ProviderSubject, UserId } from "../../identity/ids.js";
import type { Link, LinkedUser, ProviderName, UserKey } from "../../identity/link.js";
import { DateTime } from "../schema/scalars.js";

@ObjectType({
  description:
    "One person. The identities live at the providers; the profile is read live from them, each field from the first provider, in configured order, that has a value.",
})
@Directive('@key(fields: "id")')
export class User {
  @Field(() => ID, { description: "Our id of the person: a UUIDv7 that says nothing and never changes." })
  readonly id: UserId;

  @Field(() => DateTime, {
    nullable: true,
    description: "When the person became known here. Null only with an error.",
  })
  readonly createdAt: Date;

  /** Oldest first. */
  readonly links: readonly Link[];

  /** @param askedBy the key that the caller knew the user by */
  constructor(
    { id, createdAt, links }: LinkedUser,
    private readonly askedBy?: UserKey,
  ) {
    this.id = id;
    this.createdAt = createdAt;
    this.links = links;
  }

  /** The subject that the user was asked by, or else the first linked at this provider. */
  subjectAt(provider: ProviderName): ProviderSubject | null {
    const { askedBy } = this;
    if (askedBy?.kind === "subject" && askedBy.provider === provider) return askedBy.subject;
    return this.links.find((link) => link.provider === provider)?.subject ?? null;
  }
}
