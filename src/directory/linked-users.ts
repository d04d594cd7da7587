import { toRealm, toSubject, toUserId } from "../identity/ids.js";
import {
  type Link,
  type LinkEvidence,
  type LinkedUser,
  type ProviderName,
  toIdentityText,
} from "../identity/link.js";
import { type StoredTime, toDate } from "./database.js";

/** A user joined with one of their links; the link's columns are null when there is none. */
export interface UserLinkRow {
  readonly id: string;
  readonly created_at_ms: StoredTime;
  readonly provider: ProviderName | null;
  readonly subject: string | null;
  readonly realm: string | null;
  readonly evidence: LinkEvidence | null;
  readonly linked_at_ms: StoredTime | null;
  readonly changed_at_ms: StoredTime | null;
  /** What the store's clock showed when the row was read. */
  readonly read_at_ms: StoredTime;
}

export const userLinkColumns = [
  "user.id",
  "user.created_at_ms",
  "link.provider",
  "link.subject",
  "link.realm",
  "link.evidence",
  "link.linked_at_ms",
  "link.changed_at_ms",
] as const;

/**
 * The users of the rows in the order of their ids. `changedAt` is converted from the store's clock to
 * this machine's, which its readers use; its age stays the same.
 */
export function toLinkedUsers(rows: readonly UserLinkRow[], now: Date): readonly LinkedUser[] {
  const rowsById = Map.groupBy(rows, (row) => row.id);
  return [...rowsById.values()]
    .map((rowsOfUser) => toLinkedUser(rowsOfUser as [UserLinkRow, ...UserLinkRow[]], now))
    .sort((one, other) => compareTexts(one.id, other.id));
}

/** Oldest first; links of the same moment in the order of their identities, so that every reader sees the same. */
export function sortLinks(links: readonly Link[]): readonly Link[] {
  return [...links].sort(
    (one, other) =>
      one.linkedAt.getTime() - other.linkedAt.getTime() ||
      compareTexts(toIdentityText(one), toIdentityText(other)),
  );
}

/** By UTF-16 code units, in no language. */
export function compareTexts(one: string, other: string): number {
  if (one === other) return 0;
  return one < other ? -1 : 1;
}

function toLinkedUser(rows: readonly [UserLinkRow, ...UserLinkRow[]], now: Date): LinkedUser {
  const [{ id, created_at_ms }] = rows;
  const links = rows.flatMap((row) => toLink(row, now) ?? []);
  return { id: toUserId(id), createdAt: toDate(created_at_ms), links: sortLinks(links) };
}

function toLink(row: UserLinkRow, now: Date): Link | undefined {
  const { id, provider, subject, realm, evidence, linked_at_ms, changed_at_ms, read_at_ms } = row;
  if (provider === null || subject === null || realm === null || evidence === null || linked_at_ms === null) {
    return undefined;
  }
  return {
    provider,
    realm: toRealm(realm),
    subject: toSubject(subject),
    userId: toUserId(id),
    evidence,
    linkedAt: toDate(linked_at_ms),
    changedAt:
      changed_at_ms === null ? null : toDate(now.getTime() - (Number(read_at_ms) - Number(changed_at_ms))),
  };
}
