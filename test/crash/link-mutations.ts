import { expect } from "@jest/globals";
import type { IdentityKey } from "../../src/identity/link.js";
import { type SamplePerson, toPerson } from "../../src/sandbox/person.js";
import { sandboxRealms } from "../../src/sandbox/realms.js";
import { toAuth0Record, toCognitoRecord, toNexusRecord } from "../../src/sandbox/records.js";
import { presentFresh } from "../support/presented.js";
import type { Harness } from "./harness.js";
import { type Mutation, send } from "./mutation.js";

const attribute = { key: "desk", value: "12-B" };

/** In the directory at Nexus only; Nexus says who they are at Auth0. */
const sync: Mutation = {
  ...{ name: "syncNexusIdentity", success: "SyncNexusIdentitySuccess" },
  toPerson: (seed) => {
    const records = { auth0: [toAuth0Record(seed)], nexus: [toNexusRecord(seed)] };
    const person = toPerson(seed, { slug: `sync-${seed.index}`, about: "To be synced.", ...records });
    return { ...person, links: person.links.filter(({ provider }) => provider === "NEXUS") };
  },
  ask: (execute, { userId }, idempotencyKey) =>
    send(
      execute,
      ["SyncNexusIdentityInput", "syncNexusIdentity", "... on SyncNexusIdentitySuccess { user { id } }"],
      {
        ...{ user: { id: userId }, audience: "https://api.example.com", idempotencyKey },
        ...{ attributes: [attribute], connection: { connectionId: "district" } },
      },
    ),
  check: (harness, person, entry) => checkSync(harness, person, entry?.result === "SYNCED"),
  checkDone: (harness, person) => checkSync(harness, person, true),
};

/** At Auth0 and Cognito; the link to the second is what the mutation is about. */
const toHolder =
  (isLinked: boolean): Mutation["toPerson"] =>
  (seed) => {
    const records = { auth0: [toAuth0Record(seed)], cognito: [toCognitoRecord(seed)] };
    const person = toPerson(seed, { slug: `holder-${seed.index}`, about: "Holds two.", ...records });
    return isLinked
      ? person
      : { ...person, links: person.links.filter(({ provider }) => provider === "AUTH0") };
  };

const toInput = ({ userId, cognito }: SamplePerson, idempotencyKey: string): object => {
  return { user: { id: userId }, provider: "COGNITO", subject: cognito[0]?.sub, idempotencyKey };
};

const link: Mutation = {
  ...{ name: "linkIdentity", success: "LinkIdentitySuccess" },
  toPerson: toHolder(false),
  ask: (execute, person, idempotencyKey) =>
    send(
      execute,
      ["LinkIdentityInput", "linkIdentity", "... on LinkIdentitySuccess { user { id } }"],
      toInput(person, idempotencyKey),
    ),
  check: (harness, person, entry) => checkLinked(harness, person, entry?.result === "LINKED"),
  checkDone: (harness, person) => checkLinked(harness, person, true),
};

const unlink: Mutation = {
  ...{ name: "unlinkIdentity", success: "UnlinkIdentitySuccess" },
  toPerson: toHolder(true),
  ask: (execute, person, idempotencyKey) =>
    send(
      execute,
      ["UnlinkIdentityInput", "unlinkIdentity", "... on UnlinkIdentitySuccess { user { id } }"],
      toInput(person, idempotencyKey),
    ),
  check: (harness, person, entry) => checkLinked(harness, person, entry?.result !== "UNLINKED"),
  checkDone: (harness, person) => checkLinked(harness, person, false),
};

export const linkMutations = [sync, link, unlink];

async function checkSync(harness: Harness, person: SamplePerson, isDone: boolean): Promise<void> {
  const [nexusLink] = person.links as [SamplePerson["links"][number]];
  const { userId } = person;
  const identity = presentFresh(await harness.readIdentity(nexusLink), {
    ...{ ...nexusLink, userId, linkedAt: new Date(0), changedAt: null },
  }) as { readonly attributes: readonly { readonly name: string; readonly value: string }[] };
  const desks = identity.attributes.filter(({ name }) => name === attribute.key).map(({ value }) => value);
  expect(desks).toEqual(isDone ? [attribute.value] : []);
  await checkOnlyOwner(harness, { ...nexusLink, userId }, true);
  const subject = person.auth0[0]?.user_id as IdentityKey["subject"];
  await checkOnlyOwner(harness, { provider: "AUTH0", realm: sandboxRealms.auth0, subject, userId }, isDone);
}

async function checkLinked(harness: Harness, person: SamplePerson, isLinked: boolean): Promise<void> {
  const { userId, cognito } = person;
  const subject = cognito[0]?.sub as IdentityKey["subject"];
  const [realm] = sandboxRealms.cognito;
  await checkOnlyOwner(harness, { provider: "COGNITO", realm, subject, userId }, isLinked);
}

async function checkOnlyOwner(
  harness: Harness,
  { userId, ...key }: IdentityKey & Pick<SamplePerson, "userId">,
  isLinked: boolean,
): Promise<void> {
  const owners = await harness.findOwners(key);
  expect(owners.map(({ id }) => id)).toEqual(isLinked ? [userId] : []);
  const links = owners.flatMap((user) => user.links).filter(({ subject }) => subject === key.subject);
  expect(links).toHaveLength(isLinked ? 1 : 0);
}
