import { randomBytes } from "node:crypto";
import type { z } from "zod";
import type { EmulatorAnswer } from "../exchange.js";
import { createUserBody, readBody } from "./bodies.js";
import { type Call, creationMarks } from "./call.js";
import { getTenant, requireFreeAzoUser, toIdentity } from "./link.js";
import type { NexusIdentity, NexusMembership, NexusOrganization } from "./parts.js";
import { Refusal } from "./problem.js";
import type { UserStore } from "./user-store.js";
import { getRoles } from "./user-writes.js";
import { toUserView } from "./view.js";

type Order = z.infer<typeof createUserBody>;

/** Registers a user without creating an Auth0 user: an identity needs `idpMetadata`, and a password is discarded. */
export function createUser(call: Call): EmulatorAnswer {
  const { users, request } = call;
  const order = readBody(createUserBody, request.body);
  const { emailAddress } = order;
  if (emailAddress && [...users.findIdsByEmail(emailAddress)].length > 0)
    throw new Refusal(409, "emailAddress: is taken.");
  const organization = getOrganization(users, order.organization);
  const id = `NX${randomBytes(8).toString("hex").toUpperCase()}`;
  const user = users.put({
    id,
    ...profileOf(order),
    ...partsOfOrder(order, organization, call),
    memberOf: [toMembership(id, organization, { isAdmin: order.makeAdmin === true, call })],
    ...creationMarks(call),
  });
  return { status: 201, body: toUserView(user) };
}

function profileOf(order: Order): Record<string, unknown> {
  const { emailAddress, ownerId } = order;
  return {
    type: order.type ?? "User",
    ownerId: ownerId ?? null,
    username: order.username ?? emailAddress ?? null,
    ...(emailAddress ? { emailAddress } : {}),
    "email-verified": order.emailVerified ?? false,
    "email-verify-sent-date": null,
    "email-verification-status-type": null,
    recoveryEmailAddress: order.recoveryEmailAddress ?? null,
    phoneNumber: order.phoneNumber ?? null,
    displayName: order.displayName,
    givenName: order.givenName ?? null,
    familyName: order.familyName ?? null,
    nickname: order.nickname ?? null,
    picture: order.picture ?? null,
    language: order.language ?? null,
    isActive: true,
    isMfaDisabled: order.isMfaDisabled ?? false,
    mfaEnrollmentStatus: order.mfaEnrollmentStatus ?? null,
    authenticationMethod: order.authenticationMethod,
  };
}

function partsOfOrder(order: Order, organization: NexusOrganization, call: Call): Record<string, unknown> {
  return {
    owner: ownerOf(order, call.users),
    organizationId: organization.id,
    organization,
    roles: getRoles(order.roles ?? [], "roles"),
    attributes: [],
    customUpns: [],
    identities: identitiesOf(order, call.users),
    subscriptions: [],
    applicationDeployments: [],
  };
}

function ownerOf({ ownerId }: Order, users: UserStore): Readonly<Record<string, unknown>> | null {
  if (!ownerId) return null;
  const owner = users.find(ownerId);
  if (owner === undefined) throw new Refusal(400, `ownerId: there is no user ${ownerId}.`);
  return toUserView(owner);
}

function identitiesOf({ idpTenantId, idpMetadata }: Order, users: UserStore): readonly NexusIdentity[] {
  const tenant = getTenant(idpTenantId, 400);
  const { azoUserId, azoConnectionId } = idpMetadata ?? {};
  if (!azoUserId || !azoConnectionId) return [];
  requireFreeAzoUser(users, { azoUserId, tenant });
  const [strategy = ""] = azoUserId.split("|");
  return [toIdentity({ azoUserId, azoConnectionId, strategy }, { id: users.nextNumber(), tenant })];
}

/** The values of `organizationIdType` aren't known, so id, name and CRM account id are tried. */
function getOrganization(users: UserStore, text: string): NexusOrganization {
  for (const organization of users.organizations.values()) {
    const { id, name, crmAccountId } = organization;
    if ([String(id), name, crmAccountId].includes(text)) return organization;
  }
  throw new Refusal(400, `organization: there is no ${text}.`);
}

function toMembership(
  userId: string,
  organization: NexusOrganization,
  { isAdmin, call }: { readonly isAdmin: boolean; readonly call: Call },
): NexusMembership {
  const admin = { id: "organization-admin", name: "organization-admin", description: null, expires: null };
  return {
    id: `${organization.id}-${userId}`,
    user: null,
    userId,
    organizationId: organization.id,
    organizationName: organization.name,
    organizationDisplayName: organization.displayName,
    roles: isAdmin ? [admin] : [],
    isGuest: false,
    isMfaRequired: organization.isMfaRequired,
    isMembershipMfaRequired: false,
    ...creationMarks(call),
  };
}
