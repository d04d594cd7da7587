import { expect } from "@jest/globals";
import type { AuditEntry } from "../../src/directory/journal.js";
import type { Link } from "../../src/identity/link.js";
import { updateUser } from "../../src/provisioning/handlers/update-user.js";
import { type SamplePerson, toPerson } from "../../src/sandbox/person.js";
import { toAuth0Record, toCognitoRecord, toNexusRecord } from "../../src/sandbox/records.js";
import { presentFresh } from "../support/presented.js";
import type { Harness } from "./harness.js";
import { type Answer, type Mutation, send } from "./mutation.js";

const nickname = "grace";
const passwordOnly = "password";

/** What each identity is to have in the end. Passwords can't be read. */
const desired: Readonly<Record<string, Readonly<Record<string, unknown>>>> = {
  AUTH0: { nickname, "appMetadata.role": "principal" },
  COGNITO: { nickname, "appMetadata.role": "principal", isBlocked: true },
  NEXUS: { nickname, language: "da-DK" },
};

/** Three identities, passwords at two of them. */
export const updateMutation: Mutation = {
  ...{ name: "updateUser over three identities", success: "UpdateUserSuccess" },
  toPerson: (seed) =>
    toPerson(seed, {
      ...{ slug: `update-${seed.index}`, about: "One identity at each provider." },
      ...{ auth0: [toAuth0Record(seed)], cognito: [toCognitoRecord(seed)], nexus: [toNexusRecord(seed)] },
    }),
  ask: (execute, { userId }, idempotencyKey): Promise<Answer> => {
    const fields = "user { id } outcomes { provider status problem { code message } }";
    const selection = `... on UpdateUserSuccess { ${fields} } ... on UpdateUserIncomplete { ${fields} }`;
    return send(execute, ["UpdateUserInput", "updateUser", selection], {
      ...{ user: { id: userId }, idempotencyKey, profile: { nickname } },
      auth0: { password: "Correct-horse-7", appMetadata: { role: "principal" } },
      cognito: { password: "Correct-horse-8", isBlocked: true, appMetadata: { role: "principal" } },
      nexus: { language: "da-DK" },
    });
  },
  check: async (harness, person, entry) => {
    const outcomes = await readOutcomes(harness, entry);
    for (const link of person.links) {
      const applied = outcomes.get(link.provider) ?? [];
      const fields = await readFields(harness, person, link);
      const isNew = Object.keys(fields).filter((field) => fields[field] === desired[link.provider]?.[field]);
      const told = applied.filter((field) => field !== passwordOnly);
      expect({ provider: link.provider, isNew: isNew.sort() }).toEqual({
        provider: link.provider,
        isNew: told.toSorted(),
      });
    }
  },
  checkDone: async (harness, person) => {
    for (const link of person.links)
      expect(await readFields(harness, person, link)).toEqual(desired[link.provider]);
  },
};

/** By provider the fields that the journal says were changed. What it says of a failure must be that a password was lost. */
async function readOutcomes(
  harness: Harness,
  entry: AuditEntry | undefined,
): Promise<ReadonlyMap<string, readonly string[]>> {
  if (entry === undefined) return new Map();
  const write = await harness.directory.journal.find(entry.writeId);
  if (write === null) throw new Error("the audit knows a write that the journal does not");
  const { identities } = updateUser.outcome.parse(write.outcome);
  const statuses = new Set(identities.map(({ status }) => status));
  expect(entry.result).toBe([...statuses].sort().join(", "));
  for (const { status, failure } of identities) {
    expect(failure).toEqual(status === "FAILED" ? { kind: "secret_lost" } : null);
    expect(["APPLIED", "FAILED"]).toContain(status);
  }
  return new Map(identities.map(({ key, appliedFields }) => [key.provider, appliedFields]));
}

async function readFields(
  harness: Harness,
  { userId }: SamplePerson,
  key: SamplePerson["links"][number],
): Promise<Readonly<Record<string, unknown>>> {
  const identity = await harness.readIdentity(key);
  const link: Link = { ...key, userId, linkedAt: new Date(0), changedAt: null };
  const { language } = presentFresh(identity, link) as { readonly language?: string };
  const all: Record<string, unknown> = {
    nickname: identity.profile.nickname,
    "appMetadata.role": identity.appMetadata?.role,
    isBlocked: identity.isBlocked,
    language,
  };
  return Object.fromEntries(Object.keys(desired[key.provider] ?? {}).map((field) => [field, all[field]]));
}
