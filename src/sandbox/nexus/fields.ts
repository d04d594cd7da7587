/** A list can be selected, but neither compared nor ordered by. */
export type FieldType = "text" | "number" | "boolean" | "date" | "list";

export interface Field {
  /** The member of the record that holds it. */
  readonly property: string;
  readonly type: FieldType;
  /** Compared case-insensitively. */
  readonly ignoresCase?: boolean;
}

/** What the OData options may name on one kind of record. */
export interface Resource {
  readonly fields: ReadonlyMap<string, Field>;
  /** Parts that are omitted unless `expand` names them. */
  readonly expandable: ReadonlySet<string>;
}

const audit = { created: "date", createdBy: "text", modified: "date", modifiedBy: "text" } as const;

const userFields = toFields({
  id: "text",
  type: "text",
  ownerId: "text",
  username: "text",
  recoveryEmailAddress: "text",
  phoneNumber: "text",
  displayName: "text",
  givenName: "text",
  familyName: "text",
  nickname: "text",
  picture: "text",
  language: "text",
  isActive: "boolean",
  isMfaDisabled: "boolean",
  mfaEnrollmentStatus: "text",
  authenticationMethod: "text",
  organizationId: "number",
  ...audit,
});

/** Without fields that have a hyphen, which are not OData identifiers. `emailAddress` is compared case-insensitively. */
export const userResource: Resource = {
  fields: new Map<string, Field>([
    ...userFields,
    ["emailAddress", { property: "emailAddress", type: "text", ignoresCase: true }],
  ]),
  expandable: new Set([
    "owner",
    "organization",
    "memberOf",
    "identities",
    "roles",
    "attributes",
    "customUpns",
    "subscriptions",
    "applicationDeployments",
  ]),
};

export const memberResource: Resource = {
  fields: toFields({
    id: "text",
    userId: "text",
    organizationId: "number",
    organizationName: "text",
    organizationDisplayName: "text",
    roles: "list",
    isGuest: "boolean",
    isMfaRequired: "boolean",
    isMembershipMfaRequired: "boolean",
    ...audit,
  }),
  expandable: new Set(["user"]),
};

/** Names that filter and order a list of users; the contract's example calls the id `userId` there. */
export const userListResource: Resource = {
  ...userResource,
  fields: new Map<string, Field>([...userResource.fields, ["userId", { property: "id", type: "text" }]]),
};

function toFields(types: Readonly<Record<string, FieldType>>): ReadonlyMap<string, Field> {
  return new Map(Object.entries(types).map(([property, type]) => [property, { property, type }]));
}
