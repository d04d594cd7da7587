import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { mock } from "node:test";
import { afterAll, beforeAll, expect, test } from "@jest/globals";
import type { Role } from "../../../src/sandbox/issuer/roles.js";
import { createPeople } from "../../../src/sandbox/people.js";
import type { SamplePerson } from "../../../src/sandbox/person.js";
import { type Sandbox, startSandbox } from "../../../src/sandbox/sandbox.js";
import { chooseSeed, createRandom, oneOf } from "../../support/random.js";
import { startSubgraph, type TestSubgraph } from "../../support/start-subgraph.js";

const people = createPeople(24).filter(({ links }) => links.length > 0);
const roles: readonly Role[] = ["person", "support", "administrator", "machine"];

const selections = [
  "id name picture",
  "id email emailVerified name givenName familyName nickname username phoneNumber",
  "id auth0UserId cognitoSub nexusUserId",
  "id identities { __typename ... on Identity { id provider subject email name isBlocked availability } }",
  "id identities(providers: [AUTH0]) { ... on Auth0Identity { nickname appMetadata { role json } } }",
  "id blockStatus products { product authorized } profileSources { provider availability }",
  "id identities(providers: $providers) { ... on Identity { subject nickname } }",
  "nickname identities { ... on NexusIdentity { roles { name } memberOf { organizationDisplayName } } }",
];
const providerChoices = [["AUTH0"], ["COGNITO", "NEXUS"], [], null];
const entities = (selection: string): string =>
  `query ($references: [_Any!]!${selection.includes("$providers") ? ", $providers: [IdentityProvider!]" : ""}) { _entities(representations: $references) { ... on User { ${selection} } } }`;
const rename = `mutation ($input: UpdateUserInput!) { updateUser(input: $input) { __typename } }`;
const unlink = `mutation ($input: UnlinkIdentityInput!) { unlinkIdentity(input: $input) { __typename } }`;
const link = `mutation ($input: LinkIdentityInput!) { linkIdentity(input: $input) { __typename } }`;

const secret = "event-secret-0123456789-0123456789";
/** Longer than a change by another process may go unnoticed. */
const windowMs = 2_001;

let folder: string;
let sandbox: Sandbox;
/** With everything that is kept in memory. */
let fast: TestSubgraph;
/** Another process with the same directory and providers, and nothing kept in memory. */
let plain: TestSubgraph;
/** Changes identities behind the back of both: the same providers, with a directory of its own. */
let stranger: TestSubgraph;

beforeAll(async () => {
  // before the services take the clock, which shows what the test says
  mock.timers.enable({ apis: ["Date"], now: Date.now() });
  folder = await mkdtemp(join(tmpdir(), "identity-subgraph-answers-"));
  sandbox = await startSandbox({ people });
  const SQLITE_FILE = join(folder, "directory.sqlite");
  const nothing = {
    PLANS_MAX: "0",
    FRAGMENTS_MAX_MEGABYTES: "0",
    DIRECTORY_CACHE_MS: "0",
    CACHE_FOUND_MS: "0",
  };
  const kept = { CACHE_FOUND_MS: "600000", DIRECTORY_CACHE_MS: "2000", WEBHOOK_SECRETS: secret };
  fast = await startSubgraph({ sandbox, variables: { SQLITE_FILE, ...kept } });
  plain = await startSubgraph({ sandbox, variables: { SQLITE_FILE, ...nothing, CACHE_MISSING_MS: "0" } });
  stranger = await startSubgraph({ sandbox, variables: nothing });
});

afterAll(async () => {
  await fast?.close();
  await plain?.close();
  await stranger?.close();
  await sandbox?.close();
  await rm(folder, { recursive: true, force: true });
  mock.timers.reset();
});

test("whatever is kept in memory, every viewer gets the answer of a service that keeps nothing", async () => {
  const random = createRandom(chooseSeed("ANSWERS_SEED"));
  const references = (): object[] => {
    const count = 1 + Math.floor(random() * 4);
    return Array.from({ length: count }, () => {
      const { userId, links } = oneOf(people, random);
      const [first] = links;
      const byId = { __typename: "User", id: userId };
      const keys = { AUTH0: "auth0UserId", COGNITO: "cognitoSub", NEXUS: "nexusUserId" };
      const name = keys[first?.provider as keyof typeof keys];
      return oneOf([byId, byId, { __typename: "User", [name]: first?.subject }], random);
    });
  };
  for (let step = 0; step < 240; step += 1) {
    mock.timers.tick(20);
    if (random() < 0.2) await change(step, random);
    const role = oneOf(roles, random);
    const variables = { references: references(), providers: oneOf(providerChoices, random) };
    const query = entities(oneOf(selections, random));
    const got = await fast.as(role)(query, variables);
    const expected = await plain.as(role)(query, variables);
    expect({ step, role, query, ...toComparable(got) }).toEqual({
      step,
      role,
      query,
      ...toComparable(expected),
    });
  }
});

/** A write by the process, by another one, or at the provider, which then sends an event. */
async function change(step: number, random: () => number): Promise<void> {
  const person = oneOf(people, random);
  const write = oneOf([renameOf, unlinkOf, linkOf], random);
  const { document, input } = write(person, step, random);
  switch (Math.floor(random() * 3)) {
    case 0:
      await fast.execute(document, { input });
      return;
    case 1:
      await plain.execute(document, { input });
      mock.timers.tick(windowMs);
      return;
    default: {
      const renamed = renameOf(person, step);
      await stranger.execute(renamed.document, { input: renamed.input });
      await sendEvents(person);
    }
  }
}

function renameOf({ userId }: SamplePerson, step: number) {
  return { document: rename, input: { user: { id: userId }, profile: { nickname: `nick${step}` } } };
}

function linkOf(person: SamplePerson, _step: number, random: () => number) {
  return { document: link, input: nameOne(person, random) };
}

function unlinkOf(person: SamplePerson, _step: number, random: () => number) {
  return { document: unlink, input: nameOne(person, random) };
}

function nameOne({ userId, links }: SamplePerson, random: () => number) {
  const { provider, realm, subject } = oneOf(links, random);
  return { user: { id: userId }, provider, realm, subject };
}

async function sendEvents({ links }: SamplePerson): Promise<void> {
  const events = links.map(({ provider, realm, subject }) => ({
    provider,
    realm,
    subject,
    change: "UPDATED",
  }));
  const response = await fetch(`${fast.app.origin}/webhooks/identities`, {
    method: "POST",
    headers: { authorization: `Bearer ${secret}`, "content-type": "application/json" },
    body: JSON.stringify({ events }),
  });
  expect(response.status).toBe(204);
}

function toComparable({
  data,
  errors,
  status,
}: {
  data: unknown;
  errors: readonly object[];
  status: number;
}): object {
  return { status, data, errors: errors.map((error) => JSON.stringify(error)).sort() };
}
