import type { IdentityKey } from "../../identity/link.js";
import type { FieldRefusal } from "../../identity/provider-error.js";
import { type AttributeChange, contacts, type Requested, toCurrent } from "./mapping.input.js";
import { type KeptAttributes, toObject } from "./mapping.js";
import { isMark } from "./mapping.mark.js";
import type { CognitoUser } from "./wire.js";

const maxAttributeBytes = 2_048;
const maxGroups = 100;

export interface Examined {
  readonly requested: Requested;
  readonly user: CognitoUser;
  readonly key: IdentityKey;
  /** The user's groups; empty when the request changes none. */
  readonly groups: ReadonlySet<string>;
  readonly attributes: readonly AttributeChange[];
  readonly metadata: KeptAttributes;
}

/** What Cognito can't do, or would do differently than requested; empty when the change is possible. */
export function findRefusals(examined: Examined): readonly FieldRefusal[] {
  const { requested, user, groups, attributes, metadata } = examined;
  return [
    ...findWrongNames(examined),
    ...findUncleared(requested, user),
    ...findFlagsWithoutContact(requested, user),
    ...findUnreadable(requested, user, metadata),
    ...findTooLong(attributes),
    ...findDisguised(requested, attributes, metadata),
    ...findMarks(attributes),
    ...findTooManyGroups(requested, groups),
  ];
}

/** Values that are too long for an attribute. Members of one JSON value are measured and reported together. */
export function findTooLong(attributes: readonly AttributeChange[]): readonly FieldRefusal[] {
  const texts = new Set(attributes.map(({ text }) => text ?? ""));
  const tooLong = new Set([...texts].filter((text) => Buffer.byteLength(text) > maxAttributeBytes));
  const fields = attributes
    .filter(({ text }) => tooLong.has(text ?? ""))
    .map(({ field }) => (/^(app|user)Metadata\./.test(field) ? field.replace(/\..*$/s, "") : field));
  return [...new Set(fields)].map((field) => ({
    field,
    rule: `must have at most ${maxAttributeBytes} bytes of UTF-8 at Cognito, metadata as one JSON string`,
  }));
}

/** Open keys for an attribute that a field of its own writes. */
export function findDisguised(
  requested: Requested,
  attributes: readonly AttributeChange[],
  metadata: KeptAttributes,
): readonly FieldRefusal[] {
  const reserved = [metadata.app, metadata.user, metadata.writeId];
  const written = attributes
    .filter(({ field }) => !field.startsWith("json."))
    .map(({ attribute }) => attribute);
  const taken = new Set([...reserved, ...written]);
  return Object.keys((requested.json ?? {}) as object)
    .filter((attribute) => taken.has(attribute))
    .map((attribute) => ({
      field: `json.${attribute}`,
      rule: "must not be an attribute that another field writes or that this service reserves",
    }));
}

/** Values that have the form of a mark. */
export function findMarks(attributes: readonly AttributeChange[]): readonly FieldRefusal[] {
  return attributes
    .filter(({ text }) => text !== null && isMark(text))
    .map(({ field }) => ({ field, rule: "must not have the form of a mark of this service" }));
}

function findWrongNames({ requested, user, key }: Examined): readonly FieldRefusal[] {
  const refusals: FieldRefusal[] = [];
  const { username = user.username } = requested;
  if (username !== user.username)
    refusals.push({ field: "username", rule: "must stay unchanged: Cognito can't change a user name" });
  if ((requested.realm ?? key.realm) !== key.realm)
    refusals.push({
      field: "realm",
      rule: "must be the user's pool: users can't be moved",
    });
  if ((requested.subject ?? key.subject) !== key.subject)
    refusals.push({ field: "subject", rule: "must be the sub of the user" });
  return refusals;
}

/** Where the user name is the sub, the user signs in with an address or number. */
function findUncleared(requested: Requested, user: CognitoUser): readonly FieldRefusal[] {
  const signsInByContact = user.username === user.attributes.get("sub");
  const contactsCleared = contacts.filter(({ field }) => requested[field] === null && signsInByContact);
  const flagsCleared = contacts.filter(({ flag }) => requested[flag] === null);
  return [
    ...contactsCleared.map(({ field }) => ({
      field,
      rule: "must not be cleared in a pool whose users sign in with it",
    })),
    ...flagsCleared.map(({ flag }) => ({ field: flag, rule: "must be true or false" })),
  ];
}

function findFlagsWithoutContact(requested: Requested, user: CognitoUser): readonly FieldRefusal[] {
  return contacts
    .filter(({ field, flag }) => {
      const contact = requested[field] === undefined ? toCurrent(user, field) : requested[field];
      return typeof requested[flag] === "boolean" && contact === null;
    })
    .map(({ field, flag }) => ({ field: flag, rule: `must not be set without ${field}` }));
}

/** Merging would discard what another application has stored in the attribute. */
function findUnreadable(
  requested: Requested,
  user: CognitoUser,
  metadata: KeptAttributes,
): readonly FieldRefusal[] {
  const pairs = [
    ["appMetadata", metadata.app],
    ["userMetadata", metadata.user],
  ] as const;
  return pairs
    .filter(([field, attribute]) => {
      const text = user.attributes.get(attribute) ?? "";
      return requested[field] !== undefined && text !== "" && toObject(text) === undefined;
    })
    .map(([field]) => ({
      field,
      rule: "can't be merged: the value of its attribute is not a JSON object and must be fixed first",
    }));
}

function findTooManyGroups(
  { addGroups = [], removeGroups = [] }: Requested,
  groups: ReadonlySet<string>,
): readonly FieldRefusal[] {
  const leaving = new Set(removeGroups as readonly string[]);
  const staying = [...groups].filter((name) => !leaving.has(name));
  const count = new Set([...staying, ...(addGroups as readonly string[])]).size;
  return count > maxGroups && groups.size <= maxGroups
    ? [{ field: "addGroups", rule: `must leave the user in at most ${maxGroups} groups` }]
    : [];
}
