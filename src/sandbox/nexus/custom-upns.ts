import { randomUUID } from "node:crypto";
import type { EmulatorAnswer } from "../exchange.js";
import type { NexusRecord } from "../person.js";
import { customUpnBody, givenFields, readBody } from "./bodies.js";
import { type Call, changeMarks, creationMarks, parameter } from "./call.js";
import { type NexusCustomUpn, partsOf } from "./parts.js";
import { Refusal } from "./problem.js";

export function createUserCustomUpn(call: Call): EmulatorAnswer {
  const user = call.users.get(parameter(call, "userId"));
  const { clientUpnKey = null, customUpnValue = null } = readBody(customUpnBody, call.request.body);
  const upn = { id: randomUUID(), userId: user.id, clientUpnKey, customUpnValue, ...creationMarks(call) };
  call.users.put({ ...user, customUpns: [...partsOf(user, "customUpns"), upn] });
  return { status: 201, body: upn };
}

/** Null or absent leaves a member unchanged. */
export function patchUserCustomUpn(call: Call): EmulatorAnswer {
  const user = call.users.get(parameter(call, "userId"));
  const before = getUpn(user, parameter(call, "upnId"));
  const after = {
    ...before,
    ...givenFields(readBody(customUpnBody, call.request.body)),
    ...changeMarks(call),
  };
  const customUpns = partsOf(user, "customUpns").map((upn) => (upn === before ? after : upn));
  call.users.put({ ...user, customUpns });
  return { status: 200, body: after };
}

export function deleteUserCustomUpn(call: Call): EmulatorAnswer {
  const user = call.users.get(parameter(call, "userId"));
  const gone = getUpn(user, parameter(call, "upnId"));
  call.users.put({ ...user, customUpns: partsOf(user, "customUpns").filter((upn) => upn !== gone) });
  return { status: 204 };
}

function getUpn(user: NexusRecord, upnId: string): NexusCustomUpn {
  const upn = partsOf(user, "customUpns").find(({ id }) => id === upnId);
  if (upn === undefined) throw new Refusal(404, `User ${user.id} has no custom UPN ${upnId}.`);
  return upn;
}
