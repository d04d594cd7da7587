import { toSubject } from "../../../src/identity/ids.js";
import { nexus } from "../../../src/providers/nexus/index.js";
import { type Emulator, startEmulator } from "../../../src/sandbox/emulator.js";
import { toPerson } from "../../../src/sandbox/person.js";
import { sandboxCredentials, sandboxRealms } from "../../../src/sandbox/realms.js";
import { toNexusRecord } from "../../../src/sandbox/records.js";
import type { ProviderHarness, ReadMode } from "../../contract/harness.js";

const byList: Omit<ReadMode, "variables"> = {
  first: "ListUsers",
  chunkSize: 15,
  second: "GetUser",
  asksAgainWhenRejected: true,
  leaveOut: (emulator, subjects) => {
    emulator.settings.omit = subjects.join(",");
  },
};

export const harness: ProviderHarness = {
  provider: nexus,
  realm: sandboxRealms.nexus,
  modes: [
    { ...byList, variables: { NEXUS_LOOKUP: "auto" } },
    { ...byList, variables: { NEXUS_LOOKUP: "list" } },
    { variables: { NEXUS_LOOKUP: "get" }, first: "GetUser", chunkSize: 1 },
  ],
  timeoutVariable: "NEXUS_TIMEOUT_MS",
  throttled: { kind: "status", status: 429, body: { status: 429, detail: "Too many requests." } },
  tokens: {
    open: async () => {
      const emulator = await startTokenEndpoint();
      return {
        emulator,
        variables: {
          NEXUS_TOKEN_URL: `${emulator.origin}/oauth/token`,
          NEXUS_CLIENT_ID: "nexus-client",
          NEXUS_CLIENT_SECRET: sandboxCredentials.nexus.basicPassword,
          NEXUS_AUDIENCE: "https://nexus.example.com",
        },
        close: () => emulator.close(),
      };
    },
  },
  ownNameField: "name",
  emulatorOf: (sandbox) => sandbox.nexus,
  subjectOf: (person) => toSubject(person.nexus[0]?.id ?? ""),
  toPerson: (seed, email) =>
    toPerson(seed, {
      slug: "made-up",
      about: "",
      email,
      nexus: [toNexusRecord(seed, { emailAddress: email })],
    }),
  toBody: (person) => person.nexus[0],
  foundByEmail: (people) => ({ value: people.flatMap(({ nexus }) => nexus) }),
  spoil: (emulator, person, people) => {
    const spoilt = { ...person, nexus: person.nexus.map((record) => ({ ...record, nickname: 42 })) };
    emulator.seed(people.map((each) => (each === person ? spoilt : each)));
  },
};

/** An authorization server that hands out the one token that the emulator of Nexus takes. */
function startTokenEndpoint(): Promise<Emulator> {
  const settings = { tokenLifetimeSeconds: 86_400 };
  return startEmulator({
    name: "authorization server",
    quotas: {},
    settings,
    recognise: () => ({ operation: "Token", quotaClasses: [] }),
    answer: () => ({
      status: 200,
      body: {
        access_token: sandboxCredentials.nexus.bearerToken,
        token_type: "Bearer",
        expires_in: settings.tokenLifetimeSeconds,
      },
    }),
    throttle: () => ({ status: 429 }),
    quotaHeaders: () => ({}),
    seed: () => {},
  });
}
