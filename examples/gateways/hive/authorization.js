import { createRemoteJwksSigningKeyProvider, extractFromHeader, useJWT } from "@graphql-mesh/plugin-jwt-auth";

/**
 * Options with which Hive Gateway verifies tokens itself and enforces `@authenticated` and `@requiresScopes`. It reads the scopes
 * of a caller from `scope`. In gateway.config.js of the program, `useJWT(…)` is the option `jwt`.
 *
 * @param jwksUri where the issuer publishes its keys
 */
export function enforceDirectives(jwksUri) {
  return {
    plugins: () => [
      useJWT({
        signingKeyProviders: [createRemoteJwksSigningKeyProvider({ jwksUri })],
        tokenLookupLocations: [extractFromHeader({ name: "authorization", prefix: "Bearer" })],
        tokenVerification: { algorithms: ["RS256"] },
        reject: { missingToken: false, invalidToken: true }, // the directives decide what needs a token
      }),
    ],
    genericAuth: {
      mode: "protect-granular",
      resolveUserFn: ({ jwt }) => jwt?.payload,
      rejectUnauthenticated: false,
    },
  };
}
