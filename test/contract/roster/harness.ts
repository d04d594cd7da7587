import { toRealm, toSubject } from "../../../src/identity/ids.js";
import { toPerson } from "../../../src/sandbox/person.js";
import type { ProviderHarness } from "../harness.js";
import { rosterToken, startRoster, toRosterUser } from "./emulator.js";
import { roster } from "./index.js";

export const rosterRealm = toRealm("roster-1");

export const harness: ProviderHarness = {
  provider: roster,
  realm: rosterRealm,
  modes: [{ variables: {}, first: "GetUser", chunkSize: 1 }],
  timeoutVariable: "ROSTER_TIMEOUT_MS",
  throttled: { kind: "status", status: 429, body: {} },
  openEmulator: async () => {
    const emulator = await startRoster();
    return {
      emulator,
      variables: {
        ROSTER_BASE_URL: emulator.origin,
        ROSTER_REALM: rosterRealm,
        ROSTER_TOKEN: rosterToken,
      },
      close: () => emulator.close(),
    };
  },
  subjectOf: (person) => toSubject(toRosterUser(person).id),
  toPerson: (seed, email) => toPerson(seed, { slug: "made-up", about: "", email }),
  toBody: toRosterUser,
  foundByEmail: (people) => ({ users: people.map(toRosterUser) }),
  spoil: (emulator, person) => {
    emulator.settings.spoilt = toRosterUser(person).id;
  },
};
