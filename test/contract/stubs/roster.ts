import { rosterToken } from "../roster/emulator.js";
import { rosterRealm } from "../roster/harness.js";
import type { StubPlan } from "./stub.js";

/** The provider that no file in src knows. */
export const rosterStub: StubPlan = {
  name: "ROSTER",
  keyField: "rosterUserId",
  identityType: "RosterIdentity",
  sample: { email: "text", name: "text", department: "text" },
  required: ["id"],
  toSubject: (index) => `R-00000000-0000-4000-8000-${String(index).padStart(12, "0")}`,
  withId: (record, id) => ({ ...record, id }),
  answer: ({ url }, find) => {
    const user = find(decodeURIComponent(url.pathname.slice("/users/".length)));
    return user === undefined ? { status: 404, body: {} } : { body: user };
  },
  variables: (origin) => ({
    ROSTER_BASE_URL: origin,
    ROSTER_REALM: rosterRealm,
    ROSTER_TOKEN: rosterToken,
  }),
};
