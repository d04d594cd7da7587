import type { EmulatorAnswer } from "../exchange.js";
import { linkBody, readBody } from "./bodies.js";
import { type Call, changeMarks, parameter } from "./call.js";
import { type NexusIdentity, partsOf } from "./parts.js";
import { Refusal } from "./problem.js";
import { findTenant, type Tenant } from "./tables.js";
import type { UserStore } from "./user-store.js";

type AzoUser = Pick<NexusIdentity, "azoUserId" | "azoConnectionId" | "strategy">;

/** Adds an identity to the user, or changes the one with that Auth0 user. Refused when another user has it. */
export function linkUserToTenant(call: Call): EmulatorAnswer {
  const { users, request } = call;
  const user = users.get(parameter(call, "userId"));
  const tenant = getTenant(parameter(call, "idpTenantId"), 404);
  const azoUser = readBody(linkBody, request.body);
  requireFreeAzoUser(users, { azoUserId: azoUser.azoUserId, tenant, exceptFor: user.id });
  const before = partsOf(user, "identities");
  const linked = before.find((identity) => isSame(identity, azoUser.azoUserId, tenant));
  const identities =
    linked === undefined
      ? [...before, toIdentity(azoUser, { id: users.nextNumber(), tenant })]
      : before.map((identity) => (identity === linked ? { ...linked, ...azoUser } : identity));
  users.put({ ...user, identities, ...changeMarks(call) });
  return { status: 204 };
}

/** @param status the status for an unknown tenant */
export function getTenant(name: string, status: 400 | 404): Tenant {
  const tenant = findTenant(name);
  if (tenant === undefined) throw new Refusal(status, `idpTenantId: there is no tenant ${name}.`);
  return tenant;
}

interface Claim {
  readonly azoUserId: string;
  readonly tenant: Tenant;
  /** The Nexus user who may already have it. */
  readonly exceptFor?: string;
}

/** An Auth0 user of one tenant belongs to one Nexus user at most. */
export function requireFreeAzoUser(users: UserStore, { azoUserId, tenant, exceptFor }: Claim): void {
  const holder = users
    .findByAzoUserId(azoUserId)
    .filter(({ id }) => id !== exceptFor)
    .find((user) => partsOf(user, "identities").some((each) => isSame(each, azoUserId, tenant)));
  if (holder !== undefined) throw new Refusal(409, "azoUserId: is linked to another user.");
}

export function toIdentity(
  azoUser: AzoUser,
  { id, tenant }: { readonly id: number; readonly tenant: Tenant },
): NexusIdentity {
  return { id, ...azoUser, groups: [], ...tenant };
}

function isSame(identity: NexusIdentity, azoUserId: string, tenant: Tenant): boolean {
  return identity.azoUserId === azoUserId && identity.idpTenantId === tenant.idpTenantId;
}
