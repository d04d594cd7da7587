import type { IncomingHttpHeaders } from "node:http";
import { sandboxCredentials } from "../realms.js";
import { Refusal } from "./problem.js";

const { bearerToken, applicationToken, basicUser, basicPassword } = sandboxCredentials.nexus;
const basicToken = Buffer.from(`${basicUser}:${basicPassword}`).toString("base64");

/** Accepts a bearer token together with the application token, or basic credentials. */
export function requireCredentials(headers: IncomingHttpHeaders): void {
  const [scheme = "", token] = (headers.authorization ?? "").split(" ");
  switch (scheme.toLowerCase()) {
    case "bearer":
      if (token !== bearerToken) throw new Refusal(401, "The bearer token is not valid.");
      if (headers["x-application-token"] !== applicationToken)
        throw new Refusal(401, "A bearer token needs a valid X-Application-Token beside it.");
      return;
    case "basic":
      if (token !== basicToken) throw new Refusal(401, "The user name or the password is wrong.");
      return;
    default:
      throw new Refusal(401, "Authorization must hold Bearer or Basic credentials.");
  }
}
