import type { JsonObject } from "../../identity/app-metadata.js";
import { type ProviderSubject, toRealm } from "../../identity/ids.js";
import type { IdentityKey } from "../../identity/link.js";
import type { Refusal } from "../../identity/provider-error.js";
import type { CreationOrder, WriteStep } from "../../identity/writer.js";
import { nobody, toAttributeChanges, toAttributeTexts, toWish } from "./mapping.input.js";
import type { KeptAttributes } from "./mapping.js";
import { blockedStep, groupStep, passwordStep } from "./mapping.plan.js";
import { findDisguised, findTooLong } from "./mapping.refusals.js";
import type { CognitoUser, PoolNaming } from "./wire.js";

/** What the journal keeps of a creation. */
export interface NewUser {
  /** As asked for; null when Cognito's pool decides or one is to be made up. */
  readonly username: string | null;
  readonly attributes: Readonly<Record<string, string>>;
  readonly groups: readonly string[];
  readonly isBlocked: boolean;
  readonly password: "none" | "temporary" | "permanent";
  readonly invitation: "NONE" | "EMAIL" | "SMS";
  /** What is known to be impossible before Cognito is asked. */
  readonly refusals: readonly Refusal[];
}

/** Clocks of two machines may differ by so much. */
const maxSkewMs = 5 * 60_000;
const maxUsername = 128;

export function toOrder(
  input: JsonObject,
  write: Pick<CreationOrder, "writeId" | "startedAt">,
  metadata: KeptAttributes,
): CreationOrder {
  const wish = toWish({ profile: {}, own: input });
  const changes = toAttributeChanges(wish, nobody, metadata);
  const marker = metadata.writeId === "" ? {} : { [metadata.writeId]: write.writeId };
  const isTemporary = wish.isPasswordTemporary === true;
  const body: NewUser = {
    username: (wish.username as string | undefined) ?? null,
    attributes: { ...toAttributeTexts(changes), ...marker },
    groups: [...new Set((wish.groups ?? []) as readonly string[])],
    isBlocked: wish.blocked === true,
    password: typeof wish.password !== "string" ? "none" : isTemporary ? "temporary" : "permanent",
    invitation: (wish.invitation as NewUser["invitation"] | undefined) ?? "NONE",
    refusals: [...findTooLong(changes), ...findDisguised(wish, changes, metadata)],
  };
  return {
    ...write,
    realm: toRealm(String(wish.userPoolId)),
    body: body as unknown as JsonObject,
    secrets: body.password === "none" ? [] : ["password"],
  };
}

export interface ChosenName {
  /** Absent when there is none that the pool would take. */
  readonly name: string | undefined;
  readonly refusals: readonly Refusal[];
}

/** What the new user is called by, which the kind of the pool decides: an address, a number, or a name of its own. */
export function toUsername(
  order: CreationOrder,
  { usernameAttributes, aliasAttributes }: PoolNaming,
): ChosenName {
  const { username, attributes } = toNewUser(order);
  const refuse = (field: string, rule: string): ChosenName => ({
    name: undefined,
    refusals: [{ field, rule }],
  });
  if (usernameAttributes.length === 0) {
    const looksLikeAlias = aliasAttributes.includes("email") && username?.includes("@");
    if (looksLikeAlias) return refuse("username", "must not look like an e-mail address in this pool");
    return { name: username ?? order.writeId, refusals: [] };
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

/**
 * Whether the user is what an earlier attempt of the order made. By the marker where there is one; otherwise by the user
 * name, when it was made up from the write's id; otherwise by everything that was sent, and the time.
 */
export function isMadeBy(order: CreationOrder, user: CognitoUser, metadata: KeptAttributes): boolean {
  const { attributes } = toNewUser(order);
  if (metadata.writeId !== "") return user.attributes.get(metadata.writeId) === order.writeId;
  if (user.username === order.writeId) return true;
  const isNew = (user.createdAt?.getTime() ?? 0) >= order.startedAt.getTime() - maxSkewMs;
  const isOfAdmin = user.status === "FORCE_CHANGE_PASSWORD" || user.status === "CONFIRMED";
  const isAlike = Object.entries(attributes).every(([name, text]) => user.attributes.get(name) === text);
  return isNew && isOfAdmin && isAlike;
}

export function toCompletion(order: CreationOrder, subject: ProviderSubject): readonly WriteStep[] {
  const { password, groups, isBlocked } = toNewUser(order);
  const key: IdentityKey = { provider: "COGNITO", realm: order.realm, subject };
  return [
    ...(password === "permanent" ? [passwordStep(key, subject, true)] : []),
    ...groups.map((group) => groupStep(key, subject, { call: "add-group", group, field: "groups" })),
    ...(isBlocked ? [blockedStep(key, subject, true)] : []),
  ];
}

/** Cognito speaks of the user name also where it is the address, or where a made-up name can't be what is taken. */
export function toTakenField(field: string, order: CreationOrder, naming: PoolNaming): string {
  if (field !== "username") return field;
  if (naming.usernameAttributes.length > 0)
    return naming.usernameAttributes.includes("email") ? "email" : "phoneNumber";
  return toNewUser(order).username === null && naming.aliasAttributes.length > 0 ? "email" : "username";
}

export function toNewUser({ body }: CreationOrder): NewUser {
  return body as unknown as NewUser;
}
