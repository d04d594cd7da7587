import { toRealm } from "../identity/ids.js";

/** The realms of the emulators. */
export const sandboxRealms = {
  auth0: toRealm("sandbox.us.auth0.com"),
  /** Two pools of one account and region, which therefore share their quotas. */
  cognito: [toRealm("us-east-1_Staff0001"), toRealm("us-east-1_Partner01")],
  nexus: toRealm("nexus-sandbox"),
} as const;

/** The credentials that the emulators accept. They protect nothing: the servers listen only on loopback. */
export const sandboxCredentials = {
  auth0: { clientId: "sandbox-client", clientSecret: "sandbox-secret" },
  cognito: { accessKeyId: "SANDBOX", secretAccessKey: "sandbox-secret" },
  issuer: { audience: "https://identity.sandbox", clientId: "sandbox-app" },
  nexus: {
    bearerToken: "sandbox-bearer",
    applicationToken: "sandbox-application",
    basicUser: "sandbox",
    basicPassword: "sandbox-password",
  },
} as const;
