import type { JsonObject } from "./app-metadata.js";
import type { IdentityUpdate } from "./writer.js";

/**
 * Names of the fields that an update changes, each once, in the form of `WriteStep.fields`: a key of metadata or of open
 * JSON is a field of its own, such as appMetadata.role or json.locale.
 *
 * @param options fields of the provider's own part that change nothing by themselves, such as the subject
 */
export function toChangedFields({ profile, own = {} }: IdentityUpdate, options: readonly string[]): string[] {
  const named = Object.entries(own).filter(([name]) => !options.includes(name));
  return [...new Set([...Object.keys(profile), ...named.flatMap(([name, value]) => toNames(name, value))])];
}

/** Those of the fields whose new value replaces any earlier one. A list says what to add or to remove, and does not. */
export function toReplacingFields({ own = {} }: IdentityUpdate, fields: readonly string[]): string[] {
  return fields.filter((name) => !Array.isArray(own[name]));
}

/** The update without these fields. */
export function withoutFields(
  { profile, own, ...rest }: IdentityUpdate,
  fields: readonly string[],
): IdentityUpdate {
  const kept = ([name]: readonly [string, unknown]): boolean => !fields.includes(name);
  return {
    ...rest,
    profile: Object.fromEntries(Object.entries(profile).filter(kept)),
    ...(own && {
      own: Object.fromEntries(
        Object.entries(own)
          .filter(kept)
          .map(([name, value]) => [name, isObject(value) ? withoutKeys(name, value, fields) : value]),
      ),
    }),
  };
}

function toNames(name: string, value: unknown): readonly string[] {
  if (!isObject(value)) return [name];
  return Object.entries(value).flatMap(([key, member]) =>
    key === "json" && isObject(member) ? toNames(name, member) : [`${name}.${key}`],
  );
}

function withoutKeys(name: string, value: JsonObject, fields: readonly string[]): JsonObject {
  const kept = Object.entries(value).filter(([key]) => !fields.includes(`${name}.${key}`));
  return Object.fromEntries(
    kept.map(([key, member]) => [
      key,
      key === "json" && isObject(member) ? withoutKeys(name, member, fields) : member,
    ]),
  );
}

function isObject(value: unknown): value is JsonObject {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
