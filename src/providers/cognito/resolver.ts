import { FieldResolver, ID, Resolver, Root } from "type-graphql";
import { User } from "../../graphql/user.js";
import type { ProviderSubject } from "../../identity/ids.js";
import { CognitoGroup, CognitoIdentity } from "./types.js";

@Resolver(() => User)
export class CognitoResolver {
  @FieldResolver(() => ID, {
    nullable: true,
    description:
      "Cognito sub. The one that the user was asked by, otherwise the first linked; null without one. From the directory: Cognito is not asked.",
  })
  cognitoSub(@Root() user: User): ProviderSubject | null {
    return user.subjectAt("COGNITO");
  }
}

@Resolver(() => CognitoIdentity)
export class CognitoIdentityResolver {
  @FieldResolver(() => [CognitoGroup], {
    nullable: true,
    description: "Groups that the user is in. Costs a further call per user, made only when asked for.",
  })
  groups(@Root() identity: CognitoIdentity): Promise<readonly CognitoGroup[]> {
    return identity.loadGroups();
  }
}
