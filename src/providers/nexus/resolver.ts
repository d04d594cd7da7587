import { FieldResolver, ID, Resolver, Root } from "type-graphql";
import { User } from "../../graphql/user.js";
import type { ProviderSubject } from "../../identity/ids.js";

@Resolver(() => User)
export class NexusResolver {
  @FieldResolver(() => ID, {
    nullable: true,
    description:
      "Nexus user id. The one that the user was asked by, otherwise the first linked; null without one. From the directory: Nexus is not asked.",
  })
  nexusUserId(@Root() user: User): ProviderSubject | null {
    return user.subjectAt("NEXUS");
  }
}
