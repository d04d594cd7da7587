import type { ProviderSubject } from "../../identity/ids.js";
import { malformed, outcomeUnknown } from "./errors.js";
import { type NexusUserWire, namedUserWire, userFieldsWire, userListWire, userWire } from "./wire.js";

/** A found user, or what is wrong with the record, under its id; under the empty text when the record has none. */
export type FoundUsers = ReadonlyMap<string, NexusUserWire | Error>;

export function parseUsers(text: string): FoundUsers {
  const list = userListWire.safeParse(parseJson(text));
  if (!list.success) throw malformed("user list");
  return new Map(list.data.value.map((record) => [toId(record), toUserOrError(record)]));
}

/** A write that was carried out and whose answer came broken is one whose answer was lost. */
export function parseWritten(text: string): unknown {
  try {
    return parseJson(text);
  } catch {
    throw outcomeUnknown(malformed("an answer that is no JSON"));
  }
}

export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw malformed("an answer that is no JSON");
  }
}

/** @param id whom the answer must be about, where that is known */
export function toUser(record: unknown, id?: ProviderSubject): NexusUserWire {
  const user = toUserOrError(record);
  if (user instanceof Error) throw user;
  if (id !== undefined && user.id !== id) throw malformed("user: another user's id");
  return user;
}

/** Empty for a record without one. */
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
