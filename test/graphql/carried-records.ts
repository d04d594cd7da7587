import { createPeople } from "../../src/sandbox/people.js";
import type { CognitoRecord, SamplePerson } from "../../src/sandbox/person.js";
import { fromTypeScript, mapValues } from "../rules/contracts.js";
import { auth0Contract, cognitoContract, harmonyContract, nexusContract } from "../rules/pairings.js";
import { Distinct, type JsonRecord } from "./carried-values.js";

/** What Cognito answers about one user, by the contract's names. */
export interface CognitoAnswers {
  readonly user: JsonRecord;
  readonly group: JsonRecord;
}

/** A person whose records have every property of the contracts, each with a value of its own. */
export interface FilledPerson {
  readonly person: SamplePerson;
  readonly auth0: JsonRecord;
  readonly nexus: JsonRecord;
  readonly cognito: CognitoAnswers;
  /** The answer to a synchronisation. */
  readonly synced: JsonRecord;
}

/** As many as the bits of the largest number of a flag. */
const bits = 11;

export function createFilledPeople(): readonly FilledPerson[] {
  return createPeople(120).slice(-bits).map(fill);
}

function fill(sample: SamplePerson, bit: number): FilledPerson {
  const [auth0Sample, cognitoSample, nexusSample] = [sample.auth0[0], sample.cognito[0], sample.nexus[0]];
  if (auth0Sample === undefined || cognitoSample === undefined || nexusSample === undefined)
    throw new Error("a person without an identity at each provider");
  const distinct = new Distinct();
  const values = (value: unknown): JsonRecord => distinct.fill(value, bit) as JsonRecord;
  const { user_id } = auth0Sample;
  const auth0 = { ...values(auth0User()), user_id, email: sample.email };
  const nexus = { ...values(nexusUser()), id: nexusSample.id, emailAddress: sample.email };
  const answer = values(nexusContract.sampleOf("SyncUserIdentityResponse"));
  return {
    person: { ...sample, auth0: [auth0], nexus: [nexus] },
    auth0,
    nexus,
    cognito: { user: cognitoUser(cognitoSample, values, bit), group: cognitoGroup(cognitoSample, values) },
    synced: { ...answer, userId: nexus.id, user: nexus },
  };
}

const appMetadata = { ...mapValues(harmonyContract.appMetadata, toSample), unknownKey: "text" };
const userMetadata = { ...mapValues(harmonyContract.userMetadata, toSample), unknownKey: "text" };

function auth0User(): JsonRecord {
  const user = auth0Contract.sampleOf("UserResponseSchema");
  const account = first(user.identities);
  const profileData = { ...(account.profileData as JsonRecord), picture: "text", unknownKey: "text" };
  const own = mapValues(harmonyContract.auth0UserMetadata, toSample);
  return {
    ...user,
    identities: [{ ...account, profileData }],
    app_metadata: appMetadata,
    user_metadata: { ...userMetadata, ...own },
  };
}

/** With a record wherever one refers to another, which the contract's sample leaves out where it would have no end. */
function nexusUser(): JsonRecord {
  const user = nexusContract.sampleOf("User");
  const [member, subscription, deployment] = [user.memberOf, user.subscriptions, user.applicationDeployments];
  const named = { id: "text" };
  const numbered = { id: 7 };
  const organization = {
    ...(user.organization as JsonRecord),
    members: [numbered],
    subscriptions: [numbered],
  };
  return {
    ...user,
    organization,
    owner: { ...user, organization, owner: named },
    memberOf: [{ ...first(member), user: { ...user, owner: named } }],
    subscriptions: [
      { ...first(subscription), organization: numbered, applicationDeployments: [first(deployment)] },
    ],
    applicationDeployments: [{ ...first(deployment), subscription: first(subscription) }],
  };
}

function cognitoUser(
  { poolId, sub, attributes: { email = "" } }: CognitoRecord,
  values: (value: unknown) => JsonRecord,
  bit: number,
): JsonRecord {
  const names = cognitoContract.standardAttributes.filter((name) => !["sub", "email"].includes(name));
  const flags = names.filter((name) => name.endsWith("_verified"));
  const attributes = {
    ...values(Object.fromEntries(names.map((name) => [name, flags.includes(name) ? true : "text"]))),
    ...{ sub, email },
    "custom:app_metadata": values({
      ...appMetadata,
      ...mapValues(harmonyContract.cognitoAppMetadata, toSample),
    }),
    "custom:user_metadata": values(userMetadata),
  };
  return {
    ...values(sampleOfShape("AdminGetUserResponse")),
    ...{ UserPoolId: poolId, UserStatus: bit % 2 === 0 ? "CONFIRMED" : "RESET_REQUIRED", MFAOptions: [] },
    UserAttributes: Object.entries(attributes).map(([Name, value]) => ({ Name, Value: toText(value) })),
  };
}

function cognitoGroup({ poolId }: CognitoRecord, values: (value: unknown) => JsonRecord): JsonRecord {
  return { ...values(sampleOfShape("GroupType")), UserPoolId: poolId };
}

function sampleOfShape(shape: string): JsonRecord {
  return mapValues(cognitoContract.shapes[shape] ?? {}, toSample);
}

function toSample(type: string): unknown {
  const date = "2026-01-02T03:04:05.000Z";
  const samples: JsonRecord = { flag: true, whole: 7, date, list: ["text"], object: { key: "text" } };
  return samples[fromTypeScript(type)] ?? "text";
}

function first(list: unknown): JsonRecord {
  const [record] = list as readonly JsonRecord[];
  if (record === undefined) throw new Error("the contract's sample has no such record");
  return record;
}

/** Cognito stores every value as a string. */
function toText(value: unknown): string {
  return typeof value === "object" ? JSON.stringify(value) : String(value);
}
