import type { Grant } from "../../identity/access-rules.js";
import { type IdentityKey, toIdentityText } from "../../identity/link.js";
import type { Permission } from "../../identity/permissions.js";
import type { Viewer } from "../viewer.js";

/** Every caller with a token. */
export const anyCaller: Grant = { self: true, permissions: [] };

export function requires(...permissions: readonly Permission[]): Grant {
  return { self: false, permissions };
}

export function selfOr(...permissions: readonly Permission[]): Grant {
  return { self: true, permissions };
}

/** Denies when there is no grant. */
export function isGranted(grant: Grant | undefined, viewer: Viewer, isSelf: boolean): boolean {
  const isOwn = grant?.self === true && isSelf && viewer.kind !== "anonymous";
  return isOwn || hasAll(grant?.permissions, viewer);
}

/** False without a token, and when there is no rule. */
export function hasAll(required: readonly Permission[] | undefined, viewer: Viewer): boolean {
  if (required === undefined || viewer.kind === "anonymous") return false;
  return required.every((permission) => viewer.permissions.has(permission));
}

/** Whether the viewer signed in with one of these links, so that the user is the viewer. */
export function isSelf({ identity }: Viewer, links: readonly IdentityKey[]): boolean {
  if (identity === null) return false;
  const own = toIdentityText(identity);
  return links.some((link) => toIdentityText(link) === own);
}
