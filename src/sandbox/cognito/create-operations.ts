import { randomUUID } from "node:crypto";
import type { z } from "zod";
import { type CognitoSettings, defineOperation } from "./account.js";
import { toNewAttributes } from "./attributes.js";
import { checkPassword, rememberPassword } from "./passwords.js";
import type { Pool } from "./pool.js";
import { type Attributes, type PoolUser, toListedUser } from "./pool-user.js";
import { invalidParameter, Refusal } from "./refusal.js";
import { creation } from "./request-shapes.js";

type Creation = z.infer<typeof creation>;

export const createOperations = {
  AdminCreateUser: defineOperation("UserCreation", creation, (request, pool, { settings, now }) => {
    if (request.TemporaryPassword) checkPassword(request.TemporaryPassword, pool.plan.password);
    const user = request.MessageAction === "RESEND" ? resend(request, pool) : create(request, pool, now());
    deliver(request, settings);
    return { User: toListedUser(user) };
  }),
};

function create(request: Creation, pool: Pool, nowMs: number): PoolUser {
  const sub = randomUUID();
  const name = request.Username;
  checkNameForm(name, pool);
  const attributes = toNewAttributes(withEmail(request, pool), pool.plan);
  checkMediums(request.DesiredDeliveryMediums ?? [], attributes);
  const user: PoolUser = {
    sub,
    username: pool.plan.signIn === "email" ? sub : name,
    attributes,
    isEnabled: true,
    status: "FORCE_CHANGE_PASSWORD",
    createdAtMs: nowMs,
    modifiedAtMs: nowMs,
    passwordDigests: [],
  };
  claimNames(user, request, pool);
  return pool.save(withPassword(user, request, pool));
}

/** A new message with a new temporary password, for a user who hasn't used the first one yet. */
function resend(request: Creation, pool: Pool): PoolUser {
  const user = pool.get(request.Username);
  if (user.status !== "FORCE_CHANGE_PASSWORD") {
    throw new Refusal(
      "UnsupportedUserStateException",
      `Resend not possible. ${user.username} status is not FORCE_CHANGE_PASSWORD`,
    );
  }
  return pool.save(withPassword(user, request, pool));
}

function withPassword(user: PoolUser, request: Creation, pool: Pool): PoolUser {
  if (!request.TemporaryPassword) return user;
  return {
    ...user,
    passwordDigests: rememberPassword(user, request.TemporaryPassword, pool.plan.password),
  };
}

function checkNameForm(name: string, { plan }: Pool): void {
  const isEmail = name.includes("@");
  if (plan.signIn === "email" && !isEmail) throw invalidParameter("Username should be an email.");
  if (plan.signIn === "username_or_email" && isEmail) {
    throw invalidParameter(
      "Username cannot be of email format, since user pool is configured for email alias.",
    );
  }
}

/** If the address is the user name, it becomes the attribute too, and the attribute can't differ. */
function withEmail(
  { Username, UserAttributes = [] }: Creation,
  { plan }: Pool,
): Creation["UserAttributes"] & {} {
  if (plan.signIn !== "email") return UserAttributes;
  const given = UserAttributes.find(({ Name }) => Name === "email")?.Value;
  if (given !== undefined && given.toLowerCase() !== Username.toLowerCase()) {
    throw invalidParameter("The email attribute does not match the username.");
  }
  return [{ Name: "email", Value: Username }, ...UserAttributes];
}

function claimNames(user: PoolUser, request: Creation, pool: Pool): void {
  if (pool.hasUsername(user.username)) throw usernameExists();
  const alias = pool.aliasOf(user);
  const holder = alias === undefined ? undefined : pool.findByAlias(alias);
  if (holder === undefined) return;
  if (pool.plan.signIn === "email") throw usernameExists();
  if (request.ForceAliasCreation !== true) {
    throw new Refusal("AliasExistsException", "An account with the email already exists.");
  }
  pool.save({ ...holder, attributes: { ...holder.attributes, email_verified: "false" } });
}

function usernameExists(): Refusal {
  return new Refusal("UsernameExistsException", "User account already exists");
}

/** Requested delivery mediums need an address. */
function checkMediums(mediums: readonly string[], attributes: Attributes): void {
  if (mediums.length === 0) return;
  const canSend =
    (mediums.includes("EMAIL") && attributes.email !== undefined) ||
    (mediums.includes("SMS") && attributes.phone_number !== undefined);
  if (!canSend) throw invalidParameter("User has no attribute matching desired delivery mediums");
}

/** Last, as at AWS: when the message fails, the user exists. */
function deliver(request: Creation, settings: CognitoSettings): void {
  if (request.MessageAction === "SUPPRESS" || !settings.failDelivery) return;
  throw new Refusal("CodeDeliveryFailureException", "The message could not be delivered.");
}
