import type { StoreLocation } from "../../src/directory/open-directory.js";
import { toSubject } from "../../src/identity/ids.js";
import type { ProviderName } from "../../src/identity/link.js";
import type { Sandbox } from "../../src/sandbox/sandbox.js";
import {
  CreateCognitoUserDocument,
  type CreateCognitoUserInput,
  LinkIdentityDocument,
  type LinkIdentityInput,
  SyncNexusIdentityDocument,
  type SyncNexusIdentityInput,
  UpdateUserDocument,
  type UpdateUserInput,
} from "../generated/operations.js";
import type { TestSubgraph } from "./start-subgraph.js";
import { until } from "./until.js";

/** The sample operation of each mutation. */
export const mutationDocuments = {
  updateUser: UpdateUserDocument,
  createCognitoUser: CreateCognitoUserDocument,
  syncNexusIdentity: SyncNexusIdentityDocument,
  linkIdentity: LinkIdentityDocument,
};

/** The mutations of a subgraph; each answers the member of the union, as the sample operation asks for it. */
export function mutationsOf({ execute }: Pick<TestSubgraph, "execute">) {
  return {
    updateUser: async (input: UpdateUserInput) =>
      (await execute(UpdateUserDocument, { input })).expectData().updateUser,
    createCognitoUser: async (input: CreateCognitoUserInput) =>
      (await execute(CreateCognitoUserDocument, { input })).expectData().createCognitoUser,
    syncNexusIdentity: async (input: SyncNexusIdentityInput) =>
      (await execute(SyncNexusIdentityDocument, { input })).expectData().syncNexusIdentity,
    linkIdentity: async (input: LinkIdentityInput) =>
      (await execute(LinkIdentityDocument, { input })).expectData().linkIdentity,
  };
}

export type Mutations = ReturnType<typeof mutationsOf>;

/** The variables that put a subgraph's directory into the store. */
export function toStoreVariables(location: StoreLocation): Readonly<Record<string, string>> {
  return "url" in location ? { DATABASE_URL: location.url } : { SQLITE_FILE: location.sqliteFile };
}

const readingAtCognito = new Set(["AdminGetUser", "ListUsers", "AdminListGroupsForUser", "DescribeUserPool"]);

/** Names of the calls that have changed something at a provider, or have tried to, in their order. */
export function writingCalls({ auth0, cognito, nexus }: Sandbox) {
  const byMethod = ({ requests }: Sandbox["auth0"]) =>
    requests.filter(({ method, operation }) => method !== "GET" && operation !== "Token");
  const atCognito = cognito.requests.filter(({ operation }) => !readingAtCognito.has(operation));
  const toNames = (requests: readonly { readonly operation: string }[]) =>
    requests.map(({ operation }) => operation);
  return {
    auth0: toNames(byMethod(auth0)),
    cognito: toNames(atCognito),
    nexus: toNames(byMethod(nexus)),
  };
}

export const noCalls = { auth0: [], cognito: [], nexus: [] };

/** Repeats the mutation until its write is finished, as a client does. */
export async function untilSettled<Answer extends object | null>(
  ask: () => Promise<Answer>,
): Promise<Answer> {
  let answer = await ask();
  await until(async () => {
    if (answer === null || !("retryAfterSeconds" in answer) || answer.retryAfterSeconds === null) return true;
    answer = await ask();
    return false;
  }, "the write is finished");
  return answer;
}

/** Ids of the users who have the subject. */
export async function ownersOf(
  { app }: Pick<TestSubgraph, "app">,
  provider: ProviderName,
  subject: string,
): Promise<readonly string[]> {
  const found = await app.directory.findUsers([{ kind: "subject", provider, subject: toSubject(subject) }]);
  return [...found.values()].flat().map(({ id }) => id);
}
