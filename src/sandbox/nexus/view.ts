import type { NexusRecord } from "../person.js";
import { memberResource, type Resource, userResource } from "./fields.js";
import type { NexusMembership } from "./parts.js";
import type { ReadOptions } from "./read-options.js";

type View = Readonly<Record<string, unknown>>;

const bare: ReadOptions = { select: undefined, expand: new Set() };

/** A user as a read returns it: of the expandable parts, only the requested ones. */
export function toUserView(record: NexusRecord, options: ReadOptions = bare): View {
  return shown(record, userResource, options);
}

/** A membership, with its user if requested. */
export function toMemberView(
  membership: NexusMembership,
  user: NexusRecord,
  options: ReadOptions = bare,
): View {
  return shown({ ...membership, user: toUserView(user) }, memberResource, options);
}

function shown(record: View, { expandable }: Resource, { select, expand }: ReadOptions): View {
  const isShown = (name: string) =>
    expandable.has(name) ? expand.has(name) : select === undefined || select.has(name);
  return Object.fromEntries(Object.entries(record).filter(([name]) => isShown(name)));
}
