import { checkInput } from "../../graphql/inputs/check-input.js";
import type { ProviderSubject, Realm } from "../../identity/ids.js";
import type { IdentityKey } from "../../identity/link.js";
import type { ProviderIdentity } from "../../identity/provider.js";
import { type FieldRefusal, ProviderError } from "../../identity/provider-error.js";
import { pickSecrets } from "../../identity/secrets.js";
import type { IdentitySync } from "../../identity/sync.js";
import type { ChangePlan, IdentityWriter, WriteStep } from "../../identity/writer.js";
import type { CallScope } from "../../platform/call-scope.js";
import type { NexusClient } from "./client.js";
import { checkRealm, outcomeUnknown } from "./errors.js";
import { type Difference, profileTargets, toDifferences, toSyncBody } from "./mapping.input.js";
import { NexusProviderIdentity, type TenantRealms } from "./mapping.js";
import { UpdateNexusInput } from "./types.input.js";
import type { NexusUserWire, SyncAnswerWire } from "./wire.js";

export interface NexusWriterOptions {
  readonly client: NexusClient;
  readonly realm: Realm;
  readonly tenants: TenantRealms;
  readonly scope: CallScope;
}

/** One request's changes. Every plan is one PatchUser, which sets values and can safely be repeated. */
export function createNexusWriter({ client, realm, scope }: NexusWriterOptions): IdentityWriter {
  return {
    plan: async (key, change) => {
      checkRealm(key, [realm]);
      const user = await client.getUser(key.subject, scope);
      return user === null ? null : planChange(key, toDifferences(change, user));
    },
    take: async ({ key, body, fields, secrets: names }, secrets) => {
      checkRealm(key, [realm]);
      try {
        await client.patchUser(key.subject, { ...body, ...pickSecrets("NEXUS", names, secrets) }, scope);
      } catch (error) {
        throw error instanceof ProviderError ? withInputNames(error, fields) : error;
      }
    },
  };
}

/** Synchronises identities with what a connection reports about them. */
export function createNexusSync({ client, realm, tenants, scope }: NexusWriterOptions): IdentitySync {
  const toIdentity = (user: NexusUserWire | null): ProviderIdentity | null =>
    user && new NexusProviderIdentity(user, realm, tenants);

  /** The user of the response if it includes the identities, else the user read again: links need the complete list. */
  async function readSynced(id: ProviderSubject, { user }: SyncAnswerWire): Promise<ProviderIdentity | null> {
    if (user !== null && user.identities != null) return toIdentity(user);
    try {
      return toIdentity(await client.getUser(id, scope));
    } catch (error) {
      throw error instanceof ProviderError ? outcomeUnknown(error) : error;
    }
  }

  return {
    findByConnection: async (connectionId, auth0UserId) =>
      toIdentity(await client.findUserByConnection(connectionId, auth0UserId, scope)),
    read: async (subject) => toIdentity(await client.getUser(subject, scope)),
    sync: async (subject, input) => {
      const answer = await client.syncUser(subject, toSyncBody(input), scope);
      const identity = answer && (await readSynced(subject, answer));
      if (answer === null || identity === null) return null;
      const { roles, isAuthenticated, displayName: name, givenName, familyName } = answer;
      return { identity, roles, isAuthenticated, names: { name, givenName, familyName } };
    },
  };
}

async function planChange(key: IdentityKey, differences: readonly Difference[]): Promise<ChangePlan> {
  const refusals = await refuse(differences);
  const isTakable = refusals.length === 0 && differences.length > 0;
  return {
    steps: isTakable ? [toStep(key, differences)] : [],
    changes: differences.map(({ field, before, after }) => ({ field, before, after })),
    refusals,
  };
}

function toStep(key: IdentityKey, differences: readonly Difference[]): WriteStep {
  const isSecret = ({ wireName }: Difference): boolean => wireName === "password";
  const open = differences.filter((difference) => !isSecret(difference));
  return {
    key,
    call: "patch",
    fields: differences.map(({ field }) => field),
    body: Object.fromEntries(open.map(({ wireName, after }) => [wireName, after])),
    secrets: differences.filter(isSecret).map(({ wireName }) => wireName),
  };
}

/** Checks the profile against Nexus's own limits, which are those of its own input. */
async function refuse(differences: readonly Difference[]): Promise<readonly FieldRefusal[]> {
  const clearing = differences.filter(({ isClearing }) => isClearing);
  const fromProfile = differences.filter(
    ({ field, wireName, isClearing }) => !isClearing && profileTargets[field as "name"] === wireName,
  );
  const values = Object.fromEntries(fromProfile.map(({ field, after }) => [field, after]));
  const violations = await checkInput(Object.assign(new UpdateNexusInput(), values));
  return [
    ...clearing.map(({ field }) => ({ field, rule: "can't be cleared: Nexus ignores null" })),
    ...violations.map(({ path, message }) => ({ field: path, rule: message.replace(`${path} `, "") })),
  ];
}

/** Nexus's refusals use its own names; the result uses the names of the input. */
function withInputNames(error: ProviderError, fields: readonly string[]): ProviderError {
  const { kind, detail, retryAfterSeconds } = error;
  const toField = (wireName: string): string =>
    fields.find((field) => field === wireName || field === `json.${wireName}`) ??
    fields.find((field) => profileTargets[field as "name"] === wireName) ??
    wireName;
  const refusals = error.refusals.map(({ field, rule }) => ({ field: toField(field), rule }));
  const hint = retryAfterSeconds === undefined ? {} : { retryAfterSeconds };
  return new ProviderError("NEXUS", kind, detail, { ...hint, refusals });
}
