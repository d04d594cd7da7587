import type { z } from "zod";
import type { EmulatorAnswer } from "../exchange.js";
import type { NexusRecord } from "../person.js";
import { readBody, syncBody } from "./bodies.js";
import { type Call, changeMarks, parameter } from "./call.js";
import { type NexusAttribute, type NexusIdentity, type NexusRole, partsOf } from "./parts.js";
import { connectionMaps } from "./tables.js";
import type { UserStore } from "./user-store.js";
import { withRoles } from "./user-writes.js";

type SyncOrder = z.infer<typeof syncBody>;

/** Stores what the connection reports about the user; returns the whole user and the roles for the audience. */
export function syncUserIdentity(call: Call): EmulatorAnswer {
  const { users, request } = call;
  const before = users.get(parameter(call, "userId"));
  const order = readBody(syncBody, request.body);
  const user = users.put({
    ...before,
    attributes: withAttributes(before, order, users),
    identities: withGroups(before, order),
    ...changeMarks(call),
  });
  const body = {
    ...namesOf(user),
    isAuthenticated: isAuthenticated(user, order, users),
    roles: withRoles(partsOf(user, "roles"), mappedRoles(order)),
    user: { ...user, customUpns: customUpnsFor(user, order) },
  };
  return { status: 200, body };
}

/** Attributes by name: known ones get the new value, others are added, none is removed. */
function withAttributes(
  user: NexusRecord,
  { attributes }: SyncOrder,
  users: UserStore,
): readonly NexusAttribute[] {
  const byName = new Map(partsOf(user, "attributes").map((attribute) => [attribute.name, attribute]));
  for (const { key, value = null } of attributes) {
    const { id, expires } = byName.get(key) ?? { id: users.nextNumber(), expires: null };
    byName.set(key, { id, userId: user.id, name: key, value, expires });
  }
  return [...byName.values()];
}

/** The connection's identities get its groups; without groups they keep their own. */
function withGroups(user: NexusRecord, { connection }: SyncOrder): readonly NexusIdentity[] {
  const { connectionId, groups } = connection;
  return partsOf(user, "identities").map((identity) =>
    groups !== undefined && identity.azoConnectionId === connectionId ? { ...identity, groups } : identity,
  );
}

function mappedRoles({ audience, connection }: SyncOrder): readonly NexusRole[] {
  const { connectionId, groups = [] } = connection;
  return connectionMaps
    .filter((map) => map.azoConnectionId === connectionId && groups.includes(map.groupName))
    .filter((map) => map.audience === undefined || map.audience === audience)
    .map(({ role }) => role);
}

/** Not documented. Here: the connection has an identity of the user, who is active and not blocked. */
function isAuthenticated(user: NexusRecord, { connection }: SyncOrder, users: UserStore): boolean {
  const isHeld = partsOf(user, "identities").some(
    ({ azoConnectionId }) => azoConnectionId === connection.connectionId,
  );
  return isHeld && user.isActive !== false && !users.isBlocked(user.id);
}

/** The contract requires four non-empty strings, so a user without a name gets the id. */
function namesOf(user: NexusRecord): Readonly<Record<string, unknown>> {
  const displayName = user.displayName || user.username || user.id;
  return {
    userId: user.id,
    displayName,
    givenName: user.givenName || displayName,
    familyName: user.familyName || displayName,
  };
}

/** A client's key selects the UPN of that client. */
function customUpnsFor(user: NexusRecord, { clientUpnKey }: SyncOrder): readonly unknown[] {
  const all = partsOf(user, "customUpns");
  return clientUpnKey ? all.filter((upn) => upn.clientUpnKey === clientUpnKey) : all;
}
