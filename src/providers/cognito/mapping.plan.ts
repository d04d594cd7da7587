import { z } from "zod";
import type { IdentityKey } from "../../identity/link.js";
import type { FieldRefusal } from "../../identity/provider-error.js";
import type { ChangePlan, FieldChange, WriteStep } from "../../identity/writer.js";
import { type AttributeChange, type Requested, toAttributeTexts } from "./mapping.input.js";
import type { CognitoUser } from "./wire.js";

/** The calls that a step can make. Each of them can safely be repeated. */
export const stepCall = z.enum([
  "update-attributes",
  "delete-attributes",
  "disable",
  "enable",
  "remove-group",
  "add-group",
  "set-password",
  "unmark",
]);
type StepCall = z.infer<typeof stepCall>;

/** The arguments of a call, as the journal keeps them. Each call uses some of the optional members. */
export const stepBody = z.object({
  /** The sub of a local user, the user name of a federated one: neither is ever given to another user. */
  username: z.string(),
  attributes: z.record(z.string(), z.string()).optional(),
  names: z.array(z.string()).optional(),
  group: z.string().optional(),
  isPermanent: z.boolean().optional(),
  mark: z.string().optional(),
});
type StepBody = z.input<typeof stepBody>;

export interface Planned {
  readonly key: IdentityKey;
  readonly requested: Requested;
  readonly user: CognitoUser;
  /** The user's groups; empty when the request changes none. */
  readonly groups: ReadonlySet<string>;
  readonly attributes: readonly AttributeChange[];
  readonly refusals: readonly FieldRefusal[];
}

export function toPlan({ key, requested, user, groups, attributes, refusals }: Planned): ChangePlan {
  const isLocal = user.status !== "EXTERNAL_PROVIDER";
  const username = isLocal ? key.subject : user.username;
  const leaving = toNames(requested.removeGroups).filter((name) => groups.has(name));
  const joining = toNames(requested.addGroups).filter((name) => !groups.has(name));
  const isEnabledNew = typeof requested.isBlocked === "boolean" && user.isEnabled !== !requested.isBlocked;
  const steps = [
    ...(isEnabledNew && requested.isBlocked === true ? [blockedStep(key, username, true)] : []),
    ...attributeSteps(key, username, attributes),
    ...(isEnabledNew && requested.isBlocked !== true ? [blockedStep(key, username, false)] : []),
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
      .filter(({ field, before, after }) => before !== after || isHidden(field, requested))
      .map(({ field, before, after }) => ({ field, before, after })),
    ...(isEnabledNew
      ? [{ field: "isBlocked", before: user.isEnabled === false, after: requested.isBlocked }]
      : []),
    ...leaving.map((group) => ({ field: "removeGroups", before: group, after: null })),
    ...joining.map((group) => ({ field: "addGroups", before: null, after: group })),
    ...(requested.password === undefined ? [] : [{ field: "password", before: null, after: null }]),
  ];
  return { steps, changes, refusals };
}

/** Whether the field counts as changed whatever its value is. */
function isHidden(field: string, { hidesMetadata }: Requested): boolean {
  return hidesMetadata === true && /^(app|user)Metadata\./.test(field);
}

/** Several fields may share an attribute; its value is written once. */
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
  return toStep(key, isBlocked ? "disable" : "enable", ["isBlocked"], { username });
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

/** Removes the mark of a creation from the attribute that holds it, and changes nothing else. */
export function unmarkStep(key: IdentityKey, mark: string): WriteStep {
  return toStep(key, "unmark", [], { username: key.subject, mark });
}

function toStep(key: IdentityKey, call: StepCall, fields: readonly string[], body: StepBody): WriteStep {
  return { key, call, fields, body, secrets: [] };
}

function toFields(changes: readonly AttributeChange[]): readonly string[] {
  return [...new Set(changes.map(({ field }) => field))];
}

function toNames(value: unknown): readonly string[] {
  return [...new Set((value ?? []) as readonly string[])];
}
