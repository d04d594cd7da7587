import type { CreationOrder } from "../../identity/writer.js";
import { toNewUser } from "./mapping.new-user.js";
import type { CognitoUser, PoolNaming } from "./wire.js";

/**
 * Standard attributes that can hold the mark of a creation, in order of preference. No pool uses them for sign-in, checks
 * their form or includes them in its messages. Languages, names and pictures are not used, because triggers that write
 * messages read those.
 */
export const markAttributes = ["website", "profile", "zoneinfo", "address"] as const;

const prefix = "urn:identity-subgraph:write:";
const markForm = /^urn:identity-subgraph:write:[0-9a-f-]{36}:[0-9a-f-]{36}$/;
/** The length of every mark: the prefix, two UUIDs and a colon. */
const markLength = prefix.length + 2 * 36 + 1;

/**
 * The string that proves that this order created an account: the id of the write, for operators, and the order's nonce,
 * which is secret, so that no other program can write it.
 */
export function toMark(order: CreationOrder): string {
  return `${prefix}${order.writeId}:${toNewUser(order).nonce}`;
}

export function isMark(text: string): boolean {
  return markForm.test(text);
}

/**
 * The attribute for the order's mark; undefined when neither input nor pool leaves one free. An attribute that the pool's
 * description omits has the default settings: optional and mutable.
 */
export function toMarkAttribute(order: CreationOrder, naming: PoolNaming): string | undefined {
  const { attributes } = toNewUser(order);
  const fixed = naming.attributes.filter(
    ({ isRemovable, maxLength }) => !isRemovable || maxLength < markLength,
  );
  return markAttributes.find(
    (name) => !Object.hasOwn(attributes, name) && fixed.every((each) => each.name !== name),
  );
}

/** Whether a standard attribute must hold the mark, because neither a custom attribute nor the user name proves the order. */
export function needsMark(order: CreationOrder, { usernameAttributes }: PoolNaming): boolean {
  const { writeIdAttribute, username } = toNewUser(order);
  return writeIdAttribute === "" && (usernameAttributes.length > 0 || username !== null);
}

/** Whether the user proves to be created by this order. Equal values alone prove nothing. */
export function isMadeBy(order: CreationOrder, user: CognitoUser): boolean {
  const { username, nonce, writeIdAttribute } = toNewUser(order);
  if (username === null && user.username === nonce) return true;
  if (writeIdAttribute !== "" && user.attributes.get(writeIdAttribute) === order.writeId) return true;
  return findMarked(user, toMark(order)).length > 0;
}

/** The attributes that hold this mark. */
export function findMarked({ attributes }: CognitoUser, mark: string): readonly string[] {
  return markAttributes.filter((name) => attributes.get(name) === mark);
}

/** The user without marks, as readers see it. */
export function withoutMarks(user: CognitoUser): CognitoUser {
  const isHidden = (name: string): boolean =>
    markAttributes.some((each) => each === name) && isMark(user.attributes.get(name) ?? "");
  return { ...user, attributes: new Map([...user.attributes].filter(([name]) => !isHidden(name))) };
}
