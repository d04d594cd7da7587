import { anonymousViewer, type Viewer } from "../../src/access/viewer.js";
import { type Permission, permissions } from "../../src/identity/permissions.js";
import type { SamplePerson } from "../../src/sandbox/person.js";
import type { Role } from "./expectations.js";
import { colleague, stranger, subject } from "./people.js";

const permissionsOf: Readonly<Record<Role, readonly Permission[]>> = {
  anonymous: [],
  self: [],
  stranger: [],
  support: ["read:users"],
  auditor: ["read:users", "read:users_metadata"],
  machine: ["create:users", "update:users", "sync:users", "link:users"],
  administrator: permissions,
};

/** The viewer that a token of this role gives. */
export function toViewer(role: Role, isFromRouter = false): Viewer {
  const granted = { permissions: new Set(permissionsOf[role]), isFromRouter };
  switch (role) {
    case "anonymous":
      return { ...anonymousViewer, isFromRouter };
    case "machine":
      return { kind: "machine", actor: "machine", identity: null, ...granted };
    case "self":
      return { kind: "person", actor: role, identity: identityOf(subject), ...granted };
    case "stranger":
      return { kind: "person", actor: role, identity: identityOf(stranger), ...granted };
    default:
      return { kind: "person", actor: role, identity: identityOf(colleague), ...granted };
  }
}

function identityOf({ links: [link] }: SamplePerson): NonNullable<Viewer["identity"]> {
  if (link === undefined) throw new Error("the person has no identity");
  const { provider, realm, subject: own } = link;
  return { provider, realm, subject: own };
}
