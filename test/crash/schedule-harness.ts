import type { GraphQLSchema } from "graphql";
import { registry } from "../../src/app.js";
import type { ConnectedProvider } from "../../src/identity/provider.js";
import { personSeed, type SamplePerson, toPerson } from "../../src/sandbox/person.js";
import { sandboxCredentials, sandboxRealms } from "../../src/sandbox/realms.js";
import { toAuth0Record, toCognitoRecord, toNexusRecord } from "../../src/sandbox/records.js";
import { type Sandbox, startSandbox } from "../../src/sandbox/sandbox.js";
import { sandboxVariables } from "../../src/sandbox/variables.js";
import { emulatorsOf, liftRateLimits } from "../support/emulators.js";
import { createRandom } from "../support/random.js";
import { plainGates } from "../support/upstream.js";

/** The pool in which schedules create users. */
export const pool = sandboxRealms.cognito[0];

const seeds = [1, 2, 3, 4].map(personSeed);

/** Two users, one with an identity at each provider; an unknown person at two; an unknown person at Auth0 alone. */
export const people: readonly SamplePerson[] = seeds.map((seed, index) =>
  toPerson(seed, {
    slug: `schedule-${index}`,
    about: "",
    auth0: [toAuth0Record(seed)],
    cognito: index === 0 ? [toCognitoRecord(seed)] : [],
    nexus: index < 3 ? [toNexusRecord(seed)] : [],
    ...(index >= 2 && { links: [] }),
  }),
);

/** Emulators and connected providers, used by one schedule after the other. */
export interface Harness {
  readonly schema: GraphQLSchema;
  readonly connected: readonly ConnectedProvider[];
  readonly sandbox: Sandbox;
  /** Forgets all that the last schedule did; from now on faults hit by this seed. */
  reset(chance: number): void;
  /** Another program's account with the attributes of a creation; null when the name is taken. */
  addStranger(username: string, email: string): Promise<PoolUser | null>;
  /** Every user of the pool, asked for without our own code. */
  listPool(): Promise<readonly PoolUser[]>;
  close(): Promise<void>;
}

export interface PoolUser {
  readonly username: string;
  readonly sub: string;
  readonly email: string;
  /** Everything that the pool tells of the user, and their groups. */
  readonly text: string;
}

/** @param hasMarker whether users that are created carry the id of their write in an attribute of its own */
export async function openHarness(schema: GraphQLSchema, hasMarker: boolean): Promise<Harness> {
  let chance = createRandom(0);
  const sandbox = await startSandbox({ people, random: () => chance() });
  liftRateLimits(...emulatorsOf(sandbox));
  const marker = { COGNITO_WRITE_ID_ATTRIBUTE: hasMarker ? "custom:write_id" : "" };
  const variables = { ...sandboxVariables(sandbox), ...marker };
  const connected = registry.map((each) => each.connect(variables, plainGates()));
  return {
    schema,
    connected,
    sandbox,
    reset: (seed) => {
      chance = createRandom(seed);
      for (const emulator of emulatorsOf(sandbox)) {
        emulator.faults.clear();
        emulator.clearRequests();
        emulator.seed(people);
      }
    },
    addStranger: (username, email) =>
      withoutFaults(sandbox, () => addStranger(sandbox.cognito.origin, username, email)),
    listPool: () => listPool(sandbox.cognito.origin),
    close: async () => {
      await Promise.all(connected.map((provider) => provider.close()));
      await sandbox.close();
    },
  };
}

/** Nothing happens to calls of other programs. */
async function withoutFaults<Result>(
  { cognito: { faults } }: Sandbox,
  act: () => Promise<Result>,
): Promise<Result> {
  const { list } = faults;
  faults.clear();
  try {
    return await act();
  } finally {
    faults.set(...list);
  }
}

async function addStranger(origin: string, username: string, email: string): Promise<PoolUser | null> {
  const attributes = { email, email_verified: "false", given_name: "New", family_name: "User" };
  const made = await callPool(origin, "AdminCreateUser", {
    Username: username,
    MessageAction: "SUPPRESS",
    UserAttributes: Object.entries(attributes).map(([Name, Value]) => ({ Name, Value })),
  });
  if (made.User === undefined) return null;
  return (await listPool(origin)).find((user) => user.username === username) ?? null;
}

async function listPool(origin: string): Promise<readonly PoolUser[]> {
  const { Users = [] } = await callPool(origin, "ListUsers", { Limit: 60 });
  return Promise.all(
    Users.map(async (user) => {
      const { Username: username, Attributes } = user;
      const named = (wanted: string) => Attributes.find(({ Name }) => Name === wanted)?.Value ?? "";
      const { Groups = [] } = await callPool(origin, "AdminListGroupsForUser", { Username: username });
      const groups = Groups.map(({ GroupName }) => GroupName);
      return { username, sub: named("sub"), email: named("email"), text: JSON.stringify([user, groups]) };
    }),
  );
}

interface PoolAnswer {
  readonly User?: object;
  readonly Users?: readonly {
    readonly Username: string;
    readonly Attributes: readonly { readonly Name: string; readonly Value: string }[];
  }[];
  readonly Groups?: readonly { readonly GroupName: string }[];
}

async function callPool(origin: string, operation: string, input: object): Promise<PoolAnswer> {
  const response = await fetch(origin, {
    method: "POST",
    headers: {
      "content-type": "application/x-amz-json-1.1",
      "x-amz-target": `AWSCognitoIdentityProviderService.${operation}`,
      authorization: `AWS4-HMAC-SHA256 Credential=${sandboxCredentials.cognito.accessKeyId}/20260101/us-east-1/cognito-idp/aws4_request, SignedHeaders=host, Signature=0`,
    },
    body: JSON.stringify({ UserPoolId: pool, ...input }),
  });
  return (await response.json()) as PoolAnswer;
}
