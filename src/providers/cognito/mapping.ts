import {
  type AppMetadata,
  appMetadataMembers,
  type JsonObject,
  toAppMetadata,
} from "../../identity/app-metadata.js";
import { compact } from "../../identity/fields.js";
import type { IdentityRead } from "../../identity/identity-read.js";
import { type ProviderSubject, type Realm, toSubject } from "../../identity/ids.js";
import type { IdentityKey, Link } from "../../identity/link.js";
import type { Profile } from "../../identity/profile.js";
import type { ProviderIdentity } from "../../identity/provider-identity.js";
import { isShallow } from "../../identity/wire-values.js";
import { malformed } from "./errors.js";
import { withoutMarks } from "./mapping.mark.js";
import type { CognitoSettings } from "./settings.js";
import { CognitoGroup, CognitoIdentity } from "./types.js";
import { type CognitoGroupWire, type CognitoUser, toRecord } from "./wire.js";

/** Names of the custom attributes that hold the metadata objects. */
export interface MetadataAttributes {
  readonly app: string;
  readonly user: string;
}

/** Names of the custom attributes that this service reserves. */
export interface KeptAttributes extends MetadataAttributes {
  /** Stores the id of the write that created the user; empty when no attribute does. */
  readonly writeId: string;
}

export function toMetadataAttributes(settings: CognitoSettings): KeptAttributes {
  return {
    app: settings.appMetadataAttribute,
    user: settings.userMetadataAttribute,
    writeId: settings.writeIdAttribute,
  };
}

/** Members that may have an attribute of their own. */
export const metadataMembers = {
  app: Object.keys(appMetadataMembers),
  user: ["homeroomId", "siteId"],
} as const;

/** A Cognito user in the form that all providers share. */
export class CognitoProviderIdentity implements ProviderIdentity {
  readonly provider = "COGNITO";
  readonly subject: ProviderSubject;
  readonly profile: Profile;
  readonly isBlocked: boolean | undefined;
  readonly createdAt: Date | null;
  readonly updatedAt: Date | null;
  readonly assertedKeys: readonly IdentityKey[] = [];
  readonly #attributes: MetadataAttributes;
  #appMetadata: AppMetadata | null | undefined;

  /** Without the marks of a creation in progress. */
  readonly user: CognitoUser;

  /** Throws ProviderError when the user has no `sub`. */
  constructor(
    given: CognitoUser,
    readonly realm: Realm,
    attributes: MetadataAttributes,
  ) {
    const user = withoutMarks(given);
    this.user = user;
    const text = (name: string): string | undefined => user.attributes.get(name);
    const sub = text("sub");
    if (sub === undefined) throw malformed("a user without sub");
    this.#attributes = attributes;
    this.subject = toSubject(sub);
    this.profile = compact({
      email: text("email"),
      emailVerified: toFlag(text("email_verified")),
      name: text("name"),
      givenName: text("given_name"),
      familyName: text("family_name"),
      nickname: text("nickname"),
      username: user.username,
      picture: text("picture"),
      phoneNumber: text("phone_number"),
      phoneNumberVerified: toFlag(text("phone_number_verified")),
    });
    this.isBlocked = user.isEnabled === null ? undefined : !user.isEnabled;
    this.createdAt = user.createdAt;
    this.updatedAt = user.updatedAt;
  }

  get appMetadata(): AppMetadata | undefined {
    if (this.#appMetadata === undefined) {
      const metadata = toMetadata(this.user, this.#attributes.app, metadataMembers.app);
      this.#appMetadata = metadata === undefined ? null : toAppMetadata(metadata);
    }
    return this.#appMetadata ?? undefined;
  }

  get userMetadata(): JsonObject | undefined {
    return toMetadata(this.user, this.#attributes.user, metadataMembers.user);
  }

  toRecord(): unknown {
    return toRecord(this.user);
  }

  present(link: Link, read: IdentityRead): CognitoIdentity {
    return new CognitoIdentity(link, read, this);
  }
}

export function toGroup(group: CognitoGroupWire): CognitoGroup {
  return Object.assign(new CognitoGroup(), {
    name: group.GroupName,
    description: group.Description ?? null,
    roleArn: group.RoleArn ?? null,
    precedence: group.Precedence ?? null,
    createdAt: group.CreationDate ?? null,
    updatedAt: group.LastModifiedDate ?? null,
  });
}

/**
 * The JSON object in the attribute, overridden by the members that have a custom attribute of their own
 * (`custom:districtId`). A value that is not a JSON object counts as absent; `attributes` still shows it.
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

/** Returns undefined when the text is not a JSON object. */
export function toObject(text: string | undefined): JsonObject | undefined {
  if (text === undefined) return undefined;
  try {
    const value: unknown = JSON.parse(text);
    const isObject = typeof value === "object" && value !== null && !Array.isArray(value);
    return isObject && isShallow(value) ? (value as JsonObject) : undefined;
  } catch {
    return undefined; // any application may have written the attribute; the raw text stays readable in `attributes`
  }
}

function toFlag(value: string | undefined): boolean | undefined {
  return value === undefined ? undefined : value === "true";
}
