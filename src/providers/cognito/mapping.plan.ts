import type { JsonObject } from "../../identity/app-metadata.js";
import type { IdentityKey } from "../../identity/link.js";
import type { FieldRefusal } from "../../identity/provider-error.js";
import type { ChangePlan, FieldChange, WriteStep } from "../../identity/writer.js";
import { type AttributeChange, type Requested, toAttributeTexts } from "./mapping.input.js";
import type { CognitoUser } from "./wire.js";

/** The calls that a step can be. Every one of them may be taken twice without harm. */
export type Call =
  | "update-attributes"
  | "delete-attributes"
  | "disable"
  | "enable"
  | "remove-group"
  | "add-group"
  | "set-password"
  | "unmark";

/** What the calls need; each its own part of it. */
export interface StepBody {
  /** What the user is called by: the sub of a local user, the user name of a federated one. Neither passes to another user. */
  readonly username: string;
  readonly attributes?: Readonly<Record<string, string>>;
  readonly names?: readonly string[];
  readonly group?: string;
  readonly isPermanent?: boolean;
  readonly mark?: string;
}

export interface Planned {
  readonly key: IdentityKey;
  readonly requested: Requested;
  readonly user: CognitoUser;
  /** Groups that the user is in; empty when no group was asked for. */
  readonly groups: ReadonlySet<string>;
  readonly attributes: readonly AttributeChange[];
  readonly refusals: readonly FieldRefusal[];
}

export function toPlan({ key, requested, user, groups, attributes, refusals }: Planned): ChangePlan {
  const isLocal = user.status !== "EXTERNAL_PROVIDER";
  const username = isLocal ? key.subject : user.username;
  const leaving = toNames(requested.removeGroups).filter((name) => groups.has(name));
  const joining = toNames(requested.addGroups).filter((name) => !groups.has(name));
  const isEnabledNew = typeof requested.blocked === "boolean" && user.isEnabled !== !requested.blocked;
  const steps = [
    ...attributeSteps(key, username, attributes),
    ...(isEnabledNew ? [blockedStep(key, username, requested.blocked === true)] : []),
    ...leaving.map((group) =>
      groupStep(key, username, { call: "remove-group", group, field: "removeGroups" }),
    ),
    ...joining.map((group) => groupStep(key, username, { call: "add-group", group, field: "addGroups" })),
    ...(requested.password === undefined
      ? []
      : [passwordStep(key, username, requested.isPasswordTemporary !== true)]),
  ];
  const changes: FieldChange[] = [
    ...attributes
      .filter(({ before, after }) => before !== after)
      .map(({ field, before, after }) => ({ field, before, after })),
    ...(isEnabledNew
      ? [{ field: "blocked", before: user.isEnabled === false, after: requested.blocked }]
      : []),
    ...leaving.map((group) => ({ field: "removeGroups", before: group, after: null })),
    ...joining.map((group) => ({ field: "addGroups", before: null, after: group })),
    ...(requested.password === undefined ? [] : [{ field: "password", before: null, after: null }]),
  ];
  return { steps, changes, refusals };
}

/** Several fields may lie in one attribute, so its text is taken once. */
function attributeSteps(
  key: IdentityKey,
  username: string,
  changes: readonly AttributeChange[],
): readonly WriteStep[] {
  const written = changes.filter(({ text }) => text !== null);
  const deleted = changes.filter(({ text }) => text === null);
  const attributes = toAttributeTexts(changes);
  const names = deleted.map(({ attribute }) => attribute);
  return [
    ...(written.length > 0
      ? [toStep(key, "update-attributes", toFields(written), { username, attributes })]
      : []),
    ...(deleted.length > 0 ? [toStep(key, "delete-attributes", toFields(deleted), { username, names })] : []),
  ];
}

export function blockedStep(key: IdentityKey, username: string, isBlocked: boolean): WriteStep {
  return toStep(key, isBlocked ? "disable" : "enable", ["blocked"], { username });
}

export function groupStep(
  key: IdentityKey,
  username: string,
  change: { readonly call: "add-group" | "remove-group"; readonly group: string; readonly field: string },
): WriteStep {
  return toStep(key, change.call, [change.field], { username, group: change.group });
}

export function passwordStep(key: IdentityKey, username: string, isPermanent: boolean): WriteStep {
  const step = toStep(key, "set-password", ["password"], { username, isPermanent });
  return { ...step, secrets: ["password"] };
}

/** Takes the mark of a creation off, wherever it is; nothing else is touched. */
export function unmarkStep(key: IdentityKey, mark: string): WriteStep {
  return toStep(key, "unmark", [], { username: key.subject, mark });
}

function toStep(key: IdentityKey, call: Call, fields: readonly string[], body: StepBody): WriteStep {
  return { key, call, fields, body: body as unknown as JsonObject, secrets: [] };
}

function toFields(changes: readonly AttributeChange[]): readonly string[] {
  return [...new Set(changes.map(({ field }) => field))];
}

function toNames(value: unknown): readonly string[] {
  return [...new Set((value ?? []) as readonly string[])];
}
