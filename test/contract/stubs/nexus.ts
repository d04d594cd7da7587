import { nexusContract } from "../../rules/pairings.js";
import type { StubPlan } from "./stub.js";

/** The users of the Platform API, from nexus.openapi.yaml. */
export const nexusStub: StubPlan = {
  name: "NEXUS",
  keyField: "nexusUserId",
  identityType: "NexusIdentity",
  sample: nexusContract.sampleOf("User"),
  required: ["id"],
  toSubject: (index) => `NX${String(index).padStart(16, "0")}`,
  withId: (record, id) => ({ ...record, id }),
  answer: ({ url }, find) => {
    const id = decodeURIComponent(url.pathname.slice("/v1/users/".length));
    if (id !== "") {
      const user = find(id);
      return user === undefined ? { status: 404, body: { title: "Not Found", status: 404 } } : { body: user };
    }
    const ids = [...(url.searchParams.get("filter") ?? "").matchAll(/'([^']+)'/g)].map(
      ([, each = ""]) => each,
    );
    return { body: { value: ids.map(find).filter((user) => user !== undefined) } };
  },
  variables: (origin) => ({ NEXUS_BASE_URL: origin }),
};
