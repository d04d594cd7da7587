import type { ProviderSubject } from "../../identity/ids.js";
import { malformed, outcomeUnknown } from "./errors.js";
import { type NexusUserWire, namedUserWire, userFieldsWire, userListWire, userWire } from "./wire.js";

/** The users found, or the errors of malformed records, by id; by the empty string for a record without one. */
export type FoundUsers = ReadonlyMap<string, NexusUserWire | Error>;

export function parseUsers(text: string): FoundUsers {
  const list = userListWire.safeParse(parseJson(text));
  if (!list.success) throw malformed("user list");
  return new Map(list.data.value.map((record) => [toId(record), toUserOrError(record)]));
}

/** A malformed response to a successful write leaves its outcome unknown. */
export function parseWritten(text: string): unknown {
  try {
    return parseJson(text);
  } catch {
    throw outcomeUnknown(malformed("a response that is not JSON"));
  }
}

export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw malformed("a response that is not JSON");
  }
}

/** @param id the id that the user must have, if known */
export function toUser(record: unknown, id?: ProviderSubject): NexusUserWire {
  const user = toUserOrError(record);
  if (user instanceof Error) throw user;
  if (id !== undefined && user.id !== id) throw malformed("user: another user's id");
  return user;
}

/** The id of a record; empty when it has none. */
function toId(record: unknown): string {
  return namedUserWire.safeParse(record).data?.id ?? "";
}

function toUserOrError(record: unknown): NexusUserWire | Error {
  const user = userWire.safeParse(record);
  const rest = userFieldsWire.safeParse(record);
  const issue = user.error?.issues[0] ?? rest.error?.issues[0];
  if (user.success && rest.success) return user.data;
  return malformed(`user: ${issue?.path.join(".")}`);
}
