import { auth0Contract } from "../../rules/pairings.js";
import type { StubPlan } from "./stub.js";

const notFound = {
  statusCode: 404,
  error: "Not Found",
  message: "The user does not exist.",
  errorCode: "inexistent_user",
};

/** The Management API, from auth0.md and auth0-users.openapi.json. */
export const auth0Stub: StubPlan = {
  name: "AUTH0",
  keyField: "auth0UserId",
  identityType: "Auth0Identity",
  sample: auth0Contract.sampleOf("UserResponseSchema"),
  required: ["user_id"],
  toSubject: (index) => `auth0|${String(index).padStart(24, "0")}`,
  withId: (record, user_id) => ({ ...record, user_id }),
  answer: ({ url }, find) => {
    if (url.pathname === "/oauth/token") return { body: { access_token: "stub", expires_in: 86_400 } };
    const id = decodeURIComponent(url.pathname.slice("/api/v2/users/".length));
    if (id !== "") {
      const user = find(id);
      return user === undefined ? { status: 404, body: notFound } : { body: user };
    }
    const ids = [...(url.searchParams.get("q") ?? "").matchAll(/"([^"]+)"/g)].map(([, each = ""]) => each);
    const users = ids.map(find).filter((user) => user !== undefined);
    return { body: { start: 0, limit: 50, length: users.length, total: users.length, users } };
  },
  variables: (origin) => ({ AUTH0_BASE_URL: origin }),
};
