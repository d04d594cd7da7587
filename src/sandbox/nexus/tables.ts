import { sandboxRealms } from "../realms.js";
import type { NexusIdentity, NexusRole } from "./parts.js";

export type Tenant = Pick<
  NexusIdentity,
  "idpTenantId" | "idpTenantName" | "idpTenantFqdn" | "azoTenantName" | "loginDomain"
>;

/** The Auth0 tenants that Nexus knows: the sandbox's own, and an unknown one. */
const tenants: readonly Tenant[] = [
  {
    idpTenantId: 1,
    idpTenantName: "us-1",
    idpTenantFqdn: sandboxRealms.auth0,
    azoTenantName: "sandbox",
    loginDomain: "login.sandbox.example.com",
  },
  {
    idpTenantId: 9,
    idpTenantName: "eu-1",
    idpTenantFqdn: "eu.auth0.example",
    azoTenantName: "elsewhere",
    loginDomain: "login.eu.example.com",
  },
];

const roles = {
  member: { id: "role-member", name: "Member", description: "May sign in.", expires: null },
  staff: { id: "role-staff", name: "Staff", description: "Works for the district.", expires: null },
  editor: { id: "role-editor", name: "Editor", description: "May change content.", expires: null },
  partner: { id: "role-partner", name: "Partner", description: "Works for a partner.", expires: null },
  auditor: { id: "role-auditor", name: "Auditor", description: "May read reports.", expires: null },
} as const satisfies Record<string, NexusRole>;

interface ConnectionMap {
  readonly azoConnectionId: string;
  readonly groupName: string;
  /** The API whose tokens contain the role; absent: every API. */
  readonly audience?: string;
  readonly role: NexusRole;
}

/** Members of this group on this connection have this role. */
export const connectionMaps: readonly ConnectionMap[] = [
  { azoConnectionId: "district", groupName: "staff", role: roles.staff },
  { azoConnectionId: "district", groupName: "editors", role: roles.editor },
  {
    azoConnectionId: "district",
    groupName: "auditors",
    audience: "https://reports.example.com",
    role: roles.auditor,
  },
  { azoConnectionId: "self-signup", groupName: "partners", role: roles.partner },
];

/** A tenant by its id, its name, its Auth0 name or one of its domains. */
export function findTenant(name: string): Tenant | undefined {
  return tenants.find((tenant) => Object.values(tenant).map(String).includes(name));
}

/** A role by its id or name. */
export function findRole(idOrName: string): NexusRole | undefined {
  return Object.values(roles).find(({ id, name }) => id === idOrName || name === idOrName);
}
