import type { OpenGate } from "../../identity/gate.js";
import { type ProviderSubject, parseUuid, toRealm, toSubject } from "../../identity/ids.js";
import { type ConnectedProvider, defineProvider } from "../../identity/provider.js";
import { cognitoAccessRules } from "./access.js";
import { CognitoClient } from "./client.js";
import { createCognitoList } from "./list.js";
import { cognitoFieldMaps } from "./mapping.fields.js";
import { CognitoIdentityResolver, CognitoResolver, CreateCognitoUserSuccessResolver } from "./resolver.js";
import { type CognitoSettings, cognitoVariables, toRegion } from "./settings.js";
import { createCognitoSource } from "./source.js";
import { cognitoTokenIssuer } from "./token-issuer.js";
import { UpdateCognitoInput } from "./types.input.js";
import { CognitoIdentity } from "./types.js";
import { createCognitoCreator, createCognitoWriter } from "./writer.js";

export const cognito = defineProvider({
  name: "COGNITO",
  description: "AWS Cognito, a sign-in service of Amazon. Each user pool is a realm.",
  variables: cognitoVariables,
  addressVariable: "COGNITO_USER_POOL_IDS",
  subjectField: "cognitoSub",
  subjectDescription: "Id of the user's Cognito account (`sub`), a UUID.",
  subjectForm: "a Cognito sub, a UUID",
  tokenIssuer: cognitoTokenIssuer,
  tellsBlocked: true,
  keepsAppMetadata: true,
  identityType: CognitoIdentity,
  updateInput: UpdateCognitoInput,
  updateOptions: ["subject", "realm", "isPasswordTemporary"],
  accessRules: cognitoAccessRules,
  fieldMaps: cognitoFieldMaps,
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

function connect(settings: CognitoSettings, openGate: OpenGate): ConnectedProvider {
  const gate = openGate({
    provider: "COGNITO",
    rateLimits: settings.rateLimits,
    maxConcurrentCalls: settings.concurrency,
    accountOf: toRegion,
  });
  const client = new CognitoClient(settings, gate);
  return {
    name: "COGNITO",
    realms: settings.userPoolIds.map(toRealm),
    openSource: (scope) => createCognitoSource(client, settings, scope),
    openWriter: (scope) => createCognitoWriter({ client, settings, scope }),
    openList: (scope) => createCognitoList(client, scope),
    openCreator: (scope) => createCognitoCreator({ client, settings, scope }),
    close: async () => client.close(),
  };
}
