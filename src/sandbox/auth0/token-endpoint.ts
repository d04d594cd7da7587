import type { EmulatorAnswer, EmulatorRequest } from "../exchange.js";
import { sandboxCredentials, sandboxRealms } from "../realms.js";
import type { Call } from "./tenant.js";

/** The audience names the tenant, whatever the address of the emulator. */
const audience = `https://${sandboxRealms.auth0}/api/v2/`;

/** POST /oauth/token, for client credentials only. */
export function answerToken({ tenant, request }: Call): EmulatorAnswer {
  const form = parseForm(request);
  for (const name of ["grant_type", "client_id", "client_secret"]) {
    if (!form.has(name)) return refuse(400, "invalid_request", `Missing required parameter: ${name}`);
  }
  if (form.get("grant_type") !== "client_credentials")
    return refuse(400, "unsupported_grant_type", "Grant type not supported");
  const { clientId, clientSecret } = sandboxCredentials.auth0;
  if (form.get("client_id") !== clientId || form.get("client_secret") !== clientSecret)
    return refuse(401, "invalid_client", "Client authentication failed");
  if (form.get("audience") !== audience)
    return refuse(403, "access_denied", `The audience must be ${audience}`);
  return { status: 200, headers: { "cache-control": "no-store" }, body: tenant.tokens.issue() };
}

function refuse(status: number, error: string, description: string): EmulatorAnswer {
  return { status, body: { error, error_description: description } };
}

/** The parameters from a form or JSON; none when the body is neither. */
function parseForm({ headers, body }: EmulatorRequest): ReadonlyMap<string, unknown> {
  if (!headers["content-type"]?.startsWith("application/json")) return new Map(new URLSearchParams(body));
  try {
    return new Map(Object.entries(JSON.parse(body) ?? {}));
  } catch {
    return new Map(); // the response names the missing parameter
  }
}
