import { type Emulator, startEmulator } from "../../../src/sandbox/emulator.js";
import type { EmulatorAnswer, EmulatorRequest } from "../../../src/sandbox/exchange.js";
import type { SamplePerson } from "../../../src/sandbox/person.js";
import type { RosterUser } from "./client.js";

export const rosterToken = "roster-token-0123456789";

/** A person's entry: every sample person has one. */
export function toRosterUser({ userId, email, slug }: SamplePerson): RosterUser {
  return { id: `R-${userId}`, email, name: slug, department: "Research" };
}

/** Serves `/users`, `/users/ID` and the keys of the roster's own sign-in, `publishedKeys`. */
export function startRoster(): Promise<Emulator> {
  const users = new Map<string, RosterUser>();
  const settings = { spoilt: "", publishedKeys: [] as unknown[] };
  return startEmulator({
    name: "roster",
    quotas: {},
    settings,
    recognise: ({ method, url }) => ({ operation: toOperation(method, url), quotaClasses: [] }),
    answer: (request, operation) =>
      operation === "Keys"
        ? { status: 200, body: { keys: settings.publishedKeys } }
        : toAnswer(request, operation, users, settings.spoilt),
    throttle: () => ({ status: 429 }),
    quotaHeaders: () => ({}),
    seed: (people) => {
      users.clear();
      for (const user of people.map(toRosterUser)) users.set(user.id, user);
    },
  });
}

function toOperation(method: string, { pathname }: URL): string {
  if (pathname === "/sign-in/keys") return "Keys";
  if (method === "PATCH") return "PatchUser";
  return pathname === "/users" ? "FindUsers" : "GetUser";
}

function toAnswer(
  { headers, url, body }: EmulatorRequest,
  operation: string,
  users: Map<string, RosterUser>,
  spoilt: string,
): EmulatorAnswer {
  if (headers.authorization !== `Bearer ${rosterToken}`) return { status: 401, body: {} };
  const toBody = (user: RosterUser): object => (user.id === spoilt ? { ...user, name: 42 } : user);
  if (operation === "FindUsers") {
    const email = url.searchParams.get("email")?.toLowerCase();
    const found = [...users.values()].filter((user) => user.email?.toLowerCase() === email);
    return { status: 200, body: { users: found.map(toBody) } };
  }
  const id = decodeURIComponent(url.pathname.slice("/users/".length));
  const user = users.get(id);
  if (user === undefined) return { status: 404, body: { code: "user_not_found" } };
  if (operation === "PatchUser") users.set(id, { ...user, ...JSON.parse(body) });
  return { status: 200, body: toBody(users.get(id) ?? user) };
}
