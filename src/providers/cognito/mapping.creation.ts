import { randomUUID } from "node:crypto";
import type { JsonObject } from "../../identity/app-metadata.js";
import { toRealm } from "../../identity/ids.js";
import type { IdentityKey } from "../../identity/link.js";
import type { ProviderIdentity } from "../../identity/provider.js";
import type { FieldRefusal } from "../../identity/provider-error.js";
import type { CreationOrder, WriteStep } from "../../identity/writer.js";
import { nobody, toAttributeChanges, toAttributeTexts, toRequested } from "./mapping.input.js";
import type { KeptAttributes } from "./mapping.js";
import { markAttributes, needsMark, toMark, toMarkAttribute } from "./mapping.mark.js";
import { type NewUser, toNewUser } from "./mapping.new-user.js";
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
  const changes = toAttributeChanges(requested, nobody, metadata);
  const marker = metadata.writeId === "" ? {} : { [metadata.writeId]: write.writeId };
  const isTemporary = requested.isPasswordTemporary === true;
  const body: NewUser = {
    username: (requested.username as string | undefined) ?? null,
    attributes: { ...toAttributeTexts(changes), ...marker },
    groups: [...new Set((requested.groups ?? []) as readonly string[])],
    isBlocked: requested.blocked === true,
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
    realm: toRealm(String(requested.userPoolId)),
    body: body as unknown as JsonObject,
    secrets: body.password === "none" ? [] : ["password"],
  };
}

export interface ChosenName {
  /** Absent when there is none that the pool would take. */
  readonly name: string | undefined;
  readonly refusals: readonly FieldRefusal[];
}

/** What the new user is called by, which the kind of the pool decides: an address, a number, or a name of its own. */
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
    return refuse("username", `must be left out: in this pool it is the ${field}`);
  if (name.length > maxUsername)
    return refuse(field, `must have ${maxUsername} characters at most: it is the user name in this pool`);
  return { name, refusals: [] };
}

export interface MarkedCreation {
  readonly attributes: AttributeTexts;
  readonly refusals: readonly FieldRefusal[];
}

/** What is sent, mark included; refused when the mark has no place, because the user could never be recognised then. */
export function toMarked(order: CreationOrder, naming: PoolNaming): MarkedCreation {
  const { attributes } = toNewUser(order);
  if (!needsMark(order, naming)) return { attributes, refusals: [] };
  const place = toMarkAttribute(order, naming);
  if (place !== undefined) return { attributes: { ...attributes, [place]: toMark(order) }, refusals: [] };
  const rule = `must leave one of ${markAttributes.join(", ")} free that the pool neither requires nor fixes: it holds the mark of the creation until it is complete`;
  return { attributes, refusals: [{ field: "json", rule }] };
}

/** The mark comes off last: until then it proves the account to be the one that may be undone. */
export function toCompletion(
  order: CreationOrder,
  { subject, profile }: ProviderIdentity,
): readonly WriteStep[] {
  const { password, groups, isBlocked, nonce, writeIdAttribute } = toNewUser(order);
  const isMarked = writeIdAttribute === "" && profile.username !== nonce;
  const key: IdentityKey = { provider: "COGNITO", realm: order.realm, subject };
  return [
    ...(password === "permanent" ? [passwordStep(key, subject, true)] : []),
    ...groups.map((group) => groupStep(key, subject, { call: "add-group", group, field: "groups" })),
    ...(isBlocked ? [blockedStep(key, subject, true)] : []),
    ...(isMarked ? [unmarkStep(key, toMark(order))] : []),
  ];
}

/** Cognito speaks of the user name also where it is the address, or where a made-up name can't be what is taken. */
export function toTakenField(field: string, order: CreationOrder, naming: PoolNaming): string {
  if (field !== "username") return field;
  if (naming.usernameAttributes.length > 0)
    return naming.usernameAttributes.includes("email") ? "email" : "phoneNumber";
  return toNewUser(order).username === null && naming.aliasAttributes.length > 0 ? "email" : "username";
}
