import { type Emulator, type EmulatorBehaviour, type EmulatorOptions, startEmulator } from "../emulator.js";
import type { EmulatorAnswer } from "../exchange.js";
import type { Call, Handler } from "./call.js";
import { createUser } from "./create-user.js";
import { requireCredentials } from "./credentials.js";
import { createUserCustomUpn, deleteUserCustomUpn, patchUserCustomUpn } from "./custom-upns.js";
import { findUserByConnection } from "./find-by-connection.js";
import { linkUserToTenant } from "./link.js";
import { Refusal, toProblem } from "./problem.js";
import { getOrganizationMember, getOrganizationMembers, getUser, listUsers } from "./reads.js";
import { findRoute, type NexusOperation } from "./routes.js";
import { initialSettings } from "./settings.js";
import { syncUserIdentity } from "./sync.js";
import { UserStore } from "./user-store.js";
import { addUserRole, patchUser, sendUserPasswordReset } from "./user-writes.js";

/** Starts the emulator of the Nexus API: users, their identities and roles, and members of organizations. */
export function startNexusEmulator(options: EmulatorOptions = {}): Promise<Emulator> {
  return startEmulator(createNexus(options.now ?? Date.now), options);
}

const handlers: Readonly<Record<NexusOperation, Handler>> = {
  ListUsers: listUsers,
  GetUser: getUser,
  CreateUser: createUser,
  PatchUser: patchUser,
  FindUserByConnection: findUserByConnection,
  SyncUserIdentity: syncUserIdentity,
  LinkUserToTenant: linkUserToTenant,
  AddUserRole: addUserRole,
  CreateUserCustomUpn: createUserCustomUpn,
  PatchUserCustomUpn: patchUserCustomUpn,
  DeleteUserCustomUpn: deleteUserCustomUpn,
  SendUserPasswordReset: sendUserPasswordReset,
  GetOrganizationMembers: getOrganizationMembers,
  GetOrganizationMember: getOrganizationMember,
};

function createNexus(now: () => number): EmulatorBehaviour {
  const users = new UserStore();
  const settings = initialSettings();
  return {
    name: "nexus",
    quotas: { requests: { capacity: 1_000, refill: 1_000, intervalMs: 1_000 } },
    settings,
    recognise: ({ method, url }) => ({
      operation: findRoute(method, url.pathname)?.operation ?? "Unknown",
      quotaClasses: ["requests"],
    }),
    answer: (request) => answer({ request, users, settings, now }),
    throttle: ({ resetAtMs }) => ({
      ...toProblem({ status: 429, detail: "Too many requests." }),
      headers: { "retry-after": String(Math.max(1, Math.ceil((resetAtMs - now()) / 1_000))) },
    }),
    quotaHeaders: () => ({}),
    seed: (people) => users.replaceAll(people.flatMap(({ nexus }) => nexus)),
  };
}

function answer(call: Omit<Call, "parameters">): EmulatorAnswer {
  const { method, url, headers } = call.request;
  try {
    requireCredentials(headers);
    const route = findRoute(method, url.pathname);
    if (route === undefined) throw new Refusal(404, `There is no ${method} ${url.pathname}.`);
    return handlers[route.operation]({ ...call, parameters: route.parameters });
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    const { status, detail } = error;
    const problem = toProblem({ status, detail, instance: url.pathname });
    return status === 401 ? { ...problem, headers: { "www-authenticate": "Bearer, Basic" } } : problem;
  }
}
