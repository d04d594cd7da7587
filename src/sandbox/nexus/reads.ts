import type { EmulatorAnswer } from "../exchange.js";
import type { NexusRecord } from "../person.js";
import { type Call, parameter } from "./call.js";
import { memberResource, userListResource, userResource } from "./fields.js";
import type { Filter } from "./filter.js";
import { candidates, matches } from "./matching.js";
import { toPage } from "./page.js";
import { type NexusMembership, partsOf } from "./parts.js";
import { Refusal } from "./problem.js";
import { readListOptions, readOptions } from "./read-options.js";
import type { UserStore } from "./user-store.js";
import { toMemberView, toUserView } from "./view.js";

export function getUser(call: Call): EmulatorAnswer {
  const options = readOptions(call.request.url.searchParams, userResource);
  return { status: 200, body: toUserView(call.users.get(parameter(call, "userId")), options) };
}

/** When the environment has no such list, the path is unknown. */
export function listUsers(call: Call): EmulatorAnswer {
  const { request, users, settings } = call;
  if (!settings.listUsers) throw new Refusal(404, "There is no GET /v1/users.");
  const shown = readOptions(request.url.searchParams, userResource);
  const options = readListOptions(request.url.searchParams, userListResource);
  const source = { request, settings, options, idProperty: "id", name: "users" };
  const rows = findMatching(users, options.filter);
  return { status: 200, body: toPage(rows, (row) => toUserView(row, shown), source) };
}

export function getOrganizationMembers(call: Call): EmulatorAnswer {
  const { request, users, settings } = call;
  const organizationId = getOrganizationId(call);
  const shown = readOptions(request.url.searchParams, memberResource);
  const options = readListOptions(request.url.searchParams, memberResource);
  const { filter } = options;
  const rows = users
    .findByOrganization(organizationId)
    .map((user) => membershipOf(user, organizationId))
    .filter((row) => filter === undefined || matches(row, filter));
  const source = { request, settings, options, idProperty: "userId", name: "members" };
  const toView = (row: NexusMembership) => toMemberView(row, users.get(row.userId), shown);
  return { status: 200, body: toPage(rows, toView, source) };
}

/** One member, always with its user. */
export function getOrganizationMember(call: Call): EmulatorAnswer {
  const organizationId = getOrganizationId(call);
  const options = readOptions(call.request.url.searchParams, memberResource);
  const user = call.users.get(parameter(call, "userId"));
  const expand = new Set([...options.expand, "user"]);
  const body = toMemberView(membershipOf(user, organizationId), user, { ...options, expand });
  return { status: 200, body };
}

/** Ordered by id, so that pages neither overlap nor leave gaps. */
function findMatching(users: UserStore, filter: Filter | undefined): readonly NexusRecord[] {
  if (filter === undefined) return users.all;
  const ids = candidates(filter, users);
  const rows = ids === undefined ? users.all : users.findByIds([...ids].sort());
  return rows.filter((row) => matches(row, filter));
}

function getOrganizationId(call: Call): number {
  const text = parameter(call, "organizationId");
  if (!/^\d+$/.test(text) || !call.users.organizations.has(Number(text)))
    throw new Refusal(404, `There is no organization ${text}.`);
  return Number(text);
}

function membershipOf(user: NexusRecord, organizationId: number): NexusMembership {
  const found = partsOf(user, "memberOf").find((each) => each.organizationId === organizationId);
  if (found === undefined)
    throw new Refusal(404, `User ${user.id} is no member of organization ${organizationId}.`);
  return found;
}
