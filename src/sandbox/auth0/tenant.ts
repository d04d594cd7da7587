import type { EmulatorAnswer, EmulatorRequest } from "../exchange.js";
import type { Auth0Record } from "../person.js";
import type { ExportJobs } from "./export-jobs.js";
import { inexistentUser, invalid } from "./refusal.js";
import type { Auth0Settings } from "./settings.js";
import type { TokenIssuer } from "./tokens.js";
import type { UserStore } from "./user-store.js";

/** Everything that the emulator holds. */
export interface Tenant {
  readonly now: () => number;
  readonly settings: Auth0Settings;
  readonly tokens: TokenIssuer;
  readonly users: UserStore;
  readonly exports: ExportJobs;
}

export interface Call {
  readonly tenant: Tenant;
  readonly request: EmulatorRequest;
  /** The user id in the path, still encoded; empty where the path has none. */
  readonly encodedUserId: string;
}

/** Answers one operation; throws Refusal. */
export type Handler = (call: Call) => EmulatorAnswer;

/** The user id in the path. */
export function userIdOf({ encodedUserId }: Call): string {
  try {
    const userId = decodeURIComponent(encodedUserId);
    if (/^[^|]+\|.+$/.test(userId)) return userId;
    throw invalid("Path", `Object didn't pass validation for format user-id: ${userId}`, "id");
  } catch (error) {
    if (error instanceof URIError) throw invalid("Path", "Malformed percent-encoding", "id");
    throw error;
  }
}

/** The user that the path names. */
export function getUser(call: Call): Auth0Record {
  const user = call.tenant.users.find(userIdOf(call));
  if (user === undefined) throw inexistentUser();
  return user;
}

/** As Auth0 writes points in time. */
export function timestamp(tenant: Tenant): string {
  return new Date(tenant.now()).toISOString();
}
