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
    description: "Seconds after which to try again, if the provider sent a value.",
  })
  readonly retryAfterSeconds!: number | null;
}

@ObjectType({ description: "Users found at the providers, and the realms that could not be searched." })
export class UserSearch {
  @Directive("@listSize(assumedSize: 3)")
  @Field(() => [User], { description: "The users found, without duplicates." })
  readonly users!: readonly FoundUser[];

  @Field(() => [UnansweredSearch], {
    description: "Empty when every realm was searched: then there are no further matches.",
  })
  readonly unanswered!: readonly UnansweredSearch[];
}

/** All users with the address. Callers who may not search for others find only themselves. */
export function searchByEmail(email: string, context: GraphContext): Promise<UserSearch> {
  return context.access.mayLookUp("email") ? searchAll(email, context) : searchOwn(email, context);
}

/** Reads only the viewer's own identities, so that neither the result nor its timing reveals other users. */
async function searchOwn(email: string, context: GraphContext): Promise<UserSearch> {
  const own = context.access.mayLookUpSelf("email") ? await loadOwn(context) : null;
  const reads = await Promise.all((own?.links ?? []).map((link) => context.reads.read(link)));
  const hasAddress = reads.some(
    ({ identity }) => identity?.profile.email?.toLowerCase() === email.toLowerCase(),
  );
  const users = own !== null && hasAddress ? [new FoundUser(own)] : [];
  return Object.assign(new UserSearch(), { users, unanswered: [] });
}

/** Searches all realms concurrently. Identities without a user are registered. */
async function searchAll(email: string, context: GraphContext): Promise<UserSearch> {
  const realms = context.setup.connected.flatMap(({ name, realms }) =>
    realms.map((realm) => ({ name, realm })),
  );
  const answers = await Promise.all(realms.map(({ name, realm }) => search(name, realm, email, context)));
  const identities = answers.flatMap((answer) => (answer instanceof UnansweredSearch ? [] : answer));
  const users = await registerIdentity(identities, context.directory, context.reads);
  const unique = new Map(
    identities.flatMap((identity): [string, LinkedUser][] => {
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
