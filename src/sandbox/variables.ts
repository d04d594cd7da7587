import { sandboxCredentials, sandboxRealms } from "./realms.js";
import type { Sandbox } from "./sandbox.js";

/** The environment variables that point this program at a running sandbox, as an operator would set them. */
export function sandboxVariables({
  auth0,
  cognito,
  nexus,
  issuer,
}: Pick<Sandbox, "auth0" | "cognito" | "nexus" | "issuer">): Readonly<Record<string, string>> {
  const pools = sandboxRealms.cognito.map((pool) => issuer.poolUrl(pool));
  return {
    AUTH0_BASE_URL: auth0.origin,
    AUTH0_DOMAIN: sandboxRealms.auth0,
    AUTH0_CLIENT_ID: sandboxCredentials.auth0.clientId,
    AUTH0_CLIENT_SECRET: sandboxCredentials.auth0.clientSecret,
    COGNITO_USER_POOL_IDS: sandboxRealms.cognito.join(","),
    COGNITO_ENDPOINT: cognito.origin,
    COGNITO_ACCESS_KEY_ID: sandboxCredentials.cognito.accessKeyId,
    COGNITO_SECRET_ACCESS_KEY: sandboxCredentials.cognito.secretAccessKey,
    COGNITO_WRITE_ID_ATTRIBUTE: "custom:write_id",
    NEXUS_BASE_URL: nexus.origin,
    NEXUS_ENVIRONMENT: sandboxRealms.nexus,
    NEXUS_TOKEN: sandboxCredentials.nexus.bearerToken,
    NEXUS_APPLICATION_TOKEN: sandboxCredentials.nexus.applicationToken,
    TOKEN_ISSUERS: [issuer.tenantUrl, ...pools].join(","),
    TOKEN_AUDIENCES: sandboxCredentials.issuer.audience,
    TOKEN_CLIENT_IDS: sandboxCredentials.issuer.clientId,
    TOKEN_ISSUER_REALMS: `${issuer.tenantUrl}=${sandboxRealms.auth0}`,
  };
}
