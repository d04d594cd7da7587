import type { OpenGate } from "../../identity/gate.js";
import { type ProviderSubject, parseUuid, toRealm, toSubject } from "../../identity/ids.js";
import { type ConnectedProvider, defineProvider } from "../../identity/provider.js";
import { cognitoAccessRules } from "./access.js";
import { CognitoClient } from "./client.js";
import { type CognitoConfig, cognitoConfig, toRegion } from "./config.js";
import { CognitoIdentityResolver, CognitoResolver, CreateCognitoUserSuccessResolver } from "./resolver.js";
import { createCognitoSource } from "./source.js";
import { cognitoTokenIssuer } from "./token-issuer.js";
import { UpdateCognitoInput } from "./types.input.js";
import { CognitoIdentity } from "./types.js";
import { createCognitoCreator, createCognitoWriter } from "./writer.js";

export const cognito = defineProvider({
  name: "COGNITO",
  description: "An AWS Cognito user pool.",
  config: cognitoConfig,
  addressVariable: "COGNITO_USER_POOL_IDS",
  subjectField: "cognitoSub",
  subjectDescription: "Cognito sub, a UUID.",
  tokenIssuer: cognitoTokenIssuer,
  tellsBlocked: true,
  keepsAppMetadata: true,
  identityType: CognitoIdentity,
  realmField: "userPoolId",
  updateInput: UpdateCognitoInput,
  accessRules: cognitoAccessRules,
  resolvers: [CognitoResolver, CognitoIdentityResolver, CreateCognitoUserSuccessResolver],
  parseSubject,
  presentLink: (link, read) => new CognitoIdentity(link, read),
  connect,
});

/** A UUID in lower case, the only form that Cognito returns. */
function parseSubject(text: string): ProviderSubject | undefined {
  const uuid = parseUuid(text);
  return uuid === undefined ? undefined : toSubject(uuid);
}

function connect(config: CognitoConfig, openGate: OpenGate): ConnectedProvider {
  const gate = openGate({
    provider: "COGNITO",
    rateLimits: config.COGNITO_RATE_LIMITS,
    maxConcurrentCalls: config.COGNITO_CONCURRENCY,
    accountOf: toRegion,
  });
  const client = new CognitoClient(config, gate);
  return {
    name: "COGNITO",
    realms: config.COGNITO_USER_POOL_IDS.map(toRealm),
    openSource: (scope) => createCognitoSource(client, config, scope),
    openWriter: (scope) => createCognitoWriter({ client, config, scope }),
    openCreator: (scope) => createCognitoCreator({ client, config, scope }),
    close: async () => client.close(),
  };
}
