import { type ExecutionResult, execute, type GraphQLSchema, parse } from "graphql";
import { createPolicy } from "../../src/access/policy/create-policy.js";
import { anonymousViewer, type Viewer } from "../../src/access/viewer.js";
import { UserUnreadError } from "../../src/graphql/errors/user-unread.js";
import { createContext } from "../../src/graphql/schema/context.js";
import { permissions } from "../../src/identity/permissions.js";
import type { Provider } from "../../src/identity/provider.js";
import { openScope } from "../../src/platform/call-scope.js";
import type { WriteEnvironment } from "../../src/provisioning/runner.js";
import type { Json } from "../support/json.js";
import { openTestUpstream } from "../support/upstream.js";
import {
  type BlockCommand,
  type CreateCommand,
  canary,
  type LinkCommand,
  type MutationCommand,
  type SyncCommand,
  type UpdateCommand,
} from "./schedule.js";
import { people, pool } from "./schedule-harness.js";

type MutationName =
  | "createCognitoUser"
  | "updateUser"
  | "syncNexusIdentity"
  | "linkIdentity"
  | "unlinkIdentity";
export type Answer = { readonly __typename: string } & Record<string, Json>;

/** A mutation with its input. */
export interface Ask {
  readonly mutation: MutationName;
  readonly input: Readonly<Record<string, unknown>>;
}

/** The address of the user that a creation makes; the same for all of one user name. */
export function emailOf({ username, key }: Pick<CreateCommand, "username" | "key">, number: number): string {
  return username === null ? `nobody-${key ?? number}@example.com` : `${username}@example.com`;
}

export function toAsk(command: MutationCommand, number: number): Ask {
  const idempotencyKey = command.key;
  switch (command.kind) {
    case "create":
      return {
        mutation: "createCognitoUser",
        input: { ...toCreation(command), email: emailOf(command, number), idempotencyKey },
      };
    case "update":
      return { mutation: "updateUser", input: { ...toUpdate(command), idempotencyKey } };
    case "block":
      return { mutation: "updateUser", input: { ...toBlock(command), idempotencyKey } };
    case "sync":
      return { mutation: "syncNexusIdentity", input: { ...toSync(command), idempotencyKey } };
    case "link":
    case "unlink": {
      const mutation = `${command.kind}Identity` as const;
      return { mutation, input: { ...toLink(command), idempotencyKey } };
    }
  }
}

/** The Auth0 identities that no user has at first. */
export const looseSubjects: readonly string[] = people
  .slice(2)
  .flatMap(({ auth0 }) => auth0.map(({ user_id }) => user_id));

export function userIdOf(index: number): string {
  return people[index]?.userId ?? "";
}

function toCreation({ username, hasPassword, group, forUser }: CreateCommand): Ask["input"] {
  return {
    realm: pool,
    givenName: "New",
    familyName: "User",
    ...(username !== null && { username }),
    ...(hasPassword && { password: `${canary}-created` }),
    ...(group !== null && { groups: [group] }),
    ...(forUser !== null && { user: { id: userIdOf(forUser) } }),
  };
}

function toUpdate({ user, nickname }: UpdateCommand): Ask["input"] {
  return { user: { id: userIdOf(user) }, profile: { nickname } };
}

function toBlock({ user, isBlocked }: BlockCommand): Ask["input"] {
  return { user: { id: userIdOf(user) }, auth0: { isBlocked } };
}

function toSync({ person, badge }: SyncCommand): Ask["input"] {
  return {
    user: { nexusUserId: people[person]?.nexus[0]?.id },
    audience: "https://api.example.com",
    attributes: [{ key: "badge", value: badge }],
    connection: { connectionId: "district" },
  };
}

function toLink({ user, subject }: LinkCommand): Ask["input"] {
  return { user: { id: userIdOf(user) }, provider: "AUTH0", subject: looseSubjects[subject] };
}

const updateFields = "user { id } outcomes { provider subject status problem { code } }";

const selections: Readonly<Record<MutationName, string>> = {
  createCognitoUser: "... on CreateCognitoUserSuccess { user { id cognitoSub } }",
  updateUser: `... on UpdateUserSuccess { ${updateFields} } ... on UpdateUserIncomplete { ${updateFields} }`,
  syncNexusIdentity: "... on SyncNexusIdentitySuccess { user { id } isAuthenticated }",
  linkIdentity: "... on LinkIdentitySuccess { user { id } }",
  unlinkIdentity: "... on UnlinkIdentitySuccess { user { id } }",
};

const documents = new Map(
  Object.entries(selections).map(([name, selection]) => {
    const inputType = `${name.charAt(0).toUpperCase()}${name.slice(1)}Input`;
    const fields = `__typename ${selection} ... on IdentityProblem { code message }`;
    const text = `mutation ($input: ${inputType}!) { answer: ${name}(input: $input) { ${fields} } }`;
    return [name, parse(text)];
  }),
);

/** May do everything; the schedules are not about access. */
const anyone: Viewer = { ...anonymousViewer, kind: "machine", permissions: new Set(permissions) };

interface AskedProcess {
  readonly schema: GraphQLSchema;
  readonly registry: readonly Provider[];
  readonly environment: WriteEnvironment;
}

/** Asks a process, without HTTP between. Throws what a resolver threw. */
export async function ask({ mutation, input }: Ask, { schema, registry, environment }: AskedProcess) {
  const { directory, providers: connected } = environment;
  const policy = createPolicy(registry);
  const setup = { directory, registry, policy, connected, profileOrder: [], upstream: openTestUpstream() };
  const result = (await execute({
    schema,
    document: documents.get(mutation) as ReturnType<typeof parse>,
    variableValues: { input },
    contextValue: createContext({ ...setup, writes: environment }, { viewer: anyone, scope: openScope() }),
  })) as ExecutionResult;
  const [error] = result.errors ?? [];
  const thrown = error?.originalError ?? error;
  if (thrown !== undefined) throw thrown instanceof UserUnreadError ? thrown.cause : thrown;
  return result.data?.answer as Answer;
}
