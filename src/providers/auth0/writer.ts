import { checkInput } from "../../graphql/inputs/check-input.js";
import type { Realm } from "../../identity/ids.js";
import type { IdentityKey } from "../../identity/link.js";
import { toPlainJson } from "../../identity/plain-json.js";
import { type FieldRefusal, ProviderError } from "../../identity/provider-error.js";
import { pickSecrets } from "../../identity/secrets.js";
import type { ChangePlan, IdentityUpdate, IdentityWriter, WriteStep } from "../../identity/writer.js";
import type { CallScope } from "../../platform/call-scope.js";
import type { Auth0Client } from "./client.js";
import { checkRealm } from "./errors.js";
import {
  type Account,
  type Difference,
  findAccount,
  type Requested,
  toDifferences,
  toPatches,
  toRequested,
  wireNames,
  withFlags,
} from "./mapping.input.js";
import { UpdateAuth0Input } from "./types.input.js";
import type { Auth0User } from "./wire.js";

/** One request's writes. Every step is `PATCH /users/{id}`, which sets values and can safely be repeated. */
export function createAuth0Writer(client: Auth0Client, realm: Realm, scope: CallScope): IdentityWriter {
  return {
    plan: async (key, change) => {
      checkRealm(key, [realm]);
      const user = await client.getUser(key.subject, scope);
      return user === null ? null : planChange(key, change, user);
    },
    take: async ({ key, body, secrets: names }, secrets) => {
      checkRealm(key, [realm]);
      try {
        await client.updateUser(key.subject, { ...body, ...pickSecrets("AUTH0", names, secrets) }, scope);
      } catch (error) {
        throw error instanceof ProviderError ? withInputNames(error) : error;
      }
    },
  };
}

/** Auth0's refusals use its own names; the result uses the names of the input. */
function withInputNames(error: ProviderError): ProviderError {
  if (error.refusals.length === 0) return error;
  const names = Object.entries(wireNames);
  const toField = (name: string): string => names.find(([, wireName]) => wireName === name)?.[0] ?? name;
  const refusals = error.refusals.map(({ field, rule }) => ({ field: toField(field), rule }));
  return new ProviderError("AUTH0", error.kind, error.detail, { refusals });
}

async function planChange(key: IdentityKey, change: IdentityUpdate, user: Auth0User): Promise<ChangePlan> {
  const given = toRequested(change);
  const account = findAccount(user, given.connection);
  if (account === undefined) return { steps: [], changes: [], refusals: [noAccount] };
  const requested = withFlags(given, account);
  const differences = toDifferences(requested, user, account);
  const refusals = [...(await refuseProfile(change)), ...refuseRequest(requested, differences, account)];
  const steps = refusals.length > 0 ? [] : toPatches(differences, requested, account);
  return {
    steps: steps.map((patch): WriteStep => ({ key, call: "patch", ...patch })),
    changes: differences.map(({ field, before, after }) => ({ field, before, after })),
    refusals,
  };
}

const noAccount: FieldRefusal = {
  field: "connection",
  rule: "must name a connection in which the user has an account",
};

/** Checks the profile against Auth0's own limits, which are those of its own input. */
async function refuseProfile({ profile, own = {} }: IdentityUpdate): Promise<readonly FieldRefusal[]> {
  const shared = Object.entries(toPlainJson(profile)).filter(([field]) => own[field] === undefined);
  const violations = await checkInput(Object.assign(new UpdateAuth0Input(), Object.fromEntries(shared)));
  return violations.map(({ path, message }) => ({ field: path, rule: message.replace(`${path} `, "") }));
}

/** Changes that the documentation rules out for the account's kind of connection, where Auth0 reports that kind. */
function refuseRequest(
  requested: Requested,
  differences: readonly Difference[],
  account: Account,
): readonly FieldRefusal[] {
  const kind = kindOf(account);
  const isChanged = (field: string): boolean => differences.some((difference) => difference.field === field);
  const refuse = (isRefused: boolean, field: string, rule: string): readonly FieldRefusal[] =>
    isRefused ? [{ field, rule }] : [];
  const isElsewhere = kind !== "database" && kind !== "unknown";
  return [
    ...refuse(requested.sendInvite === true, "sendInvite", "is not supported by the Management API"),
    ...["email", "username", "password"].flatMap((field) =>
      refuse(
        isElsewhere && isChanged(field),
        field,
        "can be changed only for users of a database connection",
      ),
    ),
    ...refuse(
      (kind === "enterprise" || kind === "sms") && isChanged("emailVerified") && !isChanged("email"),
      "emailVerified",
      "can't be changed for users of an enterprise or SMS connection",
    ),
    ...refuse(
      requested.verifyPhoneNumber === true &&
        kind !== "sms" &&
        kind !== "unknown" &&
        isChanged("phoneNumber"),
      "verifyPhoneNumber",
      "is allowed only for users of an SMS connection",
    ),
  ];
}

function kindOf({
  provider,
  isSocial,
}: Account): "database" | "sms" | "email" | "social" | "enterprise" | "unknown" {
  if (provider === "auth0") return "database";
  if (provider === "sms" || provider === "email") return provider;
  if (provider === undefined || isSocial === undefined) return "unknown";
  return isSocial ? "social" : "enterprise";
}
