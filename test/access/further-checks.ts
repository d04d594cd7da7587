import { type GraphQLInputType, getNamedType, isInputObjectType, isListType } from "graphql";
import type { Viewer } from "../../src/access/viewer.js";
import type { Permission } from "../../src/identity/permissions.js";
import { toViewer } from "./callers.js";
import { ownChanges, type Role, roles } from "./expectations.js";
import type { AccessTarget, Answer } from "./harness.js";
import { subject } from "./people.js";

/** Checks a part of the policy that no path to a user shows, and returns the differences from what is expected. */
export type Check = (harness: AccessTarget) => Promise<readonly string[]>;

const user = { id: subject.userId };
const update = `mutation ($input: UpdateUserInput!) { updateUser(input: $input) {
  __typename ... on UpdateUserPreview { previews { fieldChanges { field before after } } }
} }`;

function withPermissions(...permissions: Permission[]): Viewer {
  return { ...toViewer("machine"), permissions: new Set(permissions) };
}

function codesAt({ errors }: Answer, field: string): readonly unknown[] {
  const codes = errors.filter(({ path }) => path?.at(-1) === field).map(({ extensions }) => extensions?.code);
  return [...new Set(codes)];
}

function violationUnless(isRight: boolean, text: string): readonly string[] {
  return isRight ? [] : [text];
}

/** A dry run returns current values, so it requires what reading them requires. */
const dryRuns: Check = async (harness) => {
  const ask = async (viewer: Viewer): Promise<string> => {
    const input = { user, profile: { nickname: "new" }, dryRun: true };
    const answer = await harness.ask(viewer, update, { input });
    const fields = ["fieldChanges", "field", "before", "after"];
    return fields.filter((field) => codesAt(answer, field).includes("FORBIDDEN")).join(" ");
  };
  const denied = {
    updater: await ask(withPermissions("update:users")),
    reader: await ask(withPermissions("update:users", "read:users")),
    auditor: await ask(withPermissions("update:users", "read:users", "read:users_metadata")),
    self: await ask(toViewer("self")),
  };
  const expected = { updater: "fieldChanges", reader: "before after", auditor: "", self: "" };
  return violationUnless(
    JSON.stringify(denied) === JSON.stringify(expected),
    `dry runs deny ${JSON.stringify(denied)}`,
  );
};

let created = 0;

/** The permission to create a user does not include reading the created identity. */
const creations: Check = async (harness) => {
  const ask = async (role: Role): Promise<readonly unknown[]> => {
    created += 1;
    const name = `checked-${created}`;
    const input = {
      realm: subject.cognito[0]?.poolId,
      username: name,
      email: `${name}@example.com`,
      givenName: "New",
      familyName: "User",
    };
    const query = `mutation ($input: CreateCognitoUserInput!) { createCognitoUser(input: $input) {
      __typename ... on CreateCognitoUserSuccess { identity { username appMetadata { role } } }
    } }`;
    return codesAt(await harness.ask(toViewer(role), query, { input }), "identity");
  };
  const denied = { machine: await ask("machine"), administrator: await ask("administrator") };
  const isRight = denied.machine[0] === "FORBIDDEN" && denied.administrator.length === 0;
  return violationUnless(isRight, `the identity of a creation: ${JSON.stringify(denied)}`);
};

/** The permission to synchronise a user includes the user's name and roles, and no other part of the profile. */
const synchronisations: Check = async (harness) => {
  const ask = async (...permissions: Permission[]): Promise<string> => {
    const input = { user, audience: "any", attributes: [], connection: {} };
    const query = `mutation ($input: SyncNexusIdentityInput!) { syncNexusIdentity(input: $input) {
      __typename ... on SyncNexusIdentitySuccess { nexusUserId name givenName familyName isAuthenticated roles { id } }
    } }`;
    const { data } = await harness.ask(withPermissions("sync:users", ...permissions), query, { input });
    const shown = Object.entries(data?.syncNexusIdentity ?? {}).filter(([, value]) => value !== null);
    return shown.map(([field]) => field).join(" ");
  };
  const shown = { synchroniser: await ask(), reader: await ask("read:users") };
  const expected = {
    synchroniser: "__typename name isAuthenticated roles",
    reader: "__typename nexusUserId name givenName familyName isAuthenticated roles",
  };
  return violationUnless(
    JSON.stringify(shown) === JSON.stringify(expected),
    `synchronisations show ${JSON.stringify(shown)}`,
  );
};

