import { identityFields } from "../../../src/access/policy/user-fields.js";
import { compact } from "../../../src/identity/fields.js";
import type { OpenGate } from "../../../src/identity/gate.js";
import { type Realm, toRealm, toSubject } from "../../../src/identity/ids.js";
import type { IdentityKey } from "../../../src/identity/link.js";
import {
  type ConnectedProvider,
  defineProvider,
  type IdentitySource,
  type ProviderIdentity,
} from "../../../src/identity/provider.js";
import { ProviderError } from "../../../src/identity/provider-error.js";
import type { ChangePlan, IdentityUpdate, IdentityWriter } from "../../../src/identity/writer.js";
import type { CallScope } from "../../../src/platform/call-scope.js";
import { parseSubject, rosterTokenIssuer, rosterWebhook } from "./access.js";
import { RosterClient, type RosterSettings, type RosterUser, rosterUser, rosterVariables } from "./client.js";
import { RosterIdentity, RosterResolver, UpdateRosterInput } from "./types.js";

/** A provider that no file in src knows: what it needs of the service is all on this object. */
export const roster = defineProvider({
  name: "ROSTER",
  description: "A roster of people.",
  variables: rosterVariables,
  addressVariable: "ROSTER_BASE_URL",
  subjectField: "rosterUserId",
  subjectDescription: "Id in the roster, R- and a UUID.",
  subjectForm: "an id in the roster, R- and a UUID",
  tokenIssuer: rosterTokenIssuer,
  webhook: rosterWebhook,
  tellsBlocked: false,
  keepsAppMetadata: false,
  fieldMaps: [],
  accessRules: {
    fields: {
      RosterIdentity: { ...identityFields, department: "staff" },
    },
    mutations: {},
    ownChanges: ["subject"],
  },
  identityType: RosterIdentity,
  updateInput: UpdateRosterInput,
  updateOptions: ["subject"],
  resolvers: [RosterResolver],
  parseSubject,
  presentLink: (link, read) => new RosterIdentity(link, read),
  connect,
});

function connect(settings: RosterSettings, openGate: OpenGate): ConnectedProvider {
  const realm = toRealm(settings.realm);
  const gate = openGate({ provider: "ROSTER", rateLimits: new Map(), maxConcurrentCalls: 50 });
  const client = new RosterClient(settings, realm, gate);
  return {
    name: "ROSTER",
    realms: [realm],
    openSource: (scope) => createSource(client, realm, scope),
    openWriter: (scope) => createWriter(client, realm, scope),
    close: async () => {},
  };
}

function createSource(client: RosterClient, realm: Realm, scope: CallScope): IdentitySource {
  const loaded = new Map<string, Promise<ProviderIdentity | null>>();
  return {
    load: (_realm, subject) => {
      const known = loaded.get(subject) ?? client.getUser(subject, scope).then((user) => toOne(user, realm));
      loaded.set(subject, known);
      return known;
    },
    findByEmail: async (_realm, email) => {
      const users = await client.findUsers(email, scope);
      return users.map((user) => toIdentity(user, realm));
    },
    forget: (_realm, subject) => void loaded.delete(subject),
    fromCache: (_realm, record) => toOne(rosterUser.safeParse(record).data ?? null, realm),
  };
}

function createWriter(client: RosterClient, realm: Realm, scope: CallScope): IdentityWriter {
  const checkRealm = (key: IdentityKey): void => {
    if (key.realm !== realm) throw new ProviderError("ROSTER", "rejected", "realm is not configured");
  };
  return {
    plan: async (key, change) => {
      checkRealm(key);
      const user = await client.getUser(key.subject, scope);
      return user === null ? null : toPlan(key, user, change);
    },
    take: async ({ key, body }) => {
      checkRealm(key);
      await client.patchUser(key.subject, body, scope);
    },
  };
}

function toPlan(key: IdentityKey, user: RosterUser, { profile, own = {} }: IdentityUpdate): ChangePlan {
  const wanted = { name: profile.name, department: own.department };
  const changes = (["name", "department"] as const)
    .map((field) => ({ field, before: user[field] ?? null, after: wanted[field] }))
    .filter(({ before, after }) => after !== undefined && after !== null && after !== before);
  const fields = changes.map(({ field }) => field);
  const body = Object.fromEntries(changes.map(({ field, after }) => [field, after]));
  const step = { key, call: "patch", fields, body, secrets: [] };
  return { steps: changes.length > 0 ? [step] : [], changes, refusals: [] };
}

function toOne(user: RosterUser | null, realm: Realm): ProviderIdentity | null {
  return user && toIdentity(user, realm);
}

function toIdentity(user: RosterUser, realm: Realm): ProviderIdentity {
  return {
    provider: "ROSTER",
    realm,
    subject: toSubject(user.id),
    profile: compact({ email: user.email, emailVerified: true, name: user.name }),
    isBlocked: undefined,
    createdAt: null,
    updatedAt: null,
    appMetadata: undefined,
    assertedKeys: [],
    toRecord: () => user,
    present: (link, read) => new RosterIdentity(link, read, user),
  };
}
