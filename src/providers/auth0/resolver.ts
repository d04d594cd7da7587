import { FieldResolver, ID, Resolver, Root } from "type-graphql";
import { User } from "../../graphql/user/user.js";
import type { ProviderSubject } from "../../identity/ids.js";

@Resolver(() => User)
export class Auth0Resolver {
  @FieldResolver(() => ID, {
    nullable: true,
    description:
      "Auth0 user_id. The one that the user was asked by, otherwise the first linked; null without one. From the directory: Auth0 is not asked.",
  })
  auth0UserId(@Root() user: User): ProviderSubject | null {
    return user.subjectAt("AUTH0");
  }
}
