import { createHash, randomBytes } from "node:crypto";
import type { EmulatorAnswer } from "../exchange.js";
import type { Auth0Record } from "../person.js";
import { type Connection, findConnection, identifierKeys } from "./connections.js";
import { checkMetadata, mergeMetadata } from "./metadata.js";
import { checkPassword } from "./password.js";
import { type Payload, readPayload } from "./payload.js";
import { invalid, Refusal } from "./refusal.js";
import { type Call, type Tenant, timestamp } from "./tenant.js";
import { createUserRules } from "./user-payloads.js";

/** Properties of the body that the user keeps unchanged. */
const keptAsSent = [
  "email_verified",
  "username",
  "phone_number",
  "given_name",
  "family_name",
  "name",
  "nickname",
  "picture",
  "blocked",
];

/** POST /users */
export function createUser({ tenant, request }: Call): EmulatorAnswer {
  const payload = readPayload(request, createUserRules);
  checkMetadata(payload);
  const connection = getUsableConnection(String(payload.connection));
  checkIdentifiers(payload, connection);
  checkPassword(payload.password);
  const user = toUser(payload, connection, tenant);
  const isTaken =
    tenant.users.find(user.user_id) !== undefined ||
    identifierKeys(user).some((key) => tenant.users.isTaken(key));
  if (isTaken) throw new Refusal(409, "The user already exists.", "auth0_idp_error");
  tenant.users.put(user);
  return { status: 201, body: user };
}

function getUsableConnection(name: string): Connection {
  const connection = findConnection(name);
  if (connection === undefined) throw new Refusal(400, "Connection does not exist.");
  if (!connection.isEnabled) throw new Refusal(400, "Connection is disabled.");
  if (connection.kind !== "social" && connection.kind !== "enterprise") return connection;
  const hint = "It must either be a database or passwordless connection.";
  throw new Refusal(400, `Connection does not support user creation through the API. ${hint}`);
}

/** Assumed: a user needs a sign-in name of the connection's kind. */
function checkIdentifiers(payload: Payload, { kind, allowsUsernames }: Connection): void {
  if (payload.username !== undefined && !allowsUsernames)
    throw new Refusal(400, "Cannot set username for connection without requires_username.");
  const needed = kind === "sms" ? "phone_number" : "email";
  if (payload[needed] === undefined && payload.username === undefined)
    throw invalid("Payload", `Missing required property: ${needed}`);
}

/** The new user with Auth0's defaults. Other properties that the body omits stay absent. */
function toUser(payload: Payload, connection: Connection, tenant: Tenant): Auth0Record {
  const id = payload.user_id || randomBytes(12).toString("hex");
  const at = timestamp(tenant);
  const user: Record<string, unknown> & { user_id: string } = {
    user_id: `${connection.provider}|${id}`,
    ...emailDefaults(payload),
    created_at: at,
    updated_at: at,
    identities: [
      { connection: connection.name, provider: connection.provider, user_id: id, isSocial: false },
    ],
  };
  for (const name of keptAsSent) if (payload[name] !== undefined) user[name] = payload[name];
  if (payload.phone_number !== undefined) user.phone_verified = payload.phone_verified ?? false;
  for (const name of ["user_metadata", "app_metadata"])
    if (payload[name] !== undefined) user[name] = mergeMetadata(undefined, payload[name]);
  return user as Auth0Record;
}

/** Auth0 stores addresses in lower case. */
function emailDefaults(payload: Payload): Payload {
  if (payload.email === undefined) return {};
  const email = String(payload.email).toLowerCase();
  const digest = createHash("sha256").update(email).digest("hex");
  return {
    email,
    email_verified: false,
    name: email,
    nickname: email.split("@")[0],
    picture: `https://images.example.com/avatars/${digest.slice(0, 32)}.png`,
  };
}
