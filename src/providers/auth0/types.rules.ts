import { defaultJsonBounds, membersWithin } from "../../graphql/inputs/bounded-json.js";
import type { AppMetadataInput } from "../../graphql/inputs/metadata.js";
import { toRule } from "../../graphql/inputs/rules.js";
import type { JsonObject } from "../../identity/app-metadata.js";

/** Rules of Auth0 that class-validator does not know. None of their messages holds a value or a key that was sent. */

/** Auth0 keeps these for itself. */
const reservedAppMetadata: readonly string[] = [
  "__tenant",
  "_id",
  "blocked",
  "clientID",
  "created_at",
  "email_verified",
  "email",
  "globalClientID",
  "global_client_id",
  "identities",
  "lastIP",
  "lastLogin",
  "loginsCount",
  "metadata",
  "multifactor_last_modified",
  "multifactor",
  "updated_at",
  "user_id",
];

/** Bounds in characters as JSON Schema counts them: an emoji is one, and a sign that only changes its look is another. */
export function Characters(min: number, max = Number.POSITIVE_INFINITY): PropertyDecorator {
  const words = max === Number.POSITIVE_INFINITY ? `at least ${min}` : `${min} to ${max}`;
  return toRule("length", `must have ${words} characters`, (value) => {
    const isNear = typeof value === "string" && value.length <= 2 * max; // a character has two code units at most
    const length = isNear ? [...value].length : -1;
    return length >= min && length <= max;
  });
}

/** A whole http or https address of RFC 3986: Auth0 takes no relative one, and nothing that would have to be escaped. */
export function StrictUri(): PropertyDecorator {
  return toRule("strictUri", "must be an absolute http or https address, with no blank in it", (value) => {
    const isSpelt =
      typeof value === "string" &&
      /^https?:\/\/(?:[a-z0-9\-._~:/?#[\]@!$&'()*+,;=]|%[0-9a-f]{2})+$/i.test(value);
    return isSpelt && URL.canParse(value);
  });
}

/** For a field that says something of another one, which has to be there too. */
export function OnlyWith(...others: readonly string[]): PropertyDecorator {
  return toRule("onlyWith", `is only allowed together with ${others.join(" or ")}`, (_value, { object }) =>
    others.some((name) => (object as Readonly<Record<string, unknown>>)[name] !== undefined),
  );
}

/** No key, however deep, may have a dot or a dollar sign in it. */
export function MetadataKeys(): PropertyDecorator {
  return toRule("metadataKeys", "must have no key with a dot or a dollar sign in it", (value) => {
    for (const { key } of membersWithin(value, metadataBounds)) {
      if (key !== undefined && /[.$]/.test(key)) return false;
    }
    return true;
  });
}

/** Of an input of metadata, whose members of open JSON have bounds of their own: three of them and the named ones. */
const metadataBounds = {
  maxKeys: 4 * defaultJsonBounds.maxKeys,
  maxDepth: defaultJsonBounds.maxDepth + 1,
};

export function NoReservedKeys(): PropertyDecorator {
  return toRule(
    "reservedKeys",
    `must have none of the keys ${reservedAppMetadata.join(", ")}`,
    (value) => !reservedAppMetadata.some((key) => hasKey((value ?? {}) as AppMetadataInput, key)),
  );
}

export function NoIsExternal(): PropertyDecorator {
  return toRule(
    "noIsExternal",
    "must not have isExternal, which exists at Cognito only",
    (value) => !hasKey((value ?? {}) as AppMetadataInput, "isExternal"),
  );
}

/** Whether a key is to be changed, as a field of the input or in its open JSON. */
function hasKey(input: AppMetadataInput, key: string): boolean {
  const isOpen = Object.hasOwn(input.json ?? {}, key);
  return isOpen || (Object.hasOwn(input, key) && (input as JsonObject)[key] !== undefined);
}
