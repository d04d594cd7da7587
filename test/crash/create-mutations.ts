import { expect } from "@jest/globals";
import { toSubject } from "../../src/identity/ids.js";
import { type SamplePerson, toPerson } from "../../src/sandbox/person.js";
import { sandboxRealms } from "../../src/sandbox/realms.js";
import { toAuth0Record } from "../../src/sandbox/records.js";
import type { Harness } from "./harness.js";
import { type Mutation, send } from "./mutation.js";

const [pool] = sandboxRealms.cognito;
const appMetadata = { role: "teacher", ctsAuthorized: true };
const input = {
  realm: pool,
  givenName: "Grace",
  familyName: "Hopper",
  password: "Correct-horse-7",
  groups: ["editors"],
  isBlocked: true,
  appMetadata,
};

/** All that the creation sends: another program's account may have all of it too. */
const toSent = (email: string): Readonly<Record<string, string>> => ({
  ...{ email, email_verified: "false", given_name: input.givenName, family_name: input.familyName },
  "custom:app_metadata": JSON.stringify(appMetadata),
});

/** Another person with the same address and names, under another user name. */
const addTwin: Mutation["prepare"] = (harness, { slug, email }) =>
  harness.addStranger(pool, `twin-of-${slug}`, toSent(email));

/** Not in the directory: the mutation creates the user. */
const forNewUser: Mutation = {
  ...{ name: "createCognitoUser for a new user", success: "CreateCognitoUserSuccess" },
  toPerson: (seed) => toPerson(seed, { slug: `new-${seed.index}`, about: "Not there yet." }),
  prepare: addTwin,
  ask: (execute, { email }, idempotencyKey) => create(execute, { ...input, email, idempotencyKey }),
  check: (harness, person, entry) => checkNew(harness, person, entry?.result === "CREATED"),
  checkDone: (harness, person) => checkNew(harness, person, true),
};

const forKnownUser: Mutation = {
  ...{ name: "createCognitoUser for an existing user", success: "CreateCognitoUserSuccess" },
  toPerson: (seed) =>
    toPerson(seed, { slug: `known-${seed.index}`, about: "At Auth0 only.", auth0: [toAuth0Record(seed)] }),
  prepare: addTwin,
  ask: (execute, { email, userId, slug }, idempotencyKey) =>
    create(execute, { ...input, email, user: { id: userId }, username: slug, idempotencyKey }),
  check: (harness, person, entry) => checkKnown(harness, person, entry?.result === "CREATED"),
  checkDone: (harness, person) => checkKnown(harness, person, true),
};

/** The user name is a stranger's, and so is all the rest. */
const forTakenName: Mutation = {
  ...{ name: "createCognitoUser under a stranger's name", success: "IdentityExists" },
  toPerson: (seed) => toPerson(seed, { slug: `taken-${seed.index}`, about: "A stranger's." }),
  prepare: (harness, { slug, email }) => harness.addStranger(pool, slug, toSent(email)),
  ask: (execute, { email, slug }, idempotencyKey) =>
    create(execute, { ...input, email, username: slug, idempotencyKey }),
  check: checkNothing,
  checkDone: checkNothing,
};

export const createMutations = [forNewUser, forKnownUser, forTakenName] as const;

function create(execute: Parameters<Mutation["ask"]>[0], order: object): ReturnType<Mutation["ask"]> {
  return send(execute, ["CreateCognitoUserInput", "createCognitoUser", selection], order);
}

const selection = "... on CreateCognitoUserSuccess { user { id cognitoSub } identity { subject } }";

/** Whose identities at Cognito stand under the address; each must be whole. */
async function readOwners(
  harness: Harness,
  { email }: SamplePerson,
): Promise<readonly (readonly string[])[]> {
  const users = await harness.findPoolUsers(pool, email);
  for (const { status, isEnabled, groups, attributes } of users) {
    expect({ status, isEnabled, groups }).toEqual({
      status: "CONFIRMED", // FORCE_CHANGE_PASSWORD until the permanent password is set
      isEnabled: false,
      groups: ["editors"],
    });
    expect(JSON.parse(attributes["custom:app_metadata"] ?? "")).toEqual(appMetadata);
    expect(attributes).not.toHaveProperty("website");
  }
  return Promise.all(
    users.map(async ({ subject }) => {
      const owners = await harness.findOwners({
        provider: "COGNITO",
        realm: pool,
        subject: toSubject(subject),
      });
      return owners.map(({ id }) => id);
    }),
  );
}

/** Users who were made for one person after the other count up; a link without an identity would be one too many. */
async function checkNew(harness: Harness, person: SamplePerson, isDone: boolean): Promise<void> {
  const owners = await readOwners(harness, person);
  expect(owners).toEqual(isDone ? [[expect.any(String)]] : []);
  const { length } = await harness.listPoolNames(pool);
  expect(await harness.directory.countUsers()).toBe(length);
  expect(await harness.directory.countUsers({ provider: "COGNITO", evidence: "CREATED_HERE" })).toBe(length);
}

async function checkKnown(harness: Harness, person: SamplePerson, isDone: boolean): Promise<void> {
  expect(await readOwners(harness, person)).toEqual(isDone ? [[person.userId]] : []);
  const users = await harness.directory.findUsers([{ kind: "id", id: person.userId }]);
  const links = [...users.values()].flat().flatMap((user) => user.links);
  expect(links.map(({ provider, evidence }) => `${provider} ${evidence}`).sort()).toEqual([
    "AUTH0 PROVIDER_ASSERTED",
    ...(isDone ? ["COGNITO CREATED_HERE"] : []),
  ]);
}

async function checkNothing(harness: Harness): Promise<void> {
  expect(await harness.listPoolNames(pool)).toEqual([]);
  expect(await harness.directory.countUsers()).toBe(0);
}
