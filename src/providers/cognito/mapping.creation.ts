import { randomUUID } from "node:crypto";
import type { JsonObject } from "../../identity/app-metadata.js";
import { toRealm } from "../../identity/ids.js";
import type { IdentityKey } from "../../identity/link.js";
import type { ProviderIdentity } from "../../identity/provider.js";
import type { FieldRefusal } from "../../identity/provider-error.js";
import type { CreationOrder, WriteStep } from "../../identity/writer.js";
import { emptyUser, toAttributeChanges, toAttributeTexts, toRequested } from "./mapping.input.js";
import type { KeptAttributes } from "./mapping.js";
import { markAttributes, needsMark, toMark, toMarkAttribute } from "./mapping.mark.js";
import { isPasswordLater, type NewUser, toNewUser } from "./mapping.new-user.js";
import { blockedStep, groupStep, passwordStep, unmarkStep } from "./mapping.plan.js";
import { findDisguised, findMarks, findTooLong } from "./mapping.refusals.js";
import type { AttributeTexts, PoolNaming } from "./wire.js";

const maxUsername = 128;

export function toOrder(
  input: JsonObject,
  write: Pick<CreationOrder, "writeId" | "startedAt">,
  metadata: KeptAttributes,
): CreationOrder {
  const requested = toRequested({ profile: {}, own: input });
  const changes = toAttributeChanges(requested, emptyUser, metadata);
  const marker = metadata.writeId === "" ? {} : { [metadata.writeId]: write.writeId };
  const isTemporary = requested.isPasswordTemporary === true;
  const body: NewUser = {
    username: (requested.username as string | undefined) ?? null,
    attributes: { ...toAttributeTexts(changes), ...marker },
    groups: [...new Set((requested.groups ?? []) as readonly string[])],
    isBlocked: requested.isBlocked === true,
    password: typeof requested.password !== "string" ? "none" : isTemporary ? "temporary" : "permanent",
    invitation: (requested.invitation as NewUser["invitation"] | undefined) ?? "NONE",
    nonce: randomUUID(),
    writeIdAttribute: metadata.writeId,
    refusals: [
      ...findTooLong(changes),
      ...findDisguised(requested, changes, metadata),
      ...findMarks(changes),
    ],
  };
  return {
    ...write,
    realm: toRealm(String(requested.realm)),
    body,
    secrets: body.password === "none" ? [] : ["password"],
  };
}

export interface ChosenName {
  /** Undefined when the pool would accept none. */
  readonly name: string | undefined;
  readonly refusals: readonly FieldRefusal[];
}

/** The user name of the new user. The pool decides whether it is an address, a phone number or a name of its own. */
export function toUsername(
  order: CreationOrder,
  { usernameAttributes, aliasAttributes }: PoolNaming,
): ChosenName {
  const { username, attributes, nonce } = toNewUser(order);
  const refuse = (field: string, rule: string): ChosenName => ({
    name: undefined,
    refusals: [{ field, rule }],
  });
  if (usernameAttributes.length === 0) {
    const looksLikeAlias = aliasAttributes.includes("email") && username?.includes("@");
    if (looksLikeAlias) return refuse("username", "must not look like an e-mail address in this pool");
    return { name: username ?? nonce, refusals: [] };
  }
  const [field, name] = usernameAttributes.includes("email")
    ? (["email", attributes.email] as const)
    : (["phoneNumber", attributes.phone_number] as const);
  if (name === undefined) return refuse(field, "must be given: users of this pool sign in with it");
  if (username !== null && username !== name)
    return refuse("username", `must be absent: in this pool it is the ${field}`);
  if (name.length > maxUsername)
    return refuse(field, `must have at most ${maxUsername} characters: it is the user name in this pool`);
  return { name, refusals: [] };
}

export interface MarkedCreation {
  readonly attributes: AttributeTexts;
  readonly refusals: readonly FieldRefusal[];
}

/** The attributes to send, with the mark. Refused when no attribute is free for it: the user could never be recognised. */
export function toMarked(order: CreationOrder, naming: PoolNaming): MarkedCreation {
  const { attributes } = toNewUser(order);
  if (!needsMark(order, naming)) return { attributes, refusals: [] };
  const markAttribute = toMarkAttribute(order, naming);
  if (markAttribute !== undefined)
    return { attributes: { ...attributes, [markAttribute]: toMark(order) }, refusals: [] };
  const rule = `must leave one of ${markAttributes.join(", ")} free that the pool neither requires nor makes immutable: it holds a mark until the creation is complete`;
  return { attributes, refusals: [{ field: "json", rule }] };
}

/** The steps after the creation. The last one removes the mark, which proves until then that this write may undo it. */
export function toCompletion(
  order: CreationOrder,
  { subject, profile }: ProviderIdentity,
): readonly WriteStep[] {
  const user = toNewUser(order);
  const { password, groups, isBlocked, nonce, writeIdAttribute } = user;
  const isMarked = writeIdAttribute === "" && profile.username !== nonce;
  const key: IdentityKey = { provider: "COGNITO", realm: order.realm, subject };
  return [
    ...(isBlocked ? [blockedStep(key, subject, true)] : []), // before there is a password to sign in with
    ...(password === "permanent" ? [passwordStep(key, subject, true)] : []),
    ...(isPasswordLater(user) ? [passwordStep(key, subject, false)] : []),
    ...groups.map((group) => groupStep(key, subject, { call: "add-group", group, field: "groups" })),
    ...(isMarked ? [unmarkStep(key, toMark(order))] : []),
  ];
}

/**
 * The field of the input whose value is taken. Cognito reports the user name even where that is the address, and where it
 * was generated and so can't be taken.
 */
export function toTakenField(field: string, order: CreationOrder, naming: PoolNaming): string {
  if (field !== "username") return field;
  if (naming.usernameAttributes.length > 0)
    return naming.usernameAttributes.includes("email") ? "email" : "phoneNumber";
  return toNewUser(order).username === null && naming.aliasAttributes.length > 0 ? "email" : "username";
}
