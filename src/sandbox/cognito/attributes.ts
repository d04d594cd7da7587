import type { PoolPlan } from "./pool-plan.js";
import type { Attributes, PoolUser } from "./pool-user.js";
import { invalidParameter } from "./refusal.js";

export interface AttributeInput {
  readonly Name: string;
  readonly Value?: string | undefined;
}

const text = /^/u;
/** The attributes that every pool has, and the form of their values. */
const standardAttributes: ReadonlyMap<string, RegExp> = new Map([
  ...["name", "given_name", "family_name", "middle_name", "nickname", "preferred_username", "address"].map(
    (name) => [name, text] as const,
  ),
  ...["profile", "picture", "website", "gender", "zoneinfo", "locale"].map((name) => [name, text] as const),
  ["email", /^[^\s@]+@[^\s@]+\.[^\s@]+$/u],
  ["email_verified", /^(?:true|false)$/iu],
  ["phone_number", /^\+[0-9]{1,15}$/u],
  ["phone_number_verified", /^(?:true|false)$/iu],
  ["birthdate", /^[0-9]{4}-[0-9]{2}-[0-9]{2}$/u],
  ["updated_at", /^[0-9]+$/u],
]);
const formErrors: Readonly<Record<string, string>> = {
  email: "Invalid email address format.",
  phone_number: "Invalid phone number format.",
};
const undeclared = "Attribute does not exist in the schema.";
const immutable = "Attribute cannot be updated. (changing an immutable attribute)";
const contacts = [
  { contact: "email", verified: "email_verified" },
  { contact: "phone_number", verified: "phone_number_verified" },
] as const;

/** The attributes of a new user; an empty value counts as absent. */
export function toNewAttributes(inputs: readonly AttributeInput[], plan: PoolPlan): Attributes {
  const changes = toChanges(inputs);
  for (const name of changes.keys()) {
    if (name === "sub" || !isDeclared(name, plan)) {
      throw invalidParameter(
        `Attributes did not conform to the schema: ${name}: ${name === "sub" ? immutable : undeclared}\n`,
      );
    }
  }
  checkForms(changes);
  const attributes = Object.fromEntries([...changes].filter(([, value]) => value !== ""));
  for (const name of requiredOf(plan)) {
    if (attributes[name] !== undefined) continue;
    throw invalidParameter(`Attributes did not conform to the schema: ${name}: The attribute is required\n`);
  }
  checkVerified(attributes);
  return attributes;
}

/**
 * The attributes after an update: others stay, an empty value deletes. An address or phone number that is written without
 * its verified flag counts as unverified, even when its value does not change.
 */
export function toUpdatedAttributes(
  user: PoolUser,
  inputs: readonly AttributeInput[],
  plan: PoolPlan,
): Attributes {
  const changes = toChanges(inputs);
  for (const name of changes.keys()) checkMutable(name, plan);
  checkForms(changes);
  if (plan.keepsEmailUntilVerified && changes.get("email") && changes.get("email_verified") !== "true") {
    changes.delete("email");
  }
  for (const { contact, verified } of contacts) {
    if (changes.has(contact) && !changes.has(verified)) changes.set(verified, "false");
    if (changes.get(contact) === "") changes.set(verified, "");
  }
  const attributes = withChanges(user.attributes, changes);
  checkRequired(attributes, plan);
  checkVerified(attributes);
  return attributes;
}

/** The attributes without the deleted ones; deleting an address also deletes its verified flag. */
export function withoutAttributes(user: PoolUser, names: readonly string[], plan: PoolPlan): Attributes {
  for (const name of names) checkMutable(name, plan);
  const verified = contacts.filter(({ contact }) => names.includes(contact)).map((pair) => pair.verified);
  const attributes = withChanges(user.attributes, new Map([...names, ...verified].map((name) => [name, ""])));
  checkRequired(attributes, plan);
  return attributes;
}

/** Every attribute of the pool, in AWS's description of it. */
export function toSchemaAttributes(plan: PoolPlan): readonly Readonly<Record<string, unknown>>[] {
  const names = [
    "sub",
    ...standardAttributes.keys(),
    ...Object.keys(plan.customAttributes).map(toCustomName),
  ];
  return names.map((Name) => ({
    Name,
    AttributeDataType: isBoolean(Name) ? "Boolean" : Name === "updated_at" ? "Number" : "String",
    Mutable: isMutable(Name, plan),
    Required: requiredOf(plan).includes(Name),
    ...(isText(Name) && { StringAttributeConstraints: { MinLength: "0", MaxLength: "2048" } }),
  }));
}

/** The last value of a repeated name counts. Booleans are stored in lower case. */
function toChanges(inputs: readonly AttributeInput[]): Map<string, string> {
  return new Map(inputs.map(({ Name, Value = "" }) => [Name, isBoolean(Name) ? Value.toLowerCase() : Value]));
}

function withChanges(attributes: Attributes, changes: ReadonlyMap<string, string>): Attributes {
  const merged = Object.entries({ ...attributes, ...Object.fromEntries(changes) });
  return Object.fromEntries(merged.filter(([, value]) => value !== ""));
}

function toCustomName(name: string): string {
  return `custom:${name}`;
}

function isBoolean(name: string): boolean {
  return contacts.some(({ verified }) => verified === name);
}

function isDeclared(name: string, plan: PoolPlan): boolean {
  return standardAttributes.has(name) || findCustom(name, plan) !== undefined;
}

function isText(name: string): boolean {
  return !isBoolean(name) && name !== "updated_at";
}

function isMutable(name: string, plan: PoolPlan): boolean {
  const isFixed = plan.standardAttributes[name]?.isMutable === false;
  return name !== "sub" && !isFixed && findCustom(name, plan)?.isMutable !== false;
}

function requiredOf({ signIn, standardAttributes }: PoolPlan): readonly string[] {
  const required = Object.entries(standardAttributes).filter(([, { isRequired }]) => isRequired);
  return [...(signIn === "email" ? ["email"] : []), ...required.map(([name]) => name)];
}

function findCustom(
  name: string,
  { customAttributes }: PoolPlan,
): { readonly isMutable: boolean } | undefined {
  const declared = Object.keys(customAttributes).find((each) => toCustomName(each) === name);
  return declared === undefined ? undefined : customAttributes[declared];
}

function checkMutable(name: string, plan: PoolPlan): void {
  if (name !== "sub" && !isDeclared(name, plan)) throw invalidParameter(`user.${name}: ${undeclared}\n`);
  if (!isMutable(name, plan)) throw invalidParameter(`user.${name}: ${immutable}\n`);
}

function checkForms(changes: ReadonlyMap<string, string>): void {
  for (const [name, value] of changes) {
    if (value === "" || standardAttributes.get(name)?.test(value) !== false) continue;
    throw invalidParameter(
      formErrors[name] ?? `Attributes did not conform to the schema: ${name}: Invalid value.\n`,
    );
  }
}

function checkRequired(attributes: Attributes, plan: PoolPlan): void {
  for (const name of requiredOf(plan)) {
    if (attributes[name] !== undefined) continue;
    throw invalidParameter(`user.${name}: Attribute is required and cannot be deleted.\n`);
  }
}

function checkVerified(attributes: Attributes): void {
  for (const { contact, verified } of contacts) {
    if (attributes[verified] !== "true" || attributes[contact] !== undefined) continue;
    throw invalidParameter(`${contact} is required to set ${verified}.`);
  }
}
