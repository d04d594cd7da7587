import type { EmulatorAnswer } from "../exchange.js";
import type { Auth0Record } from "../person.js";
import { identifierKey, identitiesOf } from "./connections.js";
import { checkMetadata, mergeMetadata } from "./metadata.js";
import { checkPassword } from "./password.js";
import { type Payload, readPayload } from "./payload.js";
import { Refusal } from "./refusal.js";
import { type Call, getUser, type Tenant, timestamp } from "./tenant.js";
import { checkCombinations, checkTarget, findTarget, type Target } from "./update-rules.js";
import { updateUserRules } from "./user-payloads.js";

/** Attributes that belong to an identity: those of a secondary one are kept in its `profileData`. */
const identityFields = ["email", "email_verified", "phone_number", "phone_verified", "username"];
const rootFields = ["blocked", "family_name", "given_name", "name", "nickname", "picture"];

/** PATCH /users/{id}. Unknown keys are accepted and have no effect. */
export function updateUser(call: Call): EmulatorAnswer {
  const { tenant, request } = call;
  const patch = readPayload(request, updateUserRules);
  checkMetadata(patch);
  checkCombinations(patch);
  const user = getUser(call);
  const target = findTarget(user, patch.connection);
  checkTarget(patch, target);
  checkPassword(patch.password);
  checkTaken(patch, user, target, tenant);
  const updated: Auth0Record = {
    ...withMetadata(withAttributes(user, patch, target), patch),
    updated_at: timestamp(tenant),
    ...(typeof patch.password === "string" ? { last_password_reset: timestamp(tenant) } : {}),
  };
  tenant.users.put(updated);
  return { status: 200, body: updated };
}

/** Assumed for user names and phone numbers: the contract has the message for addresses only. */
function checkTaken(patch: Payload, user: Auth0Record, { connection }: Target, tenant: Tenant): void {
  const words = { email: "email", username: "username", phone_number: "phone number" };
  for (const [field, word] of Object.entries(words)) {
    const value = patch[field];
    if (typeof value !== "string") continue;
    if (tenant.users.isTaken(identifierKey(connection, field, value), user.user_id))
      throw new Refusal(400, `The specified new ${word} already exists`, "auth0_idp_error");
  }
}

function withAttributes(user: Auth0Record, patch: Payload, target: Target): Auth0Record {
  const root = apply(user, patch, rootFields);
  const { identity, isPrimary } = target;
  if (isPrimary) return applyIdentityFields(root, patch);
  const changed = { ...identity, profileData: applyIdentityFields(identity.profileData ?? {}, patch) };
  return { ...root, identities: identitiesOf(user).map((each) => (each === identity ? changed : each)) };
}

/** Addresses are stored in lower case. A changed address is unverified unless the body says otherwise. */
function applyIdentityFields<Profile extends Payload>(profile: Profile, patch: Payload): Profile {
  if (patch.email === undefined) return apply(profile, patch, identityFields);
  const email = typeof patch.email === "string" ? patch.email.toLowerCase() : null;
  const unverified = email === profile.email ? {} : { email_verified: false };
  return apply(profile, { ...unverified, ...patch, email }, identityFields);
}

/** Applies these attributes of the patch; null removes one. */
function apply<Profile extends Payload>(
  profile: Profile,
  patch: Payload,
  fields: readonly string[],
): Profile {
  const changes = fields.filter((name) => patch[name] !== undefined).map((name) => [name, patch[name]]);
  const merged = { ...profile, ...Object.fromEntries(changes) };
  return Object.fromEntries(Object.entries(merged).filter(([, value]) => value !== null)) as Profile;
}

function withMetadata(user: Auth0Record, patch: Payload): Auth0Record {
  const names = ["user_metadata", "app_metadata"].filter((name) => patch[name] !== undefined);
  const changes = names.map((name) => [name, mergeMetadata(user[name], patch[name])]);
  return { ...user, ...Object.fromEntries(changes) };
}
