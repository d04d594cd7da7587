import { type ProviderSubject, parseUuid, toRealm, toSubject } from "../../identity/ids.js";
import { type ConnectedProvider, defineProvider } from "../../identity/provider.js";
import { CognitoClient } from "./client.js";
import { type CognitoConfig, cognitoConfig } from "./config.js";
import { CognitoIdentityResolver, CognitoResolver, CreateCognitoUserSuccessResolver } from "./resolver.js";
import { createCognitoSource } from "./source.js";
import { UpdateCognitoInput } from "./types.input.js";
import { CognitoIdentity } from "./types.js";
import { createCognitoCreator, createCognitoWriter } from "./writer.js";

export const cognito = defineProvider({
  name: "COGNITO",
  config: cognitoConfig,
  addressVariable: "COGNITO_USER_POOL_IDS",
  subjectField: "cognitoSub",
  subjectDescription: "Cognito sub, a UUID.",
  tellsBlocked: true,
  keepsAppMetadata: true,
  identityType: CognitoIdentity,
  realmField: "userPoolId",
  updateInput: UpdateCognitoInput,
  resolvers: [CognitoResolver, CognitoIdentityResolver, CreateCognitoUserSuccessResolver],
  parseSubject,
  presentLink: (link) => CognitoIdentity.of(link),
  connect,
});

/** A UUID in its usual lower-case spelling, the only one that Cognito gives. */
function parseSubject(text: string): ProviderSubject | undefined {
  const uuid = parseUuid(text);
  return uuid === undefined ? undefined : toSubject(uuid);
}

function connect(config: CognitoConfig): ConnectedProvider {
  const client = new CognitoClient(config);
  return {
    name: "COGNITO",
    realms: config.COGNITO_USER_POOL_IDS.map(toRealm),
    openSource: (signal) => createCognitoSource(client, config, signal),
    openWriter: (signal) => createCognitoWriter({ client, config, signal }),
    openCreator: (signal) => createCognitoCreator({ client, config, signal }),
    close: async () => client.close(),
  };
}
