import type { OpenGate } from "../../identity/gate.js";
import { type ProviderSubject, toRealm, toSubject } from "../../identity/ids.js";
import { type ConnectedProvider, defineProvider } from "../../identity/provider.js";
import { auth0AccessRules } from "./access.js";
import { Auth0Client } from "./client.js";
import { createAuth0List } from "./list.js";
import { auth0FieldMaps } from "./mapping.fields.js";
import { type Auth0Settings, auth0Variables } from "./settings.js";
import { createAuth0Source } from "./source.js";
import { auth0TokenIssuer } from "./token-issuer.js";
import { UpdateAuth0Input } from "./types.input.js";
import { Auth0Identity } from "./types.js";
import { auth0Webhook } from "./webhook.js";
import { createAuth0Writer } from "./writer.js";

export const auth0 = defineProvider({
  name: "AUTH0",
  description: "Auth0, a sign-in service. Each tenant is a realm.",
  variables: auth0Variables,
  addressVariable: "AUTH0_BASE_URL",
  subjectField: "auth0UserId",
  subjectDescription: "Id of the user's Auth0 account (`user_id`), such as `auth0|507f1f77bcf86cd799439020`.",
  subjectForm: "an Auth0 user_id, such as auth0|507f1f77bcf86cd799439020",
  tokenIssuer: auth0TokenIssuer,
  webhook: auth0Webhook,
  tellsBlocked: true,
  keepsAppMetadata: true,
  identityType: Auth0Identity,
  updateInput: UpdateAuth0Input,
  updateOptions: ["subject", "connection", "clientId", "verifyPhoneNumber"],
  accessRules: auth0AccessRules,
  fieldMaps: auth0FieldMaps,
  resolvers: [],
  parseSubject,
  presentLink: (link, read) => new Auth0Identity(link, read),
  connect,
});

/** `{provider}|{id}`, printable, at most 255 characters: the longest id with which Auth0 creates a user. */
function parseSubject(text: string): ProviderSubject | undefined {
  return /^[^|\s\p{C}]+\|[^\s\p{C}]+$/u.test(text) && text.length <= 255 ? toSubject(text) : undefined;
}

function connect(settings: Auth0Settings, openGate: OpenGate): ConnectedProvider {
  const realm = toRealm(settings.domain ?? new URL(settings.baseUrl).host);
  const { rateLimits, concurrency: maxConcurrentCalls } = settings;
  const gate = openGate({
    provider: "AUTH0",
    rateLimits,
    maxConcurrentCalls,
    prepare: (signal) => client.prepare(signal),
  });
  const client: Auth0Client = new Auth0Client({
    settings,
    realm,
    gate,
    quotaClasses: [...rateLimits.keys()],
  });
  return {
    name: "AUTH0",
    realms: [realm],
    openSource: (scope) => createAuth0Source({ client, realm, scope, searchLagMs: settings.searchLagMs }),
    openList: (scope) => createAuth0List({ client, realm, scope }),
    openWriter: (scope) => createAuth0Writer(client, realm, scope),
    close: async () => {},
  };
}
