import { toSubject } from "../../../src/identity/ids.js";
import { cognito } from "../../../src/providers/cognito/index.js";
import type { Fault } from "../../../src/sandbox/faults.js";
import { type CognitoRecord, type SamplePerson, toPerson } from "../../../src/sandbox/person.js";
import { sandboxRealms } from "../../../src/sandbox/realms.js";
import { toCognitoRecord } from "../../../src/sandbox/records.js";
import type { ProviderHarness } from "../../contract/harness.js";

/** Cognito's words for a refusal: the status is nearly always 400. */
export function refusal(type: string): Fault {
  return { kind: "status", status: 400, headers: { "x-amzn-errortype": `${type}:` }, body: { __type: type } };
}

export const harness: ProviderHarness = {
  provider: cognito,
  realm: sandboxRealms.cognito[0],
  modes: [
    {
      variables: { COGNITO_LOOKUP: "get" },
      first: "AdminGetUser",
      chunkSize: 1,
      second: "ListUsers",
      // as for federated users, whom AdminGetUser does not find by sub
      leaveOut: (emulator, subjects) =>
        emulator.faults.set(
          ...subjects.map((sub) => ({
            ...refusal("UserNotFoundException"),
            operation: "AdminGetUser",
            containing: sub,
          })),
        ),
    },
    {
      variables: { COGNITO_LOOKUP: "list" },
      first: "ListUsers",
      chunkSize: 1,
      second: "AdminGetUser",
      // as for users who are so new that the index does not have them yet
      leaveOut: (emulator, subjects) =>
        emulator.faults.set(
          ...subjects.map((sub): Fault => {
            const body = { Users: [] };
            return { kind: "status", status: 200, operation: "ListUsers", containing: sub, body };
          }),
        ),
    },
  ],
  timeoutVariable: "COGNITO_TIMEOUT_MS",
  throttled: refusal("TooManyRequestsException"),
  lagSetting: "listLagMs",
  ownNameField: "name",
  emulatorOf: (sandbox) => sandbox.cognito,
  subjectOf: (person) => toSubject(person.cognito[0]?.sub ?? ""),
  toPerson: (seed, email) => {
    const record = toCognitoRecord(seed);
    const attributes = { ...record.attributes, email };
    return toPerson(seed, { slug: "made-up", about: "", email, cognito: [{ ...record, attributes }] });
  },
  toBody: (person) => toBody(person),
  foundByEmail: (people) => ({
    Users: people.flatMap(({ cognito }) => cognito).map(toListedUser),
  }),
  spoil: (emulator, person) => {
    const body = toBody(person, { Enabled: "perhaps" });
    for (const containing of [person.cognito[0]?.sub ?? "", person.email])
      emulator.faults.set({ kind: "status", status: 200, containing, body });
  },
};

/** Both what AdminGetUser answers and what ListUsers does: neither knows the other's members. */
function toBody(person: SamplePerson, changes: Readonly<Record<string, unknown>> = {}): unknown {
  const listed = person.cognito.map((record) => ({ ...toListedUser(record), ...changes }));
  return { ...listed[0], UserAttributes: listed[0]?.Attributes, Users: listed };
}

function toListedUser({ sub, username, attributes }: CognitoRecord) {
  const all = { sub, ...attributes };
  const Attributes = Object.entries(all).map(([Name, Value]) => ({ Name, Value }));
  return { Username: username, Enabled: true, Attributes };
}
