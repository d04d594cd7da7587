import { GraphQLError } from "graphql";
import { Arg, Ctx, Directive, FieldResolver, Int, Query, Resolver, Root } from "type-graphql";
import type { UserFilter } from "../../directory/directory.js";
import { parseUserId, type UserId } from "../../identity/ids.js";
import type { LinkedUser } from "../../identity/link.js";
import { badInput } from "../errors/bad-input.js";
import { UserByInput } from "../inputs/user-by.js";
import type { GraphContext } from "../schema/context.js";
import { EmailAddress } from "../schema/scalars.js";
import { isEmailAddress } from "../user/email-owner.js";
import { loadOwn, lookUp, toUserKey } from "../user/reference.js";
import { FoundUser, User } from "../user/user.js";
import { IdentityProviderStatus, toProviderStatuses } from "./identity-providers.js";
import { UserConnection, UserFilterInput, UserOrderDirection, UserOrderInput } from "./user-connection.js";
import { findOwnByEmail, searchByEmail, UserSearch } from "./users-by-email.js";

const maxPageSize = 100;
const defaultPageSize = 20;

@Resolver()
export class RootResolver {
  @Query(() => User, {
    nullable: true,
    description:
      "The signed-in user. At the first sign-in the user is created. Null when the token belongs to a machine.",
  })
  async me(@Ctx() context: GraphContext): Promise<FoundUser | null> {
    const own = await loadOwn(context);
    return own && new FoundUser(own);
  }

  @Query(() => User, {
    nullable: true,
    description:
      "One user, by an id or an e-mail address. Null when the user does not exist. An account that no user has yet is looked up at its provider, and a user is created for it. Callers without the permission `read:users` find other users only by `id`.",
  })
  async user(
    @Arg("by", () => UserByInput, { description: "The id or the e-mail address of the user." })
    by: UserByInput,
    @Ctx() context: GraphContext,
  ): Promise<FoundUser | null> {
    const given = by as Readonly<Record<string, unknown>>;
    if (by.email !== undefined && by.email !== null) return findByEmail(by.email, context);
    const key = toUserKey(given, context.setup.registry, "by");
    return lookUp(key, key.kind, context);
  }

  @Directive("@cost(weight: 10)")
  @Query(() => UserSearch, {
    nullable: true,
    description:
      "All users with an identity that has this e-mail address; upper and lower case make no difference. Every provider is searched, which costs more than a look-up by id. An address may be unverified or shared, so it does not prove who someone is. Callers without the permission `read:users` find only themselves. Null only with an error.",
  })
  usersByEmail(
    @Arg("email", () => EmailAddress, { description: "The e-mail address to search for." }) email: string,
    @Ctx() context: GraphContext,
  ): Promise<UserSearch> {
    return searchByEmail(email, context);
  }

  @Directive(
    '@listSize(slicingArguments: ["first"], sizedFields: ["edges", "nodes"], requireOneSlicingArgument: false)',
  )
  @Query(() => UserConnection, {
    nullable: true,
    description:
      "All users, as a Relay connection. Without `orderBy`, the users who were created first come first. Null only with an error.",
  })
  async users(
    @Ctx() context: GraphContext,
    @Arg("first", () => Int, {
      defaultValue: defaultPageSize,
      description: `Number of users on the page, from 0 to ${maxPageSize}.`,
    })
    first: number,
    @Arg("after", () => String, {
      nullable: true,
      description: "Start the page after this cursor, usually the `endCursor` of the page before.",
    })
    after?: string | null,
    @Arg("filter", () => UserFilterInput, {
      nullable: true,
      description: "Which users to return. All when absent.",
    })
    filter?: UserFilterInput | null,
    @Arg("orderBy", () => UserOrderInput, {
      nullable: true,
      description: "In which order to return them. A cursor is valid in the order in which it was returned.",
    })
    orderBy?: UserOrderInput | null,
  ): Promise<UserConnection> {
    if (first < 0 || first > maxPageSize) throw badInput("first", `must be 0 to ${maxPageSize}`);
    const start = after ? parseCursor(after) : undefined;
    const page = await context.directory.listUsers({
      first,
      ...(start !== undefined && { after: start }),
      filter: toFilter(filter ?? {}),
      isNewestFirst: orderBy?.direction === UserOrderDirection.DESC,
    });
    return toConnection(page.users, {
      hasNextPage: page.hasNextPage,
      hasPreviousPage: start !== undefined,
      filter: filter ?? {},
    });
  }

  @Query(() => [IdentityProviderStatus], {
    nullable: true,
    description:
      "The state of each provider, as observed by the process that answers this query. For operators.",
  })
  identityProviders(@Ctx() { setup }: GraphContext): Promise<IdentityProviderStatus[]> {
    return toProviderStatuses(setup);
  }
}

@Resolver(() => UserConnection)
export class UserConnectionResolver {
  @Directive("@cost(weight: 5)")
  @FieldResolver(() => Int, {
    description: "Number of users on all pages together. Selecting it counts them in the database.",
  })
  totalCount(@Root() { filter }: UserConnection, @Ctx() { directory }: GraphContext): Promise<number> {
    return directory.countUsers(toFilter(filter));
  }
}

/** The only user who has the address, verified. Throws when that is not certain. */
async function findByEmail(email: string, context: GraphContext): Promise<FoundUser | null> {
  if (!isEmailAddress(email)) throw badInput("by.email", "must be an e-mail address");
  if (!context.access.mayLookUp("email")) return findOwnByEmail(email, context);
  const owner = await context.emailOwners.load(email);
  switch (owner.kind) {
    case "found":
      return new FoundUser(owner.user);
    case "not_found":
      return null;
    case "ambiguous":
      throw new GraphQLError("by.email belongs to several users; use usersByEmail", {
        extensions: { code: "AMBIGUOUS" },
      });
    case "unavailable":
      throw owner.error;
  }
}

function toFilter({ provider, realm, evidence }: UserFilterInput): UserFilter {
  return { ...(provider && { provider }), ...(realm && { realm }), ...(evidence && { evidence }) };
}

function toConnection(
  users: readonly LinkedUser[],
  {
    filter,
    ...place
  }: { readonly hasNextPage: boolean; readonly hasPreviousPage: boolean; readonly filter: UserFilterInput },
): UserConnection {
  const nodes = users.map((user) => new FoundUser(user));
  const edges = nodes.map((node) => ({ cursor: toCursor(node.linked.id), node }));
  const pageInfo = {
    ...place,
    startCursor: edges[0]?.cursor ?? null,
    endCursor: edges.at(-1)?.cursor ?? null,
  };
  return Object.assign(new UserConnection(), { edges, nodes, pageInfo, filter });
}

/** Opaque, because its content may change. */
function toCursor(id: UserId): string {
  return Buffer.from(`user:${id}`).toString("base64url");
}

function parseCursor(cursor: string): UserId {
  const text = Buffer.from(cursor.slice(0, 100), "base64url").toString("utf8");
  const id = text.startsWith("user:") ? parseUserId(text.slice("user:".length)) : undefined;
  if (id === undefined) throw badInput("after", "must be a cursor from this field");
  return id;
}
