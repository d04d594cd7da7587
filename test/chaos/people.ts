import { personSeed, type SamplePerson, toPerson } from "../../src/sandbox/person.js";
import { toAuth0Record, toCognitoRecord, toNexusRecord } from "../../src/sandbox/records.js";
import { canaryPrefix } from "./canaries.js";

/** A person whose values no other person has. */
export interface ChaosPerson {
  readonly index: number;
  readonly person: SamplePerson;
  /** In the directory from the start; others are met by the first reference to their Auth0 subject. */
  readonly isKnown: boolean;
  /** Whether mutations change the nickname. */
  readonly isChanging: boolean;
  readonly email: string;
  readonly givenName: string;
  readonly familyName: string;
  readonly phoneNumber: string;
}

export function createChaosPeople(count: number): readonly ChaosPerson[] {
  return Array.from({ length: count }, (_, index) => createOne(index));
}

function createOne(index: number): ChaosPerson {
  const names = {
    email: `chaos${index}@canary.example.org`,
    givenName: `Given${index}`,
    familyName: `Family${index}`,
    phoneNumber: toPhoneNumber(index),
  };
  const isKnown = index % 10 !== 9;
  const isChanging = index % 10 === 0;
  const person = isKnown ? toKnown(index, names) : toStranger(index, names);
  return { index, person, isKnown, isChanging, ...names };
}

export function toPhoneNumber(index: number): string {
  return `${canaryPrefix}${String(10_000 + index).slice(-4)}`;
}

type Names = Pick<ChaosPerson, "email" | "givenName" | "familyName" | "phoneNumber">;

function toKnown(index: number, names: Names): SamplePerson {
  const seed = { ...personSeed(index), ...names };
  const record = toCognitoRecord(seed);
  const attributes = { ...record.attributes, phone_number: names.phoneNumber };
  return toPerson(seed, {
    slug: `person-${index}`,
    about: "One identity at each provider.",
    auth0: [toAuth0Record(seed)],
    cognito: [{ ...record, attributes }],
    nexus: [toNexusRecord(seed)],
  });
}

function toStranger(index: number, names: Names): SamplePerson {
  const seed = { ...personSeed(index), ...names };
  const auth0 = [toAuth0Record(seed, { phone_number: names.phoneNumber })];
  return toPerson(seed, { slug: `stranger-${index}`, about: "At Auth0, not yet known.", auth0, links: [] });
}
