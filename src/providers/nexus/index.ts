import type { OpenGate } from "../../identity/gate.js";
import { type ProviderSubject, toRealm, toSubject } from "../../identity/ids.js";
import { type ConnectedProvider, defineProvider } from "../../identity/provider.js";
import { nexusAccessRules } from "./access.js";
import { NexusClient } from "./client.js";
import { createNexusList } from "./list.js";
import { nexusFieldMaps } from "./mapping.fields.js";
import { NexusResolver } from "./resolver.js";
import { type NexusSettings, nexusVariables } from "./settings.js";
import { createNexusSource, type ListSupport } from "./source.js";
import { UpdateNexusInput } from "./types.input.js";
import { NexusIdentity } from "./types.js";
import { createNexusSync, createNexusWriter } from "./writer.js";

export const nexus = defineProvider({
  name: "NEXUS",
  description:
    "Nexus, the organization's directory of users, organizations, roles and subscriptions. Each environment is a realm.",
  variables: nexusVariables,
  addressVariable: "NEXUS_BASE_URL",
  subjectField: "nexusUserId",
  subjectDescription: "Id of the user's Nexus account, 1 to 40 characters.",
  subjectForm: "a Nexus user id, 1 to 40 characters",
  tellsBlocked: false,
  keepsAppMetadata: false,
  identityType: NexusIdentity,
  updateInput: UpdateNexusInput,
  updateOptions: ["subject"],
  accessRules: nexusAccessRules,
  fieldMaps: nexusFieldMaps,
  resolvers: [NexusResolver],
  parseSubject,
  presentLink: (link, read) => new NexusIdentity(link, read),
  connect,
});

/** 1 to 40 printable characters without whitespace, and no `.` or `..`, which a URL would resolve. */
function parseSubject(text: string): ProviderSubject | undefined {
  return /^(?!\.{1,2}$)[^\s\p{C}]{1,40}$/u.test(text) ? toSubject(text) : undefined;
}

function connect(settings: NexusSettings, openGate: OpenGate): ConnectedProvider {
  const realm = toRealm(settings.environment ?? new URL(settings.baseUrl).host);
  const { rateLimits, concurrency: maxConcurrentCalls } = settings;
  const gate = openGate({
    provider: "NEXUS",
    rateLimits,
    maxConcurrentCalls,
    prepare: (signal) => client.prepare(signal),
  });
  const client: NexusClient = new NexusClient({ settings, realm, gate });
  const listSupport = createListSupport(settings.lookup);
  const { tenantRealms: tenants, listLagMs } = settings;
  return {
    name: "NEXUS",
    realms: [realm],
    openSource: (scope) => createNexusSource({ client, realm, tenants, listSupport, scope, listLagMs }),
    openWriter: (scope) => createNexusWriter({ client, realm, tenants, scope }),
    openList: (scope) => createNexusList({ client, realm, tenants, scope }),
    openSync: (scope) => createNexusSync({ client, realm, tenants, scope }),
    close: async () => {},
  };
}

/** With `auto`, one response that the list does not exist counts until the process ends. */
function createListSupport(lookup: NexusSettings["lookup"]): ListSupport {
  let isMissing = lookup === "get";
  return {
    get isKnownMissing() {
      return isMissing;
    },
    noteMissing: () => {
      isMissing = lookup === "auto";
    },
  };
}
