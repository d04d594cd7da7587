import type { EmulatorAnswer } from "../exchange.js";
import { readProjection, refuseOtherParameters } from "./query-string.js";
import { invalid } from "./refusal.js";
import { type Call, getUser } from "./tenant.js";

/** GET /users/{id} */
export function readUser(call: Call): EmulatorAnswer {
  const { url } = call.request;
  refuseOtherParameters(url, ["fields", "include_fields"]);
  const project = readProjection(url);
  return { status: 200, body: project(getUser(call)) };
}

/** GET /users-by-email */
export function listUsersByEmail({ tenant, request: { url } }: Call): EmulatorAnswer {
  refuseOtherParameters(url, ["email", "fields", "include_fields"]);
  const email = url.searchParams.get("email");
  if (email === null) throw invalid("Query", "Missing required property: email");
  return { status: 200, body: tenant.users.findByEmail(email).map(readProjection(url)) };
}
