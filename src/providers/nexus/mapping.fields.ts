import { type FieldMap, mapNames, type PropertyMap } from "../../identity/field-map.js";
import { patchFields, profileTargets } from "./mapping.input.js";
import {
  NexusApplicationDeployment,
  NexusMembership,
  NexusOrganization,
  NexusSubscription,
  NexusUser,
  userFields,
} from "./types.js";
import type { NexusFields, NexusType } from "./types.kinds.js";
import { NexusAttribute, NexusCustomUpn, NexusIdpIdentity, NexusRole } from "./types.records.js";

const inType = "UpdateNexusInput";

/** Fields of PatchUser by the name of the property that shows them. */
const inputNames: ReadonlyMap<string, string> = new Map(
  Object.entries(patchFields).map(([field, readName]) => [readName ?? field, toInputName(field)]),
);

const user: FieldMap = {
  title: "A user",
  contracts: ["User"],
  outType: "NexusIdentity",
  inType,
  properties: {
    id: { out: "subject", note: "Set by Nexus." },
    ...toProperties(userFields, (name) => {
      const field = inputNames.get(name);
      return field === undefined ? { note: "Set by Nexus." } : { in: field };
    }),
  },
};

const patch: FieldMap = {
  title: "The request that changes a user",
  contracts: ["PatchUserRequest"],
  outType: "NexusIdentity",
  inType,
  properties: mapNames(Object.keys(patchFields) as (keyof typeof patchFields)[], (field) => ({
    in: toInputName(field),
    ...toShown(patchFields[field]),
  })),
};

const sync: FieldMap = {
  title: "The request that synchronizes a user",
  contracts: ["SyncUserIdentityRequest"],
  inType: "SyncNexusIdentityInput",
  properties: mapNames(["audience", "attributes", "connection", "clientUpnKey"], (name) => ({
    in: name,
    note: "A part of the request. Nexus does not return it as sent.",
  })),
};

const connection: FieldMap = {
  title: "The connection in that request",
  contracts: ["SyncConnection"],
  inType: "NexusConnectionInput",
  properties: mapNames(["connectionId", "groups"], (name) => ({
    in: name,
    note: "A part of the request. `idpIdentities` shows what Nexus made of it.",
  })),
};

const keyValue: FieldMap = {
  title: "An attribute in that request",
  contracts: ["KeyValue"],
  inType: "NexusAttributeInput",
  properties: mapNames(["key", "value"], (name) => ({
    in: name,
    note: "A part of the request. `attributes` shows what Nexus made of it.",
  })),
};

const inAnswer = { note: "A part of the answer." };

const answer: FieldMap = {
  title: "The answer to that request",
  contracts: ["SyncUserIdentityResponse"],
  outType: "SyncNexusIdentitySuccess",
  properties: {
    userId: { out: "nexusUserId", ...inAnswer },
    displayName: { out: "name", ...inAnswer },
    givenName: { out: "givenName", ...inAnswer },
    familyName: { out: "familyName", ...inAnswer },
    isAuthenticated: { out: "isAuthenticated", ...inAnswer },
    roles: { out: "roles", ...inAnswer },
    user: { out: "user", note: "A part of the answer. `identities` of the user shows the record." },
  },
};

const records: readonly FieldMap[] = [
  toRecordMap("A role", "UserRole", NexusRole),
  toRecordMap("An attribute", "UserAttribute", NexusAttribute),
  toRecordMap("A custom user principal name", "CustomUpn", NexusCustomUpn),
  toRecordMap("An Auth0 account of the user", "UserIdentity", NexusIdpIdentity),
  toRecordMap("An organization", "Organization", NexusOrganization),
  toRecordMap("A membership", "OrganizationMember", NexusMembership),
  toRecordMap("A subscription", "Subscription", NexusSubscription),
  toRecordMap("An application deployment", "ApplicationDeployment", NexusApplicationDeployment),
  toRecordMap("A user in another record", "User", NexusUser),
];

export const nexusFieldMaps: readonly FieldMap[] = [
  user,
  ...records,
  patch,
  sync,
  connection,
  keyValue,
  answer,
];

function toRecordMap(title: string, contract: string, { objectType, fields }: NexusType): FieldMap {
  return {
    title,
    contracts: [contract],
    outType: objectType.name,
    properties: toProperties(fields, () => ({ note: "Set by Nexus." })),
  };
}

function toProperties(
  fields: NexusFields,
  toIn: (name: string) => PropertyMap,
): Readonly<Record<string, PropertyMap>> {
  return Object.fromEntries(
    Object.entries(fields).map(([field, { wireName = field }]) => [
      wireName,
      { out: field, ...toIn(wireName) },
    ]),
  );
}

/** The field of the input that sets a field of PatchUser. */
function toInputName(field: string): string {
  return field === profileTargets.name ? "name" : field;
}

function toShown(readName: string | null): PropertyMap {
  if (readName === null) return { note: "Nexus does not return it." };
  const field = Object.entries(userFields).find(([name, { wireName = name }]) => wireName === readName);
  return field === undefined ? {} : { out: field[0] };
}
