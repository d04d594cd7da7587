const routes = [
  ["GET", "/v1/users", "ListUsers"],
  ["POST", "/v1/users", "CreateUser"],
  ["GET", "/v{version}/users/FindUserByConnection({arguments})", "FindUserByConnection"],
  ["GET", "/v1/users/{userId}", "GetUser"],
  ["PATCH", "/v1/users/{userId}", "PatchUser"],
  ["PUT", "/v1/users/{userId}/$sync", "SyncUserIdentity"],
  ["PUT", "/v1/users/{userId}/idp_tenants/{idpTenantId}", "LinkUserToTenant"],
  ["PUT", "/v1/users/{userId}/roles", "AddUserRole"],
  ["POST", "/v1/users/{userId}/custom-upns", "CreateUserCustomUpn"],
  ["PATCH", "/v1/users/{userId}/custom-upns/{upnId}", "PatchUserCustomUpn"],
  ["DELETE", "/v1/users/{userId}/custom-upns/{upnId}", "DeleteUserCustomUpn"],
  ["POST", "/v1/users/{userId}/password-reset", "SendUserPasswordReset"],
  ["GET", "/v1/organizations/{organizationId}/members", "GetOrganizationMembers"],
  ["GET", "/v1/organizations/{organizationId}/members/{userId}", "GetOrganizationMember"],
] as const;

/** The contract's operation ids that the emulator serves. */
export type NexusOperation = (typeof routes)[number][2];

export interface Route {
  readonly operation: NexusOperation;
  /** The path's parameters, decoded. */
  readonly parameters: Readonly<Record<string, string>>;
}

const patterns = routes.map(([method, path, operation]) => ({
  method,
  operation,
  segments: path.split("/").map(toPattern),
}));

/** The operation at this path; undefined when there is none, or when the path is not well encoded. */
export function findRoute(method: string, pathname: string): Route | undefined {
  const segments = decodeSegments(pathname);
  if (segments === undefined) return undefined;
  for (const pattern of patterns) {
    if (pattern.method !== method || pattern.segments.length !== segments.length) continue;
    const matches = pattern.segments.map((segment, index) => segment.exec(segments[index] as string));
    if (matches.includes(null)) continue;
    const parameters = Object.assign({}, ...matches.map((match) => match?.groups));
    return { operation: pattern.operation, parameters };
  }
  return undefined;
}

function toPattern(segment: string): RegExp {
  const escaped = segment.replaceAll(/[$().]/g, "\\$&");
  return new RegExp(`^${escaped.replaceAll(/\{(\w+)\}/g, "(?<$1>.+)")}$`, "s");
}

/** Decodes after splitting, so that an encoded slash stays within its segment. */
function decodeSegments(pathname: string): readonly string[] | undefined {
  try {
    return pathname.split("/").map(decodeURIComponent);
  } catch {
    return undefined;
  }
}
