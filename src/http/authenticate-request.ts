import { HeaderMap } from "@apollo/server";
import { GraphQLError } from "graphql";
import type { Authenticate, Authentication, RequestHeaders } from "../access/tokens/authenticate.js";
import type { Viewer } from "../access/viewer.js";
import { andThen, type MaybePromise } from "../platform/maybe-promise.js";

/**
 * The viewer who sent a request. Who is refused gets a GraphQLError that answers with status 401, and whose token can't be
 * checked at the moment one with 503.
 */
export function authenticateRequest(
  authenticate: Authenticate,
  headers: RequestHeaders,
): MaybePromise<Viewer> {
  return andThen(authenticate(headers), toViewer);
}

function toViewer(authentication: Authentication): Viewer {
  switch (authentication.kind) {
    case "authenticated":
      return authentication.viewer;
    case "refused": {
      const { reason } = authentication;
      // RFC 6750, 3.1: no error code where no token was looked at.
      const challenge =
        reason === "ROUTER" || reason === "SCHEME" ? "Bearer" : 'Bearer error="invalid_token"';
      const http = toHttp(401, "www-authenticate", challenge);
      const extensions = { code: "UNAUTHENTICATED", reason, ...http };
      throw new GraphQLError("The request does not prove who sent it.", { extensions });
    }
    case "unchecked": {
      const { retryAfterSeconds } = authentication;
      const http = toHttp(503, "retry-after", String(retryAfterSeconds));
      const extensions = { code: "AUTHENTICATION_UNAVAILABLE", retryAfterSeconds, ...http };
      throw new GraphQLError("The token can't be checked at the moment.", { extensions });
    }
  }
}

/** What Apollo makes the status and a header of the answer from. */
function toHttp(status: number, header: string, value: string): object {
  return { http: { status, headers: new HeaderMap([[header, value]]) } };
}
