import { defineOperation } from "./account.js";
import { toUpdatedAttributes, withoutAttributes } from "./attributes.js";
import { toWireGroup } from "./groups.js";
import { checkPassword, rememberPassword } from "./passwords.js";
import type { Pool } from "./pool.js";
import type { PoolUser } from "./pool-user.js";
import { Refusal } from "./refusal.js";
import {
  attributeChange,
  attributeDeletion,
  groupCreation,
  ofMembership,
  ofUser,
  passwordChange,
} from "./request-shapes.js";

const nothing = {};

export const updateOperations = {
  AdminSetUserPassword: defineOperation("UserAccountRecovery", passwordChange, (request, pool) => {
    const user = pool.get(request.Username);
    checkPassword(request.Password, pool.plan.password);
    const passwordDigests = rememberPassword(user, request.Password, pool.plan.password);
    const status = request.Permanent === true ? "CONFIRMED" : "FORCE_CHANGE_PASSWORD";
    pool.save({ ...user, passwordDigests, status });
    return nothing;
  }),

  AdminUpdateUserAttributes: defineOperation("UserUpdate", attributeChange, (request, pool) => {
    const user = pool.get(request.Username);
    const changed = { ...user, attributes: toUpdatedAttributes(user, request.UserAttributes, pool.plan) };
    checkAlias(changed, pool);
    pool.save(changed);
    return nothing;
  }),

  AdminDeleteUserAttributes: defineOperation("UserUpdate", attributeDeletion, (request, pool) => {
    const user = pool.get(request.Username);
    pool.save({ ...user, attributes: withoutAttributes(user, request.UserAttributeNames, pool.plan) });
    return nothing;
  }),

  AdminDisableUser: defineOperation("UserUpdate", ofUser, ({ Username }, pool) => {
    pool.save({ ...pool.get(Username), isEnabled: false });
    return nothing;
  }),

  AdminEnableUser: defineOperation("UserUpdate", ofUser, ({ Username }, pool) => {
    pool.save({ ...pool.get(Username), isEnabled: true });
    return nothing;
  }),

  AdminDeleteUser: defineOperation("UserUpdate", ofUser, ({ Username }, pool) => {
    pool.remove(pool.get(Username));
  }),

  AdminAddUserToGroup: defineOperation("UserUpdate", ofMembership, ({ Username, GroupName }, pool) => {
    pool.groups.join(pool.groups.get(GroupName).name, pool.get(Username).sub);
  }),

  AdminRemoveUserFromGroup: defineOperation("UserUpdate", ofMembership, ({ Username, GroupName }, pool) => {
    pool.groups.leave(pool.groups.get(GroupName).name, pool.get(Username).sub);
  }),

  CreateGroup: defineOperation("UserPoolResourceUpdate", groupCreation, (request, pool, { now }) => {
    const { GroupName: name, Description: description, Precedence: precedence } = request;
    pool.groups.create({ name, description, precedence, createdAtMs: now() });
    return { Group: toWireGroup(pool.groups.get(name), pool.plan.id) };
  }),
};

/** AWS's documentation says that this is refused; in practice AWS has also moved the alias silently. */
function checkAlias(user: PoolUser, pool: Pool): void {
  const alias = pool.aliasOf(user);
  const holder = alias === undefined ? undefined : pool.findByAlias(alias);
  if (holder === undefined || holder.sub === user.sub) return;
  throw new Refusal("AliasExistsException", "An account with the email already exists.");
}
