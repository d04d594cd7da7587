import type { Auth0Record } from "../person.js";
import { type Auth0Identity, type Connection, findConnection, identitiesOf } from "./connections.js";
import type { Payload } from "./payload.js";
import { invalid, Refusal } from "./refusal.js";

/** The identity that a PATCH changes. */
export interface Target {
  readonly connection: Connection;
  readonly identity: Auth0Identity;
  readonly isPrimary: boolean;
}

/** What may not change in one request, in the order of the checks. */
const forbiddenPairs = [
  ["password", "email"],
  ["password", "email_verified"],
  ["username", "email"],
  ["username", "email_verified"],
  ["username", "password"],
] as const;

const profileFields = ["family_name", "given_name", "name", "nickname", "picture"];

/** Throws Refusal for changes that one request may not combine. The real codes of these refusals are unknown. */
export function checkCombinations(patch: Payload): void {
  for (const [one, other] of forbiddenPairs) {
    if (patch[one] !== undefined && patch[other] !== undefined)
      throw new Refusal(400, `Cannot update ${one} and ${other} simultaneously.`);
  }
  if (patch.client_id !== undefined && patch.email === undefined && patch.phone_number === undefined)
    throw invalid("Payload", "Only valid when updating email or phone_number", "client_id");
}

/** The identity of the connection that the body names, or the primary one. */
export function findTarget(user: Auth0Record, connectionName: unknown): Target {
  const identities = identitiesOf(user);
  const identity =
    connectionName === undefined
      ? identities[0]
      : identities.find((each) => each.connection === connectionName);
  const connection = findConnection(String(connectionName ?? identity?.connection));
  if (connection === undefined) throw new Refusal(400, "Connection does not exist.");
  if (identity === undefined) throw unsupported();
  return { connection, identity, isPrimary: identity === identities[0] };
}

/** Throws Refusal when the target's connection does not allow the change. */
export function checkTarget(patch: Payload, target: Target): void {
  const { kind, isEnabled, allowsUsernames } = target.connection;
  const has = (...names: string[]) => names.some((name) => patch[name] !== undefined);
  if (has("email", "password") && !isEnabled)
    throw new Refusal(400, "Cannot change email or password for users in a disabled connection.");
  if (has("email") && kind !== "database")
    throw new Refusal(400, "Cannot update email for non-database user.");
  if (has("email_verified") && kind === "enterprise")
    throw new Refusal(400, "Email verification is not supported for enterprise users.");
  if (has("email_verified") && kind === "sms") throw unsupported();
  if (has("password") && kind !== "database") throw unsupported();
  if (has("phone_number", "phone_verified") && kind !== "database" && kind !== "sms") throw unsupported();
  if (has("verify_phone_number") && (kind !== "sms" || !has("phone_number"))) throw unsupported();
  if (has("username") && !allowsUsernames)
    throw new Refusal(400, "Cannot set username for connection without requires_username.");
  checkProfileFields(patch, target);
}

/** Name and picture: on the primary identity only, and only where logins do not overwrite them. */
function checkProfileFields(patch: Payload, { connection, isPrimary }: Target): void {
  const removed = profileFields.filter((name) => patch[name] === null);
  const given = profileFields.filter((name) => patch[name] !== undefined);
  if (given.length > 0 && !isPrimary) {
    const reason = "The specified connection belongs to a secondary identity.";
    throw new Refusal(400, `The following user attributes cannot be updated: ${given.join(", ")}. ${reason}`);
  }
  if (!connection.syncsProfile) return;
  if (removed.length > 0) {
    const sync =
      "'Sync user profile attributes at each login' (see <a href='https://auth0.com/docs/users/configure-connection-sync-with-auth0'>Configuring Connection Sync with Auth0</a>)";
    const denyList =
      "defined these attributes in 'options.non_persistent_attrs' array (see <a href='https://auth0.com/docs/security/denylist-user-attributes'>Add User Attributes to DenyList</a>)";
    throw new Refusal(
      400,
      `The following user attributes cannot be removed: ${removed.join(", ")}. The connection (${connection.name}) should have disabled ${sync} or ${denyList}.`,
    );
  }
  if (given.length > 0) {
    const reason =
      "The connection must either be a database connection (using the Auth0 store), a passwordless connection (email or sms) or has disabled 'Sync user profile attributes at each login'.";
    throw new Refusal(400, `The following user attributes cannot be updated: ${given.join(", ")}. ${reason}`);
  }
}

function unsupported(): Refusal {
  return new Refusal(400, "Connection is not supported for this operation.");
}
