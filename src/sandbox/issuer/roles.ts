import type { SamplePerson } from "../person.js";
import { sandboxCredentials } from "../realms.js";

/** The sandbox has tokens for: a user without permissions, an agent with read permissions, and two with all permissions. */
export const roles = ["person", "support", "administrator", "machine"] as const;
export type Role = (typeof roles)[number];

const reading = ["read:users", "read:users_metadata"];
const everything = [...reading, "update:users", "create:users", "sync:users", "link:users", "read:writes"];

/** The claims of the role's Auth0 access token, apart from issuer, audience and times. */
export function toRoleClaims(role: Role, people: readonly SamplePerson[]): Readonly<Record<string, unknown>> {
  const { clientId } = sandboxCredentials.issuer;
  const others = people.filter(({ slug }) => slug.startsWith("person-"));
  switch (role) {
    case "person": {
      const person = people.find(({ slug }) => slug === "everywhere") ?? people.find(hasAuth0);
      return { sub: subjectOf(person, role), azp: clientId, ...toPermissionClaims([]) };
    }
    case "support":
      return { sub: subjectOf(others[0], role), azp: clientId, ...toPermissionClaims(reading) };
    case "administrator":
      return { sub: subjectOf(others[1], role), azp: clientId, ...toPermissionClaims(everything) };
    case "machine":
      return {
        sub: `${clientId}@clients`,
        azp: clientId,
        gty: "client-credentials",
        ...toPermissionClaims(everything),
      };
  }
}

/** The service reads `permissions`, as Auth0's RBAC adds them; routers that enforce `@requiresScopes` read `scope`. */
function toPermissionClaims(permissions: readonly string[]): object {
  return { scope: ["openid", "profile", "email", ...permissions].join(" "), permissions };
}

function hasAuth0({ auth0 }: SamplePerson): boolean {
  return auth0.length > 0;
}

/** A user unknown to Auth0, for a sandbox with too few people. */
function subjectOf(person: SamplePerson | undefined, role: Role): string {
  return person?.auth0[0]?.user_id ?? `auth0|sandbox-${role}`;
}
