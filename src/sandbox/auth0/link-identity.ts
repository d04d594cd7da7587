import type { EmulatorAnswer } from "../exchange.js";
import type { Auth0Record } from "../person.js";
import { type Auth0Identity, findConnectionById, hasProvider, identitiesOf } from "./connections.js";
import { type Payload, readPayload } from "./payload.js";
import { invalid, Refusal } from "./refusal.js";
import { type Call, getUser, timestamp } from "./tenant.js";
import { linkIdentityRules } from "./user-payloads.js";

const profileFields = [
  "email",
  "email_verified",
  "name",
  "username",
  "given_name",
  "family_name",
  "nickname",
  "picture",
  "phone_number",
  "phone_verified",
];

/** POST /users/{id}/identities: the secondary user disappears, and its metadata with it. */
export function linkIdentity(call: Call): EmulatorAnswer {
  const { tenant, request } = call;
  const payload = readPayload(request, linkIdentityRules);
  const secondaryId = readSecondaryId(payload);
  const primary = getUser(call);
  if (secondaryId === primary.user_id) throw new Refusal(400, "Main identity and the new one are the same.");
  if (identitiesOf(primary).some(({ provider, user_id }) => `${provider}|${user_id}` === secondaryId))
    throw new Refusal(409, "Specified identity already exists.");
  const secondary = tenant.users.find(secondaryId);
  if (secondary === undefined || !isInConnection(secondary, payload.connection_id))
    throw new Refusal(400, "Provided secondary account not found.");
  const identities = [...identitiesOf(primary), ...toSecondaryIdentities(secondary)];
  tenant.users.remove(secondaryId);
  tenant.users.put({ ...primary, identities, updated_at: timestamp(tenant) });
  return { status: 201, body: identities };
}

/** The whole user id of the secondary account; the body may give it with or without the provider in front. */
function readSecondaryId({ provider, user_id, link_with }: Payload): string {
  if (link_with !== undefined) throw new Refusal(400, "Invalid token (link_with).");
  if (provider === undefined) throw invalid("Payload", "Missing required property: provider");
  if (user_id === undefined) throw invalid("Payload", "Missing required property: user_id");
  if (!hasProvider(String(provider))) throw new Refusal(400, "The provider/connection is not configured.");
  return String(user_id).startsWith(`${provider}|`) ? String(user_id) : `${provider}|${user_id}`;
}

function isInConnection(user: Auth0Record, connectionId: unknown): boolean {
  if (connectionId === undefined) return true;
  const connection = findConnectionById(String(connectionId));
  if (connection === undefined) throw new Refusal(400, "The provider/connection is not configured.");
  return identitiesOf(user)[0]?.connection === connection.name;
}

/** The identities of the user that disappears; its profile goes into the first one. */
function toSecondaryIdentities(user: Auth0Record): readonly Auth0Identity[] {
  const known = profileFields.filter((name) => user[name] !== undefined);
  const profileData = Object.fromEntries(known.map((name) => [name, user[name]]));
  return identitiesOf(user).map((identity, index) => (index === 0 ? { ...identity, profileData } : identity));
}
