import type { NexusRecord } from "../person.js";

export interface NexusIdentity {
  readonly id: number;
  readonly azoUserId: string;
  readonly azoConnectionId: string;
  readonly strategy: string;
  readonly groups: readonly string[];
  readonly idpTenantId: number;
  readonly idpTenantName: string;
  readonly idpTenantFqdn: string;
  readonly azoTenantName: string;
  readonly loginDomain: string;
}

export interface NexusRole {
  readonly id: string;
  readonly name: string;
  readonly description: string;
  readonly expires: string | null;
}

export interface NexusAttribute {
  readonly id: number;
  readonly userId: string;
  readonly name: string;
  readonly value: string | null;
  readonly expires: string | null;
}

export type NexusMembership = { readonly userId: string; readonly organizationId: number } & Record<
  string,
  unknown
>;

export type NexusCustomUpn = { readonly id: string; readonly clientUpnKey: string | null } & Record<
  string,
  unknown
>;

export type NexusOrganization = { readonly id: number } & Record<string, unknown>;

interface PartLists {
  readonly identities: NexusIdentity;
  readonly roles: NexusRole;
  readonly attributes: NexusAttribute;
  readonly memberOf: NexusMembership;
  readonly customUpns: NexusCustomUpn;
}

/** A list within a user; empty when the record has none. */
export function partsOf<Name extends keyof PartLists>(
  record: NexusRecord,
  name: Name,
): readonly PartLists[Name][] {
  return (record[name] ?? []) as readonly PartLists[Name][];
}
