import { fork } from "node:child_process";
import { once } from "node:events";
import { availableParallelism, cpus } from "node:os";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import {
  AdminGetUserCommand,
  CognitoIdentityProviderClient,
} from "@aws-sdk/client-cognito-identity-provider";
import { startService } from "./service-process.ts";

/**
 * Measures how close the service gets to the rate limit of a provider without being throttled, compared with the retries of
 * the AWS SDK. The emulators run in their own process, with their default limits.
 *
 * `npm run bench:rate-limits` takes about three minutes.
 */
interface Harness {
  readonly origins: { readonly auth0: string; readonly cognito: string };
  readonly variables: Readonly<Record<string, string>>;
  readonly token: string;
  readonly users: readonly User[];
}

interface User {
  readonly auth0UserId: string;
  readonly cognitoSub: string;
  readonly userPoolId: string;
}

interface Outcome {
  readonly answered: number;
  readonly throttled: number;
  readonly calls: number;
  readonly tookMs: number;
}

interface Quota {
  readonly capacity: number;
  readonly refill: number;
  readonly intervalMs: number;
}

const reference = `query ($r: [_Any!]!) { _entities(representations: $r) { ... on User { id identities {
  __typename ... on Auth0Identity { nickname } ... on CognitoIdentity { username } } } } }`;

const sandbox = fork(fileURLToPath(new URL("./sandbox-process.ts", import.meta.url)), ["5000"]);
const [harness] = (await once(sandbox, "message")) as [Harness];

console.log(`${cpus()[0]?.model.trim()}, ${availableParallelism()} cores, Node ${process.version}\n`);
console.log(
  "work".padEnd(58),
  ...["answered", "calls", "throttled", "seconds", "/ (N/rate)", "/ ((N-burst)/rate)"].map((title) =>
    title.padStart(title.length + 2),
  ),
);

const atCognito: Quota = { capacity: 120, refill: 120, intervalMs: 1_000 };
await measure("Cognito, 1000 users in one burst: this service", atCognito, 1_000, () =>
  viaService("cognitoSub", 1_000, { batchSize: 100 }),
);
for (const retryMode of ["standard", "adaptive"] as const) {
  await measure(`Cognito, the same: AWS SDK, ${retryMode} retries`, atCognito, 1_000, () =>
    viaSdk(retryMode, 1_000),
  );
}

const auth0Plans: readonly {
  readonly name: string;
  readonly rateLimits: string;
  readonly quota: Quota;
  readonly calls: number;
}[] = [
  { name: "2/s (free)", rateLimits: "free", quota: { capacity: 2, refill: 2, intervalMs: 1_000 }, calls: 40 },
  {
    name: "16/s (enterprise)",
    rateLimits: "enterprise",
    quota: { capacity: 50, refill: 16, intervalMs: 1_000 },
    calls: 400,
  },
  {
    name: "500/min (essentials)",
    rateLimits: "essentials",
    quota: { capacity: 40, refill: 1, intervalMs: 120 },
    calls: 250,
  },
];
for (const { name, rateLimits, quota, calls } of auth0Plans) {
  const classes =
    rateLimits === "essentials" ? { global: unlimited(), users_read: quota } : { global: quota };
  await control(harness.origins.auth0, "PATCH", "quotas", classes);
  const variables = { AUTH0_RATE_LIMITS: rateLimits };
  await measure(`Auth0 at ${name}, ${calls} users by id`, quota, calls, () =>
    viaService("auth0UserId", calls, { batchSize: 1, variables }),
  );
  const searches = Math.min(80, Math.ceil(calls / 4));
  await control(harness.origins.auth0, "PATCH", "quotas", classes);
  await measure(`Auth0 at ${name}, ${searches * 50} users by ${searches} searches`, quota, searches, () =>
    viaService("auth0UserId", searches * 50, { batchSize: 50, variables }),
  );
}
await measure("Cognito, the same 100 users for 50 clients at once", atCognito, 100, () =>
  viaService("cognitoSub", 100, { batchSize: 100, clients: 50 }),
);
sandbox.kill();

