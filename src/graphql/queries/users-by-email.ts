import { Directive, Field, Int, ObjectType } from "type-graphql";
import { type UnavailableReason as Reason, toUnavailableReason } from "../../identity/identity-read.js";
import type { Realm } from "../../identity/ids.js";
import { type LinkedUser, type ProviderName, toIdentityText } from "../../identity/link.js";
import type { ProviderIdentity } from "../../identity/provider.js";
import { ProviderError } from "../../identity/provider-error.js";
import { registerIdentity } from "../../provisioning/just-in-time.js";
import type { GraphContext } from "../schema/context.js";
import { IdentityProvider, UnavailableReason } from "../schema/enums.js";
import { loadOwn } from "../user/reference.js";
import { FoundUser, User } from "../user/user.js";

@ObjectType({ description: "A realm that could not be searched; it may hold further matches." })
export class UnansweredSearch {
  @Field(() => IdentityProvider, { description: "The provider." })
  readonly provider!: ProviderName;

  @Field(() => String, { description: "Its realm." })
  readonly realm!: Realm;

  @Field(() => UnavailableReason, { nullable: true, description: "Why it could not be searched." })
  readonly reason!: Reason | null;

  @Field(() => Int, {
    nullable: true,
    description: "Seconds after which to ask again, where the provider said so.",
  })
  readonly retryAfterSeconds!: number | null;
}

@ObjectType({ description: "Users found at the providers, and the realms that could not be searched." })
export class UserSearch {
  @Directive("@listSize(assumedSize: 3)")
  @Field(() => [User], { description: "Every user found, each once." })
  readonly users!: readonly FoundUser[];

  @Field(() => [UnansweredSearch], {
    description: "Empty when every realm answered: then there are no other matches.",
  })
  readonly unanswered!: readonly UnansweredSearch[];
}

/** Every user with the address; who may not search for others finds nobody but themself. */
export function searchByEmail(email: string, context: GraphContext): Promise<UserSearch> {
  return context.access.mayLookUp("email") ? searchAll(email, context) : searchOwn(email, context);
}

/** Asks for the viewer's own identities alone, so that no answer and no time taken tells of others. */
async function searchOwn(email: string, context: GraphContext): Promise<UserSearch> {
  const own = context.access.mayLookUpSelf("email") ? await loadOwn(context) : null;
  const reads = await Promise.all((own?.links ?? []).map((link) => context.reads.read(link)));
  const hasAddress = reads.some(
    ({ identity }) => identity?.profile.email?.toLowerCase() === email.toLowerCase(),
  );
  const users = own !== null && hasAddress ? [new FoundUser(own)] : [];
  return Object.assign(new UserSearch(), { users, unanswered: [] });
}

/** Asks every realm at once. Identities that the directory does not know yet get users on the spot. */
async function searchAll(email: string, context: GraphContext): Promise<UserSearch> {
  const realms = context.setup.connected.flatMap(({ name, realms }) =>
    realms.map((realm) => ({ name, realm })),
  );
  const answers = await Promise.all(realms.map(({ name, realm }) => search(name, realm, email, context)));
  const held = answers.flatMap((answer) => (answer instanceof UnansweredSearch ? [] : answer));
  const users = await registerIdentity(held, context.directory, context.reads);
  const unique = new Map(
    held.flatMap((identity): [string, LinkedUser][] => {
      const user = users.get(toIdentityText(identity));
      return user === undefined ? [] : [[user.id, user]];
    }),
  );
  return Object.assign(new UserSearch(), {
    users: [...unique.values()].map((user) => new FoundUser(user)),
    unanswered: answers.filter((answer) => answer instanceof UnansweredSearch),
  });
}

async function search(
  provider: ProviderName,
  realm: Realm,
  email: string,
  { reads }: GraphContext,
): Promise<readonly ProviderIdentity[] | UnansweredSearch> {
  try {
    return await reads.findByEmail(provider, realm, email);
  } catch (error) {
    if (!(error instanceof ProviderError)) throw error;
    const reason = toUnavailableReason(error.kind);
    const retryAfterSeconds = error.retryAfterSeconds ?? null;
    return Object.assign(new UnansweredSearch(), { provider, realm, reason, retryAfterSeconds });
  }
}
