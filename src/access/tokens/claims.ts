import { z } from "zod";
import type { AccessSettings } from "../settings.js";
import { isPermission, type Permission } from "../viewer.js";
import type { Issuer } from "./issuers.js";

const texts = z.array(z.string());

/** The claims that matter here, of Auth0's access tokens and of Cognito's. */
export const tokenClaims = z.object({
  /** Of a length that fits the directory, without control characters or anything else that can't be seen. */
  sub: z.string().regex(/^[^\p{C}]{1,255}$/u),
  iat: z.number().optional(),
  aud: z.union([z.string().transform((audience) => [audience]), texts]).default([]),
  client_id: z.string().optional(),
  token_use: z.string().optional(),
  gty: z.string().optional(),
  permissions: texts.default([]),
  scope: z.string().default(""),
  "cognito:groups": texts.default([]),
});

export type TokenClaims = z.output<typeof tokenClaims>;

/** Why a genuine token is not for us; undefined when it is. An id token is for the app that signed a person in, never for us. */
export function findMisuse(
  { provider }: Issuer,
  { aud, token_use, client_id }: TokenClaims,
  { TOKEN_AUDIENCES, TOKEN_CLIENT_IDS }: Pick<AccessSettings, "TOKEN_AUDIENCES" | "TOKEN_CLIENT_IDS">,
): "TOKEN_USE" | "AUDIENCE" | undefined {
  const isMeant = aud.some((audience) => TOKEN_AUDIENCES.includes(audience));
  if (provider === "AUTH0") return isMeant ? undefined : "AUDIENCE";
  if (token_use !== "access") return "TOKEN_USE";
  const isOfClient = client_id !== undefined && TOKEN_CLIENT_IDS.includes(client_id);
  return isOfClient && (isMeant || aud.length === 0) ? undefined : "AUDIENCE";
}

/** Whether the token was had by client credentials, so that no person is behind it. */
export function isOfMachine({ provider }: Issuer, { sub, gty, client_id }: TokenClaims): boolean {
  if (provider === "COGNITO") return sub === client_id;
  return gty === "client-credentials" || sub.endsWith("@clients");
}

/** What the token allows: permissions by their own names, and others through the map. */
export function toPermissions(
  claims: TokenClaims,
  map: ReadonlyMap<string, readonly Permission[]>,
): ReadonlySet<Permission> {
  const given = [
    ...claims.permissions,
    ...claims.scope.split(" ").filter((scope) => scope !== ""),
    ...claims["cognito:groups"],
  ];
  return new Set(given.flatMap((name) => [...(isPermission(name) ? [name] : []), ...(map.get(name) ?? [])]));
}
