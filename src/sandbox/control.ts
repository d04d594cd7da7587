import { z } from "zod";
import type { EmulatorAnswer, EmulatorRequest, LoggedRequest } from "./exchange.js";
import { type FaultSwitches, faultSchema } from "./faults.js";
import { createPeople } from "./people.js";
import type { SamplePerson } from "./person.js";
import type { QuotaState, RateLimit } from "./quota.js";

const rateLimits = z.record(
  z.string(),
  z.strictObject({ capacity: z.number().min(0), refill: z.number().min(0), intervalMs: z.int().min(1) }),
);
const seedBody = z.strictObject({ count: z.int().min(0).max(200_000) });
const maxListedRequests = 1_000;

/** The controllable parts of an emulator. */
export interface Controlled {
  readonly requests: readonly LoggedRequest[];
  readonly faults: FaultSwitches;
  readonly settings: Record<string, unknown>;
  readonly quotaStates: Readonly<Record<string, QuotaState>>;
  clearRequests(): void;
  setQuotas(plans: Readonly<Record<string, RateLimit>>): void;
  seed(people: readonly SamplePerson[]): void;
}

type Handler = (emulator: Controlled, body: unknown) => unknown;

/** The control API of an emulator, by method and the path after `/__sandbox/`. */
const handlers: Readonly<Record<string, Handler>> = {
  "GET requests": ({ requests }) => ({
    total: requests.length,
    requests: requests.slice(-maxListedRequests),
  }),
  "DELETE requests": (emulator) => emulator.clearRequests(),
  "GET faults": ({ faults }) => faults.list,
  "POST faults": ({ faults }, body) => faults.set(...z.array(faultSchema).parse(body)),
  "DELETE faults": ({ faults }) => faults.clear(),
  "GET quotas": ({ quotaStates }) => quotaStates,
  "PATCH quotas": (emulator, body) => emulator.setQuotas(rateLimits.parse(body)),
  "GET settings": ({ settings }) => settings,
  "PATCH settings": (emulator, body) => changeSettings(emulator, body),
  "POST seed": (emulator, body) => emulator.seed(createPeople(seedBody.parse(body).count)),
};

/** Answers a call to `/__sandbox/…`: JSON in and out, 204 without content, 400 with the error for an invalid request. */
export function control(emulator: Controlled, request: EmulatorRequest): EmulatorAnswer {
  const name = request.url.pathname.slice("/__sandbox/".length);
  const handler = handlers[`${request.method} ${name}`];
  if (handler === undefined)
    return { status: 404, body: { message: "No such control.", controls: Object.keys(handlers) } };
  try {
    const answer = handler(emulator, request.body === "" ? undefined : JSON.parse(request.body));
    return answer === undefined ? { status: 204 } : { status: 200, body: answer };
  } catch (error) {
    return { status: 400, body: { message: (error as Error).message } };
  }
}

/** A setting keeps its type: a number stays a number. */
function changeSettings(emulator: Controlled, body: unknown): void {
  for (const [name, value] of Object.entries(z.record(z.string(), z.unknown()).parse(body))) {
    const current = emulator.settings[name];
    if (current === undefined) throw new Error(`There is no setting ${name}.`);
    if (typeof value !== typeof current) throw new Error(`${name} takes a ${typeof current}.`);
    emulator.settings[name] = value;
  }
}
