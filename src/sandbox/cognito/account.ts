import type { z } from "zod";
import { Pager } from "./pager.js";
import { Pool } from "./pool.js";
import type { PoolPlan } from "./pool-plan.js";
import { resourceNotFound } from "./refusal.js";
import { parseRequest } from "./request-shapes.js";

/** Settings of this emulator. */
export type CognitoSettings = {
  /** Milliseconds after which ListUsers shows a write. */
  listLagMs: number;
  /** Pages are shorter than requested; the first one is empty. */
  shortPages: boolean;
  /** A user is created, but the message to them fails. */
  failDelivery: boolean;
};

/** The pools of one account and region, which share their quotas. */
export class Account {
  readonly pager: Pager;
  #pools: ReadonlyMap<string, Pool> = new Map();

  constructor(
    private readonly plans: readonly PoolPlan[],
    readonly settings: CognitoSettings,
    readonly now: () => number,
  ) {
    this.pager = new Pager(now, () => settings.shortPages);
    this.reset();
  }

  /** Forgets every user and group. */
  reset(): void {
    const harness = { now: this.now, listLagMs: () => this.settings.listLagMs };
    this.#pools = new Map(this.plans.map((plan) => [plan.id, new Pool(plan, harness)]));
  }

  getPool(id: string): Pool {
    const pool = this.#pools.get(id);
    if (pool === undefined) throw resourceNotFound(`User pool ${id} does not exist.`);
    return pool;
  }
}

/** One operation of the API: its quota category, and its handler for the text of a request. */
export interface Operation {
  readonly quotaClass: QuotaClass;
  /** @returns the answer's body; undefined for an empty one */
  perform(account: Account, body: string): unknown;
}

/** AWS's names of the categories that have a quota. */
export type QuotaClass = keyof typeof callsPerSecond;

/** Calls per second, over all pools of the account and region. */
export const callsPerSecond = {
  UserRead: 120,
  UserList: 30,
  UserResourceRead: 50,
  UserCreation: 50,
  UserAccountRecovery: 30,
  UserUpdate: 25,
  UserPoolRead: 15,
  UserPoolResourceRead: 20,
  UserPoolResourceUpdate: 15,
} as const;

export function defineOperation<Schema extends z.ZodType<{ readonly UserPoolId: string }>>(
  quotaClass: QuotaClass,
  schema: Schema,
  perform: (request: z.infer<Schema>, pool: Pool, account: Account) => unknown,
): Operation {
  return {
    quotaClass,
    perform: (account, body) => {
      const request = parseRequest(schema, body);
      return perform(request, account.getPool(request.UserPoolId), account);
    },
  };
}
