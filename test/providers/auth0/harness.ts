import { toSubject } from "../../../src/identity/ids.js";
import { auth0 } from "../../../src/providers/auth0/index.js";
import type { SamplePerson } from "../../../src/sandbox/person.js";
import { toPerson } from "../../../src/sandbox/person.js";
import { sandboxRealms } from "../../../src/sandbox/realms.js";
import { toAuth0Record } from "../../../src/sandbox/records.js";
import type { ProviderHarness } from "../../contract/harness.js";

export const harness: ProviderHarness = {
  provider: auth0,
  realm: sandboxRealms.auth0,
  modes: [
    {
      variables: {},
      first: "ListUsers",
      chunkSize: 50,
      second: "GetUser",
      leaveOut: (emulator, subjects) => {
        emulator.settings.omit = subjects.join(",");
      },
    },
  ],
  timeoutVariable: "AUTH0_TIMEOUT_MS",
  throttled: {
    kind: "status",
    status: 429,
    body: {
      statusCode: 429,
      error: "Too Many Requests",
      message: "Global limit has been reached",
      errorCode: "too_many_requests",
    },
  },
  tokens: {
    open: async ({ auth0: emulator }) => ({ emulator, variables: {}, close: async () => {} }),
  },
  lagSetting: "searchLagMs",
  ownNameField: "name",
  emulatorOf: (sandbox) => sandbox.auth0,
  subjectOf: (person) => toSubject(person.auth0[0]?.user_id ?? ""),
  toPerson: (seed, email) =>
    toPerson(seed, { slug: "made-up", about: "", email, auth0: [toAuth0Record(seed, { email })] }),
  toBody: (person) => person.auth0[0],
  foundByEmail: (people) => people.flatMap(({ auth0 }) => auth0),
  spoil: (emulator, person, people) => {
    const spoilt = { ...person, auth0: person.auth0.map((record) => ({ ...record, nickname: 42 })) };
    emulator.seed(people.map((each): SamplePerson => (each === person ? spoilt : each)));
  },
};
