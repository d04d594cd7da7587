import type { CreationOrder } from "../../identity/writer.js";
import { toNewUser } from "./mapping.new-user.js";
import type { CognitoUser, PoolNaming } from "./wire.js";

/**
 * Standard attributes that can hold the mark of a creation, in the order in which they are tried. No pool signs users in
 * by them, checks their form or puts them into a message of its own. Languages, names and pictures are left out: triggers
 * that write messages read those.
 */
export const markAttributes = ["website", "profile", "zoneinfo", "address"] as const;

const prefix = "urn:identity-subgraph:write:";
const markForm = /^urn:identity-subgraph:write:[0-9a-f-]{36}:[0-9a-f-]{36}$/;
/** Characters of every mark: the prefix, two UUIDs and a colon. */
const markLength = prefix.length + 2 * 36 + 1;

/**
 * The text that proves an account to be this order's: the id of the write, for whoever finds it later, and the order's
 * nonce, which is never told to anybody, so that nobody else can write it.
 */
export function toMark(order: CreationOrder): string {
  return `${prefix}${order.writeId}:${toNewUser(order).nonce}`;
}

export function isMark(text: string): boolean {
  return markForm.test(text);
}

/**
 * Where the mark of the order goes; undefined when no attribute is free in input and pool. One that the pool's
 * description leaves out is as every pool has it at first: optional and mutable.
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

/** Whether a standard attribute must hold the mark: neither an attribute of its own nor the user name proves the order. */
export function needsMark(order: CreationOrder, { usernameAttributes }: PoolNaming): boolean {
  const { writeIdAttribute, username } = toNewUser(order);
  return writeIdAttribute === "" && (usernameAttributes.length > 0 || username !== null);
}

/** Whether the user is proven to be what this order made; likeness is no proof. */
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

/** The user as readers see them: a mark shows as no value. */
export function withoutMarks(user: CognitoUser): CognitoUser {
  const isHidden = (name: string): boolean =>
    markAttributes.some((each) => each === name) && isMark(user.attributes.get(name) ?? "");
  return { ...user, attributes: new Map([...user.attributes].filter(([name]) => !isHidden(name))) };
}
