import { isPermission, type Permission } from "../../identity/permissions.js";

/** What the grants of a token allow: permissions by their own names, and others through the map. */
export function toPermissions(
  grants: readonly string[],
  map: ReadonlyMap<string, readonly Permission[]>,
): ReadonlySet<Permission> {
  return new Set(grants.flatMap((name) => [...(isPermission(name) ? [name] : []), ...(map.get(name) ?? [])]));
}
