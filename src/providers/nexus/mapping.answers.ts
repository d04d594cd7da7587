import type { ProviderSubject } from "../../identity/ids.js";
import { type OnUnreadable, parseLeniently } from "../../platform/lenient.js";
import { malformed, outcomeUnknown } from "./errors.js";
import {
  type NexusUserWire,
  namedUserWire,
  type SyncAnswerWire,
  syncAnswerWire,
  userListWire,
  userWire,
} from "./wire.js";

/** The users found, or the errors of malformed records, by id; by the empty string for a record without one. */
export type FoundUsers = ReadonlyMap<string, NexusUserWire | Error>;

export function parseUsers(text: string, onUnreadable: OnUnreadable): FoundUsers {
  const list = userListWire.safeParse(parseJson(text));
  if (!list.success) throw malformed("user list");
  return new Map(list.data.value.map((record) => [toId(record), toUserOrError(record, onUnreadable)]));
}

/** Records of a page, and how many users there are as far as Nexus says. */
export interface UserPage {
  readonly records: readonly unknown[];
  readonly count: number | null;
}

export function parsePage(text: string): UserPage {
  const list = userListWire.safeParse(parseJson(text));
  if (!list.success) throw malformed("user list");
  return { records: list.data.value, count: list.data["@odata.count"] ?? null };
}

/** A malformed response to a successful write leaves its outcome unknown. */
function parseWritten(text: string): unknown {
  try {
    return parseJson(text);
  } catch {
    throw outcomeUnknown(malformed("a response that is not JSON"));
  }
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw malformed("a response that is not JSON");
  }
}

export function parseUser(text: string, onUnreadable: OnUnreadable, id?: ProviderSubject): NexusUserWire {
  return toUser(parseJson(text), onUnreadable, id);
}

/** The answer to a synchronisation; the user may be missing. */
export function parseSynced(text: string, onUnreadable: OnUnreadable, id: ProviderSubject): SyncAnswerWire {
  const answer = parseLeniently(syncAnswerWire, parseWritten(text), onUnreadable);
  if (answer === undefined) throw malformed("sync: no userId");
  const { userId, user = null, ...rest } = answer;
  if (userId !== id) throw malformed("sync: another user's id");
  return { ...rest, user: user === null ? null : toUser(user, onUnreadable, id) };
}

/** @param id the id that the user must have, if known */
function toUser(record: unknown, onUnreadable: OnUnreadable, id?: ProviderSubject): NexusUserWire {
  const user = toUserOrError(record, onUnreadable);
  if (user instanceof Error) throw user;
  if (id !== undefined && user.id !== id) throw malformed("user: another user's id");
  return user;
}

/** The id of a record; empty when it has none. */
function toId(record: unknown): string {
  return namedUserWire.safeParse(record).data?.id ?? "";
}

function toUserOrError(record: unknown, onUnreadable: OnUnreadable): NexusUserWire | Error {
  return parseLeniently(userWire, record, onUnreadable) ?? malformed("user without id");
}
