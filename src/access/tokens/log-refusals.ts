import type { Logger } from "../../platform/log.js";
import { andThen } from "../../platform/maybe-promise.js";
import type { Authenticate } from "./authenticate.js";

/** Logs one line for each refused caller: the reason, and nothing of what they sent. */
export function logRefusals(authenticate: Authenticate, log: Logger): Authenticate {
  return (headers) =>
    andThen(authenticate(headers), (authentication) => {
      if (authentication.kind === "refused")
        log.warn({ reason: authentication.reason }, "a caller was refused");
      return authentication;
    });
}
