import { AppMetadata, UserMetadata } from "../../graphql/schema/metadata.js";
import { appMetadataMembers, type JsonObject, toAppMetadata } from "../../identity/app-metadata.js";
import { compact } from "../../identity/fields.js";
import { type Realm, toSubject } from "../../identity/ids.js";
import type { ProviderIdentity } from "../../identity/provider.js";
import type { CognitoConfig } from "./config.js";
import { malformed } from "./errors.js";
import { withoutMarks } from "./mapping.mark.js";
import { type CognitoFields, type CognitoGroup, CognitoIdentity, CognitoUserStatus } from "./types.js";
import { type CognitoGroupWire, type CognitoUser, toRecord } from "./wire.js";

/** Names of the custom attributes that hold the metadata objects. */
export interface MetadataAttributes {
  readonly app: string;
  readonly user: string;
}

/** Names of the custom attributes that this service keeps for itself. */
export interface KeptAttributes extends MetadataAttributes {
  /** Holds the id of the write that made the user; empty when none does. */
  readonly writeId: string;
}

export function toMetadataAttributes(config: CognitoConfig): KeptAttributes {
  return {
    app: config.COGNITO_APP_METADATA_ATTRIBUTE,
    user: config.COGNITO_USER_METADATA_ATTRIBUTE,
    writeId: config.COGNITO_WRITE_ID_ATTRIBUTE,
  };
}

/** Members that may have an attribute of their own. */
export const metadataMembers = {
  app: Object.keys(appMetadataMembers),
  user: ["homeroomId", "siteId"],
} as const;

export interface ReadUser {
  readonly user: CognitoUser;
  readonly pool: Realm;
  readonly attributes: MetadataAttributes;
  readonly loadGroups: () => Promise<readonly CognitoGroup[]>;
}

export function toProviderIdentity(given: ReadUser): ProviderIdentity {
  const read = { ...given, user: withoutMarks(given.user) };
  const { user, pool, attributes } = read;
  const sub = user.attributes.get("sub");
  if (sub === undefined) throw malformed("a user without sub");
  const appMetadata = toMetadata(user, attributes.app, metadataMembers.app);
  return {
    provider: "COGNITO",
    realm: pool,
    subject: toSubject(sub),
    record: toRecord(user),
    profile: compact({
      email: user.attributes.get("email"),
      emailVerified: toFlag(user.attributes.get("email_verified")),
      name: user.attributes.get("name"),
      givenName: user.attributes.get("given_name"),
      familyName: user.attributes.get("family_name"),
      nickname: user.attributes.get("nickname"),
      username: user.username,
      picture: user.attributes.get("picture"),
      phoneNumber: user.attributes.get("phone_number"),
    }),
    isBlocked: user.isEnabled === null ? undefined : !user.isEnabled,
    appMetadata: appMetadata && toAppMetadata(appMetadata),
    assertedKeys: [],
    present: (link) => CognitoIdentity.of(link, toFields(read, appMetadata)),
  };
}

export function toGroup(group: CognitoGroupWire): CognitoGroup {
  return {
    name: group.GroupName,
    description: group.Description ?? null,
    roleArn: group.RoleArn ?? null,
    precedence: group.Precedence ?? null,
    createdAt: group.CreationDate ?? null,
    updatedAt: group.LastModifiedDate ?? null,
  };
}

function toFields(
  { user, attributes, loadGroups }: ReadUser,
  appMetadata: JsonObject | undefined,
): CognitoFields {
  const text = (name: string): string | null => user.attributes.get(name) ?? null;
  const userMetadata = toMetadata(user, attributes.user, metadataMembers.user);
  return {
    username: user.username,
    isEnabled: user.isEnabled,
    status: user.status === null ? null : toStatus(user.status),
    createdAt: user.createdAt,
    updatedAt: user.updatedAt,
    email: text("email"),
    emailVerified: toFlag(user.attributes.get("email_verified")) ?? null,
    phoneNumber: text("phone_number"),
    phoneNumberVerified: toFlag(user.attributes.get("phone_number_verified")) ?? null,
    name: text("name"),
    givenName: text("given_name"),
    familyName: text("family_name"),
    middleName: text("middle_name"),
    nickname: text("nickname"),
    preferredUsername: text("preferred_username"),
    picture: text("picture"),
    profile: text("profile"),
    website: text("website"),
    address: text("address"),
    birthdate: text("birthdate"),
    gender: text("gender"),
    locale: text("locale"),
    zoneinfo: text("zoneinfo"),
    appMetadata: appMetadata === undefined ? null : AppMetadata.of(toAppMetadata(appMetadata)),
    userMetadata: userMetadata === undefined ? null : UserMetadata.of(userMetadata),
    attributes: [...user.attributes].map(([name, value]) => ({ name, value })).sort(byName),
    preferredMfaSetting: user.mfa?.preferred ?? null,
    mfaSettings: user.mfa?.settings ?? null,
    loadGroups,
  };
}

/**
 * The JSON object in the attribute, and over it the members that have a custom attribute of their own
 * (`custom:districtId`). Text that is no JSON object counts as absent; `attributes` still shows it.
 */
function toMetadata(
  user: CognitoUser,
  attribute: string,
  members: readonly string[],
): JsonObject | undefined {
  const own = members
    .map((member) => [member, user.attributes.get(toOwnAttribute(member))] as const)
    .filter(([, value]) => value !== undefined);
  const json = toObject(user.attributes.get(attribute));
  if (json === undefined && own.length === 0) return undefined;
  return { ...json, ...Object.fromEntries(own) };
}

/**
 * The attribute that may hold a member of the metadata by itself: `custom:` and 20 characters, so of the members only
 * passwordResetRequired loses its last letter.
 */
export function toOwnAttribute(member: string): string {
  return `custom:${member.slice(0, 20)}`;
}

/** Undefined when the text is no JSON object. */
export function toObject(text: string | undefined): JsonObject | undefined {
  if (text === undefined) return undefined;
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === "object" && value !== null && !Array.isArray(value)
      ? (value as JsonObject)
      : undefined;
  } catch {
    return undefined; // any application may have written the attribute; the raw text stays readable in `attributes`
  }
}

function toStatus(status: string): CognitoUserStatus {
  const known = Object.values(CognitoUserStatus).find((each) => each === status);
  return known ?? CognitoUserStatus.UNKNOWN;
}

function toFlag(value: string | undefined): boolean | undefined {
  return value === undefined ? undefined : value === "true";
}

function byName(left: { readonly name: string }, right: { readonly name: string }): number {
  return left.name < right.name ? -1 : 1;
}
