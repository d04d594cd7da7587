import { defaultJsonBounds, membersWithin } from "../../graphql/inputs/bounded-json.js";
import type { AppMetadataInput } from "../../graphql/inputs/metadata.js";
import { toRule } from "../../graphql/inputs/rules.js";
import type { JsonObject } from "../../identity/app-metadata.js";

/** Auth0's rules that class-validator does not have. No message contains a value or a key that the caller sent. */

/** Keys that Auth0 reserves. */
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

/** What Auth0 sets itself and shows with a user. Its PATCH ignores or refuses unknown members, depending on the tenant. */
const serverOwned: readonly string[] = [
  "user_id",
  "_id",
  "created_at",
  "updated_at",
  "identities",
  "last_login",
  "last_ip",
  "last_password_reset",
  "logins_count",
  "multifactor",
];

export function NoServerOwned(): PropertyDecorator {
  const rule = `must not have ${serverOwned.join(", ")}, which Auth0 sets itself`;
  return toRule("serverOwned", rule, (value) => !serverOwned.some((key) => Object.hasOwn(value ?? {}, key)));
}

/** The length in characters, as JSON Schema counts them: Unicode code points. */
export function Characters(min: number, max = Number.POSITIVE_INFINITY): PropertyDecorator {
  const words = max === Number.POSITIVE_INFINITY ? `at least ${min}` : `${min} to ${max}`;
  return toRule("length", `must have ${words} characters`, (value) => {
    const isNear = typeof value === "string" && value.length <= 2 * max; // a character has at most two code units
    const length = isNear ? [...value].length : -1;
    return length >= min && length <= max;
  });
}

/** An absolute http or https URL by RFC 3986: Auth0 accepts neither relative URLs nor characters that must be escaped. */
export function StrictUri(): PropertyDecorator {
  return toRule("strictUri", "must be an absolute http or https URL without whitespace", (value) => {
    const isSpelt =
      typeof value === "string" &&
      /^https?:\/\/(?:[a-z0-9\-._~:/?#[\]@!$&'()*+,;=]|%[0-9a-f]{2})+$/i.test(value);
    return isSpelt && URL.canParse(value);
  });
}

/** For a field that is only meaningful together with another field. */
export function OnlyWith(...others: readonly string[]): PropertyDecorator {
  return toRule("onlyWith", `is only allowed together with ${others.join(" or ")}`, (_value, { object }) =>
    others.some((name) => (object as Readonly<Record<string, unknown>>)[name] !== undefined),
  );
}

/** No key at any depth may contain a dot or a dollar sign. */
export function MetadataKeys(): PropertyDecorator {
  return toRule("metadataKeys", "must not have a key that contains a dot or a dollar sign", (value) => {
    for (const { key } of membersWithin(value, metadataBounds)) {
      if (key !== undefined && /[.$]/.test(key)) return false;
    }
    return true;
  });
}

/** Bounds of a metadata input. Its three members of open JSON have bounds of their own. */
const metadataBounds = {
  maxKeys: 4 * defaultJsonBounds.maxKeys,
  maxDepth: defaultJsonBounds.maxDepth + 1,
};

export function NoReservedKeys(): PropertyDecorator {
  return toRule(
    "reservedKeys",
    `must not have the keys ${reservedAppMetadata.join(", ")}`,
    (value) => !reservedAppMetadata.some((key) => hasKey((value ?? {}) as AppMetadataInput, key)),
  );
}

export function NoIsExternal(): PropertyDecorator {
  return toRule(
    "noIsExternal",
    "must not have isExternal, which exists only at Cognito",
    (value) => !hasKey((value ?? {}) as AppMetadataInput, "isExternal"),
  );
}

/** Whether the input changes the key, as a field or in its open JSON. */
function hasKey(input: AppMetadataInput, key: string): boolean {
  const isOpen = Object.hasOwn(input.json ?? {}, key);
  return isOpen || (Object.hasOwn(input, key) && (input as JsonObject)[key] !== undefined);
}
