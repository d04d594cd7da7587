import type { EmulatorAnswer, EmulatorRequest } from "../exchange.js";
import { createUser } from "./create-user.js";
import { downloadExport, exportUsers, getJob } from "./export-users.js";
import { linkIdentity } from "./link-identity.js";
import { listUsers } from "./list-users.js";
import { listUsersByEmail, readUser } from "./read-users.js";
import { type Call, type Handler, userIdOf } from "./tenant.js";
import { answerToken } from "./token-endpoint.js";
import { updateUser } from "./update-user.js";

interface Operation {
  readonly method: string;
  readonly path: RegExp;
  readonly quotaClasses: readonly string[];
  /** The caller needs one of these; undefined when no token is needed. */
  readonly scopes?: readonly string[];
  readonly answer: Handler;
}

const users = /^\/api\/v2\/users$/;
const oneUser = /^\/api\/v2\/users\/([^/]+)$/;
const read = { method: "GET", quotaClasses: ["global", "users_read"], scopes: ["read:users"] } as const;
const write = ["global", "users_write"] as const;

/** The emulator's operations by name, as used in the log and in faults. */
export const operations: Readonly<Record<string, Operation>> = {
  Token: { method: "POST", path: /^\/oauth\/token$/, quotaClasses: ["token"], answer: answerToken },
  GetUser: { ...read, path: oneUser, answer: readUser },
  ListUsers: { ...read, path: users, answer: listUsers },
  ListUsersByEmail: { ...read, path: /^\/api\/v2\/users-by-email$/, answer: listUsersByEmail },
  CreateUser: {
    method: "POST",
    path: users,
    quotaClasses: write,
    scopes: ["create:users"],
    answer: createUser,
  },
  UpdateUser: {
    method: "PATCH",
    path: oneUser,
    quotaClasses: write,
    scopes: ["update:users", "update:users_app_metadata"],
    answer: updateUser,
  },
  DeleteUser: {
    method: "DELETE",
    path: oneUser,
    quotaClasses: ["global", "users_delete"],
    scopes: ["delete:users"],
    answer: deleteUser,
  },
  ExportUsers: {
    method: "POST",
    path: /^\/api\/v2\/jobs\/users-exports$/,
    quotaClasses: write,
    scopes: ["read:users"],
    answer: exportUsers,
  },
  GetJob: { ...read, path: /^\/api\/v2\/jobs\/[^/]+$/, answer: getJob },
  DownloadExport: {
    method: "GET",
    path: /^\/exports\/[^/]+\.json\.gz$/,
    quotaClasses: ["global"],
    answer: downloadExport,
  },
  LinkIdentity: {
    method: "POST",
    path: /^\/api\/v2\/users\/([^/]+)\/identities$/,
    quotaClasses: write,
    scopes: ["update:users"],
    answer: linkIdentity,
  },
};

/** The name of the requested operation; `Unknown` when there is none. */
export function findOperation({ method, url }: EmulatorRequest): string {
  const found = Object.entries(operations).find(
    ([, operation]) => operation.method === method && operation.path.test(url.pathname),
  );
  return found?.[0] ?? "Unknown";
}

/** DELETE /users/{id}: 204 also for a user that does not exist. */
function deleteUser(call: Call): EmulatorAnswer {
  call.tenant.users.remove(userIdOf(call));
  return { status: 204 };
}
