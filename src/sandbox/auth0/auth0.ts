import { type Emulator, type EmulatorBehaviour, type EmulatorOptions, startEmulator } from "../emulator.js";
import type { EmulatorAnswer, EmulatorRequest } from "../exchange.js";
import type { QuotaState, RateLimit } from "../quota.js";
import { ExportJobs } from "./export-jobs.js";
import { findOperation, operations } from "./operations.js";
import { Refusal } from "./refusal.js";
import { initialSettings } from "./settings.js";
import type { Tenant } from "./tenant.js";
import { TokenIssuer } from "./tokens.js";
import { UserStore } from "./user-store.js";

/** Large enough that the global bucket is the first to be empty, unless a test sets a smaller one. */
const wide: RateLimit = { capacity: 1_000, refill: 1_000, intervalMs: 1_000 };

/** `global` is the limit of an Enterprise tenant in production on the public cloud. */
const quotas = {
  global: { capacity: 50, refill: 16, intervalMs: 1_000 },
  users_read: wide,
  users_write: wide,
  users_delete: wide,
  token: { capacity: 100, refill: 100, intervalMs: 1_000 },
};

const maxBodyBytes = 1_048_576;
/** Assumed: the length of path and query beyond which Auth0 answers 414; Auth0 does not publish it. */
const maxUrlLength = 8_192;

/** Auth0's Management API for users, and its token endpoint. */
export function startAuth0Emulator(options: EmulatorOptions = {}): Promise<Emulator> {
  return startEmulator(createBehaviour(options.now ?? Date.now), options);
}

function createBehaviour(now: () => number): EmulatorBehaviour {
  const settings = { ...initialSettings };
  const users = new UserStore(now, settings);
  const tenant: Tenant = {
    now,
    settings,
    users,
    tokens: new TokenIssuer(now, settings),
    exports: new ExportJobs(),
  };
  return {
    name: "auth0",
    quotas,
    settings,
    recognise: (request) => {
      const operation = findOperation(request);
      return { operation, quotaClasses: operations[operation]?.quotaClasses ?? ["global"] };
    },
    answer: (request, operation) => answer(tenant, request, operation),
    throttle,
    quotaHeaders,
    seed: (people) => users.replaceAll(people.flatMap(({ auth0 }) => auth0)),
  };
}

function answer(tenant: Tenant, request: EmulatorRequest, name: string): EmulatorAnswer {
  const operation = operations[name];
  try {
    checkSize(request);
    if (operation === undefined) throw new Refusal(404, "Not Found");
    if (operation.scopes !== undefined) tenant.tokens.check(request, operation.scopes);
    const encodedUserId = operation.path.exec(request.url.pathname)?.[1] ?? "";
    return operation.answer({ tenant, request, encodedUserId });
  } catch (error) {
    if (error instanceof Refusal) return error.toAnswer();
    throw error;
  }
}

function checkSize({ url, body }: EmulatorRequest): void {
  if (url.pathname.length + url.search.length > maxUrlLength)
    throw new Refusal(414, `The URL is longer than ${maxUrlLength} characters.`);
  if (Buffer.byteLength(body) > maxBodyBytes)
    throw new Refusal(413, `Payload content length greater than maximum allowed: ${maxBodyBytes}`);
}

function throttle(_state: QuotaState, quotaClass: string): EmulatorAnswer {
  if (quotaClass === "token") {
    const description = "Rate limit exceeded. Please retry after some time.";
    return { status: 429, body: { error: "too_many_requests", error_description: description } };
  }
  const message =
    quotaClass === "global"
      ? "Global limit has been reached"
      : `Global per second ${quotaClass} group limit has been reached`;
  return new Refusal(429, message, "too_many_requests").toAnswer();
}

function quotaHeaders({ capacity, remaining, resetAtMs }: QuotaState): Readonly<Record<string, string>> {
  return {
    "x-ratelimit-limit": String(capacity),
    "x-ratelimit-remaining": String(remaining),
    "x-ratelimit-reset": String(Math.ceil(resetAtMs / 1_000)),
  };
}
