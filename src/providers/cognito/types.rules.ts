import { ArrayMaxSize, IsArray, IsEmail, IsString, IsUrl, Length, Matches } from "class-validator";
import { type JsonBounds, membersWithin } from "../../graphql/inputs/bounded-json.js";
import type { UserMetadataInput } from "../../graphql/inputs/metadata.js";
import { MaxBytes, toRule } from "../../graphql/inputs/rules.js";

/** Rules of Cognito that class-validator does not know. None of their messages holds a value or a key that was sent. */

/** Cognito counts a value in bytes; an empty one would delete the attribute. */
export const maxAttributeBytes = 2_048;
export const maxGroups = 100;

/**
 * A pool has 50 custom attributes at most (quotas of Cognito), and ten standard ones have no field of their own. The values
 * are texts.
 */
export const attributeBounds: JsonBounds = { maxKeys: 60, maxDepth: 1 };

export function AttributeText(): PropertyDecorator {
  const isNotEmpty = Length(1, undefined, { message: "$property must not be empty" });
  return all(IsString(), isNotEmpty, MaxBytes(maxAttributeBytes));
}

export function EmailForm(): PropertyDecorator {
  return IsEmail({}, { message: "$property must be an e-mail address" });
}

export function PhoneForm(): PropertyDecorator {
  return Matches(/^\+[0-9]{1,15}$/, { message: "$property must be + and 1 to 15 digits" });
}

export function PictureForm(): PropertyDecorator {
  const rules = { protocols: ["http", "https"], require_protocol: true, require_tld: false };
  const isUrl = IsUrl(
    { ...rules, validate_length: false },
    { message: "$property must be an http or https address" },
  );
  return all(isUrl, MaxBytes(maxAttributeBytes));
}

export function UsernameForm(): PropertyDecorator {
  return all(
    IsString(),
    Length(1, 128, { message: "$property must have 1 to 128 characters" }),
    Matches(/^\S*$/, { message: "$property must not contain whitespace" }),
  );
}

export function PasswordForm(): PropertyDecorator {
  return all(
    IsString(),
    Length(1, 256, { message: "$property must have 1 to 256 characters" }),
    Matches(/^\S*$/, { message: "$property must not contain whitespace" }),
  );
}

export function PoolIdForm(): PropertyDecorator {
  const rule = { message: "$property must be a user pool id such as us-east-1_Ab12Cd34E" };
  return all(Matches(/^[\w-]+_[0-9a-zA-Z]+$/, rule), Length(1, 55));
}

export function GroupNames(): PropertyDecorator {
  const form = {
    each: true,
    message: "each value in $property must have 1 to 128 characters without whitespace",
  };
  return all(
    IsArray(),
    ArrayMaxSize(maxGroups, { message: `$property must have at most ${maxGroups} groups` }),
    Matches(/^\S{1,128}$/, form),
  );
}

/** For a list that must have nothing in common with another one. */
export function DisjointFrom(other: string): PropertyDecorator {
  return toRule("disjointFrom", `must not name a group that ${other} names`, (value, { object }) => {
    const others = toFields(object)[other];
    if (!Array.isArray(value) || !Array.isArray(others)) return true;
    const names = new Set<unknown>(others);
    return !value.some((each) => names.has(each));
  });
}

/** For a field that says something of another one, which has to be there too. */
export function OnlyWith(other: string): PropertyDecorator {
  return toRule("onlyWith", `is only allowed together with ${other}`, (_value, { object }) => {
    return (toFields(object)[other] ?? null) !== null;
  });
}

/** Cognito has no place for what these members mean. */
export function NoAuth0Members(): PropertyDecorator {
  const rule = "must not have mfaOptIn or notificationSubscriptions, which exist at Auth0 only";
  return toRule("noAuth0Members", rule, (value) => {
    const { mfaOptIn, notificationSubscriptions } = (value ?? {}) as UserMetadataInput;
    return mfaOptIn === undefined && notificationSubscriptions === undefined;
  });
}

/** Attributes by their full names; their values are texts, and null where that may delete one. */
export function AttributesByName({ isNullAllowed }: { readonly isNullAllowed: boolean }): PropertyDecorator {
  const values = `strings of 1 to ${maxAttributeBytes} bytes of UTF-8, numbers or booleans${isNullAllowed ? ", or null" : ""}`;
  const rule = `must have names of 1 to 32 characters, without whitespace, and ${values}`;
  const isValue = (value: unknown): boolean =>
    (value === null && isNullAllowed) ||
    typeof value === "number" ||
    typeof value === "boolean" ||
    (typeof value === "string" && value !== "" && Buffer.byteLength(value) <= maxAttributeBytes);
  return toRule("attributes", rule, (attributes) => {
    for (const { key = "", value } of membersWithin(attributes, attributeBounds)) {
      if (!/^\S{1,32}$/u.test(key) || !isValue(value)) return false;
    }
    return true;
  });
}

/** An invitation contains a temporary password and needs an address. */
export function CanInvite(): PropertyDecorator {
  const rule = "must be NONE with a password that is not temporary, and must not be SMS without phoneNumber";
  return toRule("canInvite", rule, (invitation, { object }) => {
    const { password, isPasswordTemporary, phoneNumber } = toFields(object);
    const isLasting = typeof password === "string" && isPasswordTemporary !== true;
    return invitation === "NONE" || (!isLasting && (invitation !== "SMS" || typeof phoneNumber === "string"));
  });
}

function all(...rules: readonly PropertyDecorator[]): PropertyDecorator {
  return (target, propertyName) => {
    for (const rule of rules) rule(target, propertyName);
  };
}

function toFields(input: object): Readonly<Record<string, unknown>> {
  return input as Readonly<Record<string, unknown>>;
}
