import type { GraphQLSchema } from "graphql";
import { registry } from "../../src/app.js";
import type { ConnectedProvider } from "../../src/identity/provider.js";
import { personSeed, type SamplePerson, toPerson } from "../../src/sandbox/person.js";
import { sandboxCredentials, sandboxRealms } from "../../src/sandbox/realms.js";
import { toAuth0Record, toCognitoRecord, toNexusRecord } from "../../src/sandbox/records.js";
import { type Sandbox, startSandbox } from "../../src/sandbox/sandbox.js";
import { sandboxVariables } from "../../src/sandbox/variables.js";
import { lookAlikesOf } from "../support/start-subgraph.js";
import { plainGates } from "../support/upstream.js";
import { chanceOf } from "./schedule.js";

/** The pool in which schedules create users. */
export const pool = sandboxRealms.cognito[0];

const seeds = [1, 2, 3, 4].map(personSeed);

/** Two users, one with an identity at each provider; somebody unknown at two; somebody unknown at Auth0 alone. */
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

/** Look-alikes and connected providers, used by one schedule after the other. */
export interface World {
  readonly schema: GraphQLSchema;
  readonly connected: readonly ConnectedProvider[];
  readonly sandbox: Sandbox;
  /** Whether users that are created carry the id of their write. */
  readonly hasMarker: boolean;
  /** Forgets all that the last schedule did; from now on faults hit by this seed. */
  reset(chance: number): void;
  /** Every user of the pool, asked for without our own code. */
  listPool(): Promise<readonly PoolUser[]>;
  close(): Promise<void>;
}

export interface PoolUser {
  readonly username: string;
  readonly sub: string;
  readonly email: string;
}

const wide = { capacity: 1_000_000, refill: 1_000_000, everyMs: 1_000 };

export async function openWorld(schema: GraphQLSchema, hasMarker: boolean): Promise<World> {
  let chance = chanceOf(0);
  const sandbox = await startSandbox({ people, random: () => chance() });
  for (const lookAlike of lookAlikesOf(sandbox)) {
    const quotas = Object.keys(lookAlike.quotaStates).map((quotaClass) => [quotaClass, wide]);
    lookAlike.setQuotas(Object.fromEntries(quotas));
  }
  const marker = hasMarker ? { COGNITO_WRITE_ID_ATTRIBUTE: "custom:write_id" } : {};
  const variables = { ...sandboxVariables(sandbox), ...marker };
  const connected = registry.map((each) => each.connect(each.config.parse(variables) as never, plainGates()));
  return {
    schema,
    connected,
    sandbox,
    hasMarker,
    reset: (seed) => {
      chance = chanceOf(seed);
      for (const lookAlike of lookAlikesOf(sandbox)) {
        lookAlike.faults.clear();
        lookAlike.clearRequests();
        lookAlike.seed(people);
      }
    },
    listPool: () => listPool(sandbox.cognito.origin),
    close: async () => {
      await Promise.all(connected.map((provider) => provider.close()));
      await sandbox.close();
    },
  };
}

async function listPool(origin: string): Promise<readonly PoolUser[]> {
  const response = await fetch(origin, {
    method: "POST",
    headers: {
      "content-type": "application/x-amz-json-1.1",
      "x-amz-target": "AWSCognitoIdentityProviderService.ListUsers",
      authorization: `AWS4-HMAC-SHA256 Credential=${sandboxCredentials.cognito.accessKeyId}/20260101/us-east-1/cognito-idp/aws4_request, SignedHeaders=host, Signature=0`,
    },
    body: JSON.stringify({ UserPoolId: pool, Limit: 60 }),
  });
  const { Users } = (await response.json()) as {
    Users: { Username: string; Attributes: { Name: string; Value: string }[] }[];
  };
  return Users.map(({ Username: username, Attributes }) => {
    const named = (wanted: string) => Attributes.find(({ Name }) => Name === wanted)?.Value ?? "";
    return { username, sub: named("sub"), email: named("email") };
  });
}
