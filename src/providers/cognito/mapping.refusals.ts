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
  /** Groups that the user is in; empty when no group was asked for. */
  readonly groups: ReadonlySet<string>;
  readonly attributes: readonly AttributeChange[];
  readonly metadata: KeptAttributes;
}

/** What Cognito can't do, or would do otherwise than asked; empty when the change can be made. */
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

/** Values that are longer than an attribute; members of one JSON text are measured and reported once. */
export function findTooLong(attributes: readonly AttributeChange[]): readonly FieldRefusal[] {
  const texts = new Set(attributes.map(({ text }) => text ?? ""));
  const tooLong = new Set([...texts].filter((text) => Buffer.byteLength(text) > maxAttributeBytes));
  const fields = attributes
    .filter(({ text }) => tooLong.has(text ?? ""))
    .map(({ field }) => (/^(app|user)Metadata\./.test(field) ? field.replace(/\..*$/s, "") : field));
  return [...new Set(fields)].map((field) => ({
    field,
    rule: `must have ${maxAttributeBytes} bytes of UTF-8 at most at Cognito, metadata as one JSON text`,
  }));
}

/** Open keys that are the attribute of a field: two answers to one question. */
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
      rule: "must not be an attribute that another field writes or that this service keeps for itself",
    }));
}

/** Texts that would pass for the mark of a creation. */
export function findMarks(attributes: readonly AttributeChange[]): readonly FieldRefusal[] {
  return attributes
    .filter(({ text }) => text !== null && isMark(text))
    .map(({ field }) => ({ field, rule: "must not have the form of a mark of this service" }));
}

function findWrongNames({ requested, user, key }: Examined): readonly FieldRefusal[] {
  const refusals: FieldRefusal[] = [];
  const { username = user.username } = requested;
  if (username !== user.username)
    refusals.push({ field: "username", rule: "must stay as it is: Cognito never changes a user name" });
  if ((requested.userPoolId ?? key.realm) !== key.realm)
    refusals.push({
      field: "userPoolId",
      rule: "must be the pool that the user is in: users can't be moved",
    });
  if ((requested.subject ?? key.subject) !== key.subject)
    refusals.push({ field: "subject", rule: "must be the sub of the user" });
  return refusals;
}

/** Where the user name is the sub, an address or number was given as user name: one to sign in with. */
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

/** Merging would throw away what some other application has put there. */
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
      rule: "can't be merged: the attribute that should hold it is no JSON object, and has to be mended first",
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
    ? [{ field: "addGroups", rule: `must leave the user in ${maxGroups} groups at most` }]
    : [];
}
