import { z } from "zod";
import type { LoggedRequest, LookAlikeAnswer, LookAlikeRequest } from "./exchange.js";
import { type FaultSwitches, faultSchema } from "./faults.js";
import { createPeople } from "./people.js";
import type { SamplePerson } from "./person.js";
import type { QuotaPlan, QuotaState } from "./quota.js";

const quotaPlans = z.record(
  z.string(),
  z.strictObject({ capacity: z.number().min(0), refill: z.number().min(0), everyMs: z.int().min(1) }),
);
const seedBody = z.strictObject({ count: z.int().min(0).max(200_000) });
const maxListedRequests = 1_000;

/** What of a look-alike can be controlled. */
export interface Controlled {
  readonly requests: readonly LoggedRequest[];
  readonly faults: FaultSwitches;
  readonly settings: Record<string, unknown>;
  readonly quotaStates: Readonly<Record<string, QuotaState>>;
  clearRequests(): void;
  setQuotas(plans: Readonly<Record<string, QuotaPlan>>): void;
  seed(people: readonly SamplePerson[]): void;
}

type Handler = (lookAlike: Controlled, body: unknown) => unknown;

/** What a test or another program can do to a look-alike over HTTP, by method and the path after `/__sandbox/`. */
const handlers: Readonly<Record<string, Handler>> = {
  "GET requests": ({ requests }) => ({
    total: requests.length,
    requests: requests.slice(-maxListedRequests),
  }),
  "DELETE requests": (lookAlike) => lookAlike.clearRequests(),
  "GET faults": ({ faults }) => faults.list,
  "POST faults": ({ faults }, body) => faults.set(...z.array(faultSchema).parse(body)),
  "DELETE faults": ({ faults }) => faults.clear(),
  "GET quotas": ({ quotaStates }) => quotaStates,
  "PATCH quotas": (lookAlike, body) => lookAlike.setQuotas(quotaPlans.parse(body)),
  "GET settings": ({ settings }) => settings,
  "PATCH settings": (lookAlike, body) => changeSettings(lookAlike, body),
  "POST seed": (lookAlike, body) => lookAlike.seed(createPeople(seedBody.parse(body).count)),
};

/** Answers a call to `/__sandbox/…`: JSON in and out, 204 where there is nothing to say, 400 with the fault otherwise. */
export function control(lookAlike: Controlled, request: LookAlikeRequest): LookAlikeAnswer {
  const name = request.url.pathname.slice("/__sandbox/".length);
  const handler = handlers[`${request.method} ${name}`];
  if (handler === undefined)
    return { status: 404, body: { message: "No such control.", controls: Object.keys(handlers) } };
  try {
    const answer = handler(lookAlike, request.body === "" ? undefined : JSON.parse(request.body));
    return answer === undefined ? { status: 204 } : { status: 200, body: answer };
  } catch (error) {
    return { status: 400, body: { message: (error as Error).message } };
  }
}

/** A setting keeps its type: what started as a number takes numbers only. */
function changeSettings(lookAlike: Controlled, body: unknown): void {
  for (const [name, value] of Object.entries(z.record(z.string(), z.unknown()).parse(body))) {
    const current = lookAlike.settings[name];
    if (current === undefined) throw new Error(`There is no setting ${name}.`);
    if (typeof value !== typeof current) throw new Error(`${name} takes a ${typeof current}.`);
    lookAlike.settings[name] = value;
  }
}
