import { Directive, Field, Int, ObjectType } from "type-graphql";
import { type UnavailableReason as Reason, toUnavailableReason } from "../../identity/identity-read.js";
import type { Realm } from "../../identity/ids.js";
import { type LinkedUser, type ProviderName, toIdentityText } from "../../identity/link.js";
import type { ProviderIdentity } from "../../identity/provider.js";
import { registerIdentity } from "../../provisioning/just-in-time.js";
import type { GraphContext } from "../schema/context.js";
import { IdentityProvider, UnavailableReason } from "../schema/enums.js";
import { type FailedSearch, hasVerified, searchRealms } from "../user/email-owner.js";
import { loadOwn } from "../user/reference.js";
import { FoundUser, User } from "../user/user.js";

@ObjectType({
  description: "A realm that could not be searched, and may hold more users with the address.",
})
export class UnansweredUserSearch {
  @Field(() => IdentityProvider, { description: "The provider of the realm." })
  readonly provider!: ProviderName;

  @Field(() => String, { description: "The realm that could not be searched, as in `Identity.realm`." })
  readonly realm!: Realm;

  @Field(() => UnavailableReason, { nullable: true, description: "Why it could not be searched." })
  readonly reason!: Reason | null;

  @Field(() => Int, {
    nullable: true,
    description: "Number of seconds to wait before you search again. Null when the wait is unknown.",
  })
  readonly retryAfterSeconds!: number | null;
}

@ObjectType({
  description: "Result of a search over all providers, with the parts that could not be searched.",
})
export class UserSearch {
  @Directive("@listSize(assumedSize: 3)")
  @Field(() => [User], { description: "The users that were found, each once." })
  readonly users!: readonly FoundUser[];

  @Field(() => [UnansweredUserSearch], {
    description: "What could not be searched. When it is empty, `users` is complete.",
  })
  readonly unanswered!: readonly UnansweredUserSearch[];
}

/** All users with the address. Callers who may not search for others find only themselves. */
export function searchByEmail(email: string, context: GraphContext): Promise<UserSearch> {
  return context.access.mayLookUp("email") ? searchAll(email, context) : searchOwn(email, context);
}

async function searchOwn(email: string, context: GraphContext): Promise<UserSearch> {
  const has = ({ profile }: ProviderIdentity) => profile.email?.toLowerCase() === email.toLowerCase();
  const own = await findOwn(context, has);
  return Object.assign(new UserSearch(), { users: own === null ? [] : [own], unanswered: [] });
}

/** The viewer, when one of their accounts has the address, verified. For callers who may not search for others. */
export function findOwnByEmail(email: string, context: GraphContext): Promise<FoundUser | null> {
  return findOwn(context, (identity) => hasVerified(identity, email));
}

/** Reads only the viewer's own identities, so that neither the result nor its timing reveals other users. */
async function findOwn(
  context: GraphContext,
  isWanted: (identity: ProviderIdentity) => boolean,
): Promise<FoundUser | null> {
  const own = context.access.mayLookUpSelf("email") ? await loadOwn(context) : null;
  if (own === null) return null;
  const reads = await Promise.all(own.links.map((link) => context.reads.read(link)));
  return reads.some(({ identity }) => identity !== null && isWanted(identity)) ? new FoundUser(own) : null;
}

/** Searches all realms concurrently. Identities without a user are registered. */
async function searchAll(email: string, context: GraphContext): Promise<UserSearch> {
  const { identities, failed } = await searchRealms(email, {
    connected: context.setup.connected,
    reads: context.reads,
  });
  const users = await registerIdentity(identities, context.directory, context.reads);
  const unique = new Map(
    identities.flatMap((identity): [string, LinkedUser][] => {
      const user = users.get(toIdentityText(identity));
      return user === undefined ? [] : [[user.id, user]];
    }),
  );
  return Object.assign(new UserSearch(), {
    users: [...unique.values()].map((user) => new FoundUser(user)),
    unanswered: failed.map(toUnanswered),
  });
}

function toUnanswered({ provider, realm, error }: FailedSearch): UnansweredUserSearch {
  const reason = toUnavailableReason(error.kind);
  const retryAfterSeconds = error.retryAfterSeconds ?? null;
  return Object.assign(new UnansweredUserSearch(), { provider, realm, reason, retryAfterSeconds });
}
