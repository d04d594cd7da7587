import type { ExpressionBuilder, ExpressionWrapper, SqlBool } from "kysely";
import { sql } from "kysely";
import type { UserId } from "../identity/ids.js";
import {
  type IdentityKey,
  type LinkedUser,
  type ProviderName,
  toUserKeyText,
  type UserKey,
} from "../identity/link.js";
import type { Database, Store } from "./database.js";
import type { UserFilter, UserPage, UserPageRequest } from "./directory.js";
import { toLinkedUsers, userLinkColumns } from "./linked-users.js";
import { isStorableSubject } from "./storable.js";

/** See `Directory.findUsers`. */
export async function findUsers(
  store: Store,
  keys: readonly UserKey[],
): Promise<ReadonlyMap<string, readonly LinkedUser[]>> {
  const users = await loadUsers(store, keys);
  const usersByKey = Map.groupBy(
    users.flatMap((user) => keysOf(user).map((text) => ({ text, user }))),
    ({ text }) => text,
  );
  const found = new Map<string, readonly LinkedUser[]>();
  for (const text of keys.map(toUserKeyText)) {
    const matches = usersByKey.get(text);
    if (matches !== undefined)
      found.set(
        text,
        matches.map(({ user }) => user),
      );
  }
  return found;
}

/** Each user that has one of the keys, with all their links, in the order of their ids. */
export async function loadUsers(
  { kysely, sqlDialect, clock, now }: Store,
  keys: readonly UserKey[],
): Promise<readonly LinkedUser[]> {
  const { ids, subjects } = sortOut(keys);
  if (ids.length === 0 && subjects.size === 0) return [];
  let wanted = kysely
    .selectFrom("users")
    .select("id")
    .where((builder) => sqlDialect.isOneOf(builder.ref("id"), ids));
  for (const [provider, subjectsThere] of subjects) {
    wanted = wanted.union(
      kysely
        .selectFrom("identity_links")
        .select("user_id as id")
        .where("provider", "=", provider)
        .where((builder) => sqlDialect.isOneOf(builder.ref("subject"), subjectsThere)),
    );
  }
  const rows = await kysely
    .selectFrom("users as user")
    .leftJoin("identity_links as link", "link.user_id", "user.id")
    .select(userLinkColumns)
    .select(clock().as("read_at_ms"))
    .where("user.id", "in", wanted)
    .execute();
  return toLinkedUsers(rows, now());
}

/** See `Directory.listUsers`. */
export async function listUsers(
  { kysely, clock, now }: Store,
  { first, after, filter, isNewestFirst = false }: UserPageRequest,
): Promise<UserPage> {
  if (!Number.isSafeInteger(first) || first < 0)
    throw new RangeError("first must be a whole number, 0 or more");
  const start: PageStart | undefined = after && { after, follows: isNewestFirst ? "<" : ">" };
  let page = kysely
    .selectFrom("users as candidate")
    .select(["candidate.id", "candidate.created_at_ms"])
    .where((builder) => meets(builder, filter, start))
    .orderBy("candidate.id", isNewestFirst ? "desc" : "asc")
    .limit(first + 1);
  if (start !== undefined) page = page.where("candidate.id", start.follows, start.after);
  const rows = await kysely
    .selectFrom(page.as("user"))
    .leftJoin("identity_links as link", "link.user_id", "user.id")
    .select(userLinkColumns)
    .select(clock().as("read_at_ms"))
    .execute();
  const ascending = toLinkedUsers(rows, now());
  const users = isNewestFirst ? ascending.toReversed() : ascending;
  return { users: users.slice(0, first), hasNextPage: users.length > first };
}

/** See `Directory.countUsers`. */
export async function countUsers({ kysely }: Store, filter?: UserFilter): Promise<number> {
  const { count } = await kysely
    .selectFrom("users as candidate")
    .select((builder) => builder.fn.countAll<number | string>().as("count"))
    .where((builder) => meets(builder, filter))
    .executeTakeFirstOrThrow();
  return Number(count);
}

/** Where a page starts: with the users whose ids follow this one. */
interface PageStart {
  readonly after: UserId;
  readonly follows: "<" | ">";
}

type Candidates = Database & { candidate: Database["users"] };

/**
 * Whether the candidate has a link that meets every part of the filter.
 *
 * @param start the page's start, said again of the links: PostgreSQL otherwise reads those of all earlier users too
 */
function meets(
  builder: ExpressionBuilder<Candidates, "candidate">,
  { provider, realm, evidence }: UserFilter = {},
  start?: PageStart,
): ExpressionWrapper<Candidates, "candidate", SqlBool> {
  if (provider === undefined && realm === undefined && evidence === undefined) return builder.and([]);
  let links = builder
    .selectFrom("identity_links as filtered")
    .select(sql.lit(1).as("one"))
    .whereRef("filtered.user_id", "=", "candidate.id");
  if (start !== undefined) links = links.where("filtered.user_id", start.follows, start.after);
  if (provider !== undefined) links = links.where("filtered.provider", "=", provider);
  if (realm !== undefined) links = links.where("filtered.realm", "=", realm);
  if (evidence !== undefined) links = links.where("filtered.evidence", "=", evidence);
  return builder.exists(links) as ExpressionWrapper<Candidates, "candidate", SqlBool>;
}

/** The keys by kind, without those that no store can hold, which match no user. */
function sortOut(keys: readonly UserKey[]): {
  ids: readonly UserId[];
  subjects: ReadonlyMap<ProviderName, readonly string[]>;
} {
  const ids = keys.flatMap((key) => (key.kind === "id" && isStorableSubject(key.id) ? key.id : []));
  const named = keys.flatMap((key) => (key.kind === "subject" && isStorableSubject(key.subject) ? key : []));
  const subjects = [...Map.groupBy(named, (key) => key.provider)].map(
    ([provider, keysThere]) => [provider, keysThere.map((key) => key.subject)] as const,
  );
  return { ids, subjects: new Map(subjects) };
}

/** Every key that finds this user, each once. */
function keysOf(user: LinkedUser): readonly string[] {
  const toText = ({ provider, subject }: IdentityKey) =>
    toUserKeyText({ kind: "subject", provider, subject });
  return [...new Set([user.id, ...user.links.map(toText)])];
}
