import type { Payload } from "./payload.js";
import { invalid } from "./refusal.js";

/** Keys that app_metadata may not have. */
const reservedNames: ReadonlySet<string> = new Set(
  (
    "__tenant,_id,blocked,clientID,created_at,email_verified,email,globalClientID,global_client_id,identities,lastIP," +
    "lastLogin,loginsCount,metadata,multifactor_last_modified,multifactor,updated_at,user_id"
  ).split(","),
);

/** Throws Refusal when a body's metadata has a key that metadata may not have. */
export function checkMetadata(payload: Payload): void {
  for (const property of ["user_metadata", "app_metadata"]) {
    const badKey = findBadKey(payload[property]);
    if (badKey !== undefined)
      throw invalid("Payload", `Metadata keys may not contain . or $: ${badKey}`, property);
  }
  const reserved = Object.keys(payload.app_metadata ?? {}).find((name) => reservedNames.has(name));
  if (reserved !== undefined)
    throw invalid("Payload", `The name ${reserved} is reserved for Auth0`, "app_metadata");
}

/** A key with a dot or a dollar sign, at any depth. */
function findBadKey(value: unknown): string | undefined {
  if (typeof value !== "object" || value === null) return undefined;
  if (!Array.isArray(value)) {
    const badKey = Object.keys(value).find((key) => /[.$]/.test(key));
    if (badKey !== undefined) return badKey;
  }
  for (const each of Object.values(value)) {
    const badKey = findBadKey(each);
    if (badKey !== undefined) return badKey;
  }
  return undefined;
}

/** Merges at the first level: null removes a key, another value replaces it as a whole, and `{}` removes all keys. */
export function mergeMetadata(current: unknown, change: unknown): Payload {
  const changes = Object.entries(change ?? {});
  if (changes.length === 0) return {};
  const merged = { ...(current as Payload | undefined), ...Object.fromEntries(changes) };
  return Object.fromEntries(Object.entries(merged).filter(([, value]) => value !== null));
}
