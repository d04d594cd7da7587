import type { EmulatorAnswer } from "../exchange.js";
import { givenFields, patchUserBody, readBody, rolesBody } from "./bodies.js";
import { type Call, changeMarks, parameter } from "./call.js";
import { type NexusRole, partsOf } from "./parts.js";
import { Refusal } from "./problem.js";
import { findRole } from "./tables.js";
import { toUserView } from "./view.js";

/** Null or absent leaves a field unchanged. A password is discarded, a block is stored where no read returns it. */
export function patchUser(call: Call): EmulatorAnswer {
  const { request, users, settings } = call;
  const user = users.get(parameter(call, "userId"));
  const given = givenFields(readBody(patchUserBody, request.body));
  const { password: _, isBlocked, emailVerified, emailVerifySentDate, ...fields } = given;
  if (isBlocked !== undefined) users.setBlocked(user.id, isBlocked);
  const marks = Object.keys(given).length > 0 ? changeMarks(call) : {};
  const changed = users.put({
    ...user,
    ...fields,
    ...givenFields({ "email-verified": emailVerified, "email-verify-sent-date": emailVerifySentDate }),
    ...marks,
  });
  return settings.patchAnswers204 ? { status: 204 } : { status: 200, body: toUserView(changed) };
}

/** Adds roles by id or name; none when one of them is unknown. */
export function addUserRole(call: Call): EmulatorAnswer {
  const user = call.users.get(parameter(call, "userId"));
  const { value } = readBody(rolesBody, call.request.body);
  const roles = withRoles(partsOf(user, "roles"), getRoles(value, "value"));
  call.users.put({ ...user, roles, ...changeMarks(call) });
  return { status: 204 };
}

/** Sends nothing: there is no mail in the sandbox. */
export function sendUserPasswordReset(call: Call): EmulatorAnswer {
  call.users.get(parameter(call, "userId"));
  if (!call.request.url.searchParams.get("clientId")) throw new Refusal(400, "clientId: is required.");
  return { status: 204 };
}

/** @param field the field of the body that has the names */
export function getRoles(names: readonly string[], field: string): readonly NexusRole[] {
  return names.map((name) => {
    const role = findRole(name);
    if (role === undefined) throw new Refusal(400, `${field}: there is no role ${name}.`);
    return role;
  });
}

/** Both lists without duplicates; an added role replaces the current one with the same id. */
export function withRoles(current: readonly NexusRole[], added: readonly NexusRole[]): readonly NexusRole[] {
  return [...new Map([...current, ...added].map((role) => [role.id, role])).values()];
}