/** Only callers who may read users can read the status of the providers. */
const statuses: Check = async (harness) => {
  const checks = roles.map(async (role) => {
    const { data, errors } = await harness.ask(toViewer(role), "{ identityProviders { provider } }", {});
    const [error] = errors;
    const count = (data?.identityProviders as readonly unknown[] | undefined)?.length ?? 0;
    const actual = error === undefined ? "everything" : `${error.extensions?.code} and ${count}`;
    const isReader = ["support", "auditor", "administrator"].includes(role);
    const expected = isReader
      ? "everything"
      : `${role === "anonymous" ? "UNAUTHENTICATED" : "FORBIDDEN"} and 0`;
    return violationUnless(actual === expected, `identityProviders for ${role}: ${actual}`);
  });
  return (await Promise.all(checks)).flat();
};

/** An anonymous caller can read the SDL and the names of types, and nothing else. */
const open: Check = async (harness) => {
  const { errors } = await harness.ask(toViewer("anonymous"), "{ __typename _service { sdl } }");
  const codes = errors.map(({ extensions }) => extensions?.code);
  return violationUnless(codes.length === 0, `_service for anonymous callers: ${codes.join()}`);
};

/** The person sends each field of each part alone. An allowed update reports the invalid key; a forbidden one does not. */
const changes: Check = async (harness) => {
  const input = harness.schema.getType("UpdateUserInput");
  const checks = Object.keys(ownChanges).flatMap((part) =>
    fieldsOf(input, part).map(async ([field, type]) => {
      const parts = { [part]: { [field]: sampleOf(type) } };
      const answer = await harness.ask(toViewer("self"), update, {
        input: { user, dryRun: true, idempotencyKey: "", ...parts },
      });
      const isForbidden = JSON.stringify(answer.data).includes("IdentityAccessDenied");
      const isRight = isForbidden === !ownChanges[part]?.includes(field);
      return violationUnless(
        isRight,
        `a person's own ${part}.${field}: ${isForbidden ? "forbidden" : "allowed"}`,
      );
    }),
  );
  return (await Promise.all(checks)).flat();
};

/** A write is shown to the caller who requested it, and to operators. */
const writes: Check = async (harness) => {
  const requester = withPermissions("create:users");
  const id = await requestWrite(harness, requester);
  const ask = async (viewer: Viewer): Promise<boolean> => {
    const query = "query ($id: ID!) { identityWrite(id: $id) { id } }";
    return (await harness.ask(viewer, query, { id })).data?.identityWrite != null;
  };
  const shown = {
    requester: await ask(requester),
    operator: await ask({ ...toViewer("self"), permissions: new Set(["read:writes"]) }),
    other: await ask(toViewer("auditor")),
    anonymous: await ask(toViewer("anonymous")),
  };
  const expected = { requester: true, operator: true, other: false, anonymous: false };
  return violationUnless(
    JSON.stringify(shown) === JSON.stringify(expected),
    `identityWrite shows ${JSON.stringify(shown)}`,
  );
};

/** Creates an account in the viewer's name, and returns the id of that write. */
async function requestWrite(harness: AccessTarget, viewer: Viewer): Promise<string> {
  created += 1;
  const name = `written-${created}`;
  const input = {
    ...{ realm: subject.cognito[0]?.poolId, username: name, email: `${name}@example.com` },
    ...{ givenName: "New", familyName: "User" },
  };
  const query =
    "mutation ($input: CreateCognitoUserInput!) { createCognitoUser(input: $input) { __typename } }";
  await harness.ask(viewer, query, { input });
  const [entry] = await harness.directory.journal.listAudit({ limit: 1 });
  return entry?.writeId ?? "";
}

export const furtherChecks: readonly Check[] = [
  changes,
  open,
  statuses,
  dryRuns,
  creations,
  synchronisations,
  writes,
];

function fieldsOf(input: unknown, part: string): readonly (readonly [string, GraphQLInputType])[] {
  if (!isInputObjectType(input)) throw new Error("the schema has no such input");
  const partType = getNamedType(input.getFields()[part]?.type);
  if (!isInputObjectType(partType)) throw new Error(`${part} is not a part of the input`);
  return Object.values(partType.getFields()).map(({ name, type }) => [name, type]);
}

/** A value that the type accepts. */
function sampleOf(type: GraphQLInputType): unknown {
  const named = getNamedType(type);
  if (isListType(type)) return [];
  if (isInputObjectType(named) || named.name === "JSONObject") return {};
  if (named.name === "Boolean") return true;
  return named.name === "DateTime" ? "2026-01-01T00:00:00Z" : "text";
}
