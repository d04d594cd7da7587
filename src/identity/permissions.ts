/** The permissions that a token may grant; configuration maps its claims to them. */
export const permissions = [
  "read:users",
  "read:users_metadata",
  "update:users",
  "create:users",
  "sync:users",
  "link:users",
  "read:writes",
] as const;
export type Permission = (typeof permissions)[number];

export function isPermission(text: string): text is Permission {
  return permissions.includes(text as Permission);
}