async function measure(
  what: string,
  quota: Quota,
  calls: number,
  work: () => Promise<Outcome>,
): Promise<void> {
  await sleep(2_000 - (Date.now() % 1_000)); // all limits have refilled
  const { answered, throttled, calls: made, tookMs } = await work();
  const perMs = quota.refill / quota.intervalMs;
  const ratio = (count: number): string => (count > 0 ? (tookMs / (count / perMs)).toFixed(2) : "-");
  const figures = [
    answered,
    made,
    throttled,
    (tookMs / 1_000).toFixed(1),
    ratio(calls),
    ratio(calls - quota.capacity),
  ];
  const widths = [10, 7, 11, 9, 12, 20];
  console.log(
    what.padEnd(58),
    ...figures.map((figure, index) => String(figure).padStart(widths[index] ?? 0)),
  );
}

/** Starts a new service process, with an empty cache. The start is not measured. */
async function viaService(
  key: "auth0UserId" | "cognitoSub",
  count: number,
  options: {
    readonly batchSize: number;
    readonly clients?: number;
    readonly variables?: Readonly<Record<string, string>>;
  },
): Promise<Outcome> {
  const { batchSize, clients = 1, variables = {} } = options;
  const service = await startService({ ...harness.variables, ...variables });
  const origin = key === "cognitoSub" ? harness.origins.cognito : harness.origins.auth0;
  const references = harness.users.slice(0, count).map((user) => ({ __typename: "User", [key]: user[key] }));
  const batches = Array.from({ length: Math.ceil(count / batchSize) }, (_, index) =>
    references.slice(index * batchSize, (index + 1) * batchSize),
  );
  await control(origin, "DELETE", "requests");
  const startedAt = performance.now();
  const requests = Array.from({ length: clients }, () => batches).flat();
  const answered = await Promise.all(requests.map((batch) => query(service.origin, batch)));
  const tookMs = performance.now() - startedAt;
  const log = await requestsOf(origin);
  service.process.kill();
  return { answered: answered.reduce((sum, each) => sum + each, 0), tookMs, ...log };
}

async function viaSdk(retryMode: "standard" | "adaptive", count: number): Promise<Outcome> {
  const { COGNITO_ACCESS_KEY_ID = "", COGNITO_SECRET_ACCESS_KEY = "" } = harness.variables;
  const client = new CognitoIdentityProviderClient({
    endpoint: harness.origins.cognito,
    region: "us-east-1",
    credentials: { accessKeyId: COGNITO_ACCESS_KEY_ID, secretAccessKey: COGNITO_SECRET_ACCESS_KEY },
    retryMode,
  });
  await control(harness.origins.cognito, "DELETE", "requests");
  const startedAt = performance.now();
  const outcomes = await Promise.allSettled(
    harness.users
      .slice(0, count)
      .map(({ userPoolId, cognitoSub }) =>
        client.send(new AdminGetUserCommand({ UserPoolId: userPoolId, Username: cognitoSub })),
      ),
  );
  const tookMs = performance.now() - startedAt;
  client.destroy();
  const answered = outcomes.filter(({ status }) => status === "fulfilled").length;
  return { answered, tookMs, ...(await requestsOf(harness.origins.cognito)) };
}

/** Returns how many users were returned with the requested identity. */
async function query(origin: string, representations: readonly object[]): Promise<number> {
  const response = await fetch(`${origin}/graphql`, {
    method: "POST",
    headers: { "content-type": "application/json", authorization: `Bearer ${harness.token}` },
    body: JSON.stringify({ query: reference, variables: { r: representations } }),
  });
  const body = (await response.json()) as {
    data?: { _entities: ({ identities: { nickname?: string; username?: string }[] } | null)[] };
  };
  const entities = body.data?._entities ?? [];
  return entities.filter((user) => user?.identities.some(({ nickname, username }) => nickname ?? username))
    .length;
}

async function requestsOf(origin: string): Promise<{ readonly calls: number; readonly throttled: number }> {
  const answer = await fetch(`${origin}/__sandbox/requests`);
  const { total, requests } = (await answer.json()) as {
    total: number;
    requests: { operation: string; status: number }[];
  };
  const tokens = requests.filter(({ operation }) => operation === "Token").length;
  return { calls: total - tokens, throttled: requests.filter(({ status }) => status !== 200).length };
}

async function control(origin: string, method: string, name: string, body?: object): Promise<void> {
  const init = body === undefined ? { method } : { method, body: JSON.stringify(body) };
  const answer = await fetch(`${origin}/__sandbox/${name}`, init);
  if (!answer.ok) throw new Error(`the emulator refused ${method} ${name}: ${await answer.text()}`);
}

function unlimited(): Quota {
  return { capacity: 1_000_000, refill: 1_000_000, intervalMs: 1_000 };
}
