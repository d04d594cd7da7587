import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { control } from "./control.js";
import { deliver } from "./deliver.js";
import type { EmulatorAnswer, EmulatorRequest, LoggedRequest } from "./exchange.js";
import { FaultSwitches } from "./faults.js";
import type { SamplePerson } from "./person.js";
import { Quota, type QuotaState, type RateLimit } from "./quota.js";

/** The provider-specific part of an emulator. */
export interface EmulatorBehaviour {
  readonly name: string;
  /** Quota classes and their initial buckets. */
  readonly quotas: Readonly<Record<string, RateLimit>>;
  /** Settings of this provider, such as search lag; changed in place by tests and through `/__sandbox/settings`. */
  readonly settings: Record<string, unknown>;
  /** The provider's name of the operation, for the log, faults and quotas; and the buckets that it uses, in order. */
  recognise(request: EmulatorRequest): { operation: string; quotaClasses: readonly string[] };
  answer(request: EmulatorRequest, operation: string): EmulatorAnswer | Promise<EmulatorAnswer>;
  /** The provider's response when a bucket is empty. */
  throttle(state: QuotaState, quotaClass: string): EmulatorAnswer;
  /** Headers that describe a bucket, on every limited response. */
  quotaHeaders(state: QuotaState): Readonly<Record<string, string>>;
  /** Replaces all data with these people. */
  seed(people: readonly SamplePerson[]): void;
}

export interface EmulatorOptions {
  /** 0 or absent: any free port. */
  readonly port?: number;
  readonly now?: () => number;
  readonly random?: () => number;
}

/** Above any provider's limit, so that a URL that is too long gets the provider's own response. */
const maxHeaderSize = 131_072;

/** Serves an emulator over HTTP on the loopback interface, with faults, quotas, a request log and `/__sandbox/`. */
export async function startEmulator(
  behaviour: EmulatorBehaviour,
  options: EmulatorOptions = {},
): Promise<Emulator> {
  const emulator = new Emulator(behaviour, options);
  await emulator.listen(options.port ?? 0);
  return emulator;
}

/** A running emulator. */
export class Emulator {
  readonly requests: LoggedRequest[] = [];
  readonly faults: FaultSwitches;
  readonly #quotas = new Map<string, Quota>();
  readonly #now: () => number;
  readonly #server: Server;

  constructor(
    private readonly behaviour: EmulatorBehaviour,
    options: EmulatorOptions,
  ) {
    this.#now = options.now ?? Date.now;
    this.faults = new FaultSwitches(options.random ?? Math.random);
    this.setQuotas(behaviour.quotas);
    this.#server = createServer({ maxHeaderSize }, (incoming, response) => {
      this.#serve(incoming, response).catch((error: Error) => response.destroy(error));
    });
  }

  get name(): string {
    return this.behaviour.name;
  }

  /** As http://127.0.0.1:40123 */
  get origin(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  get settings(): Record<string, unknown> {
    return this.behaviour.settings;
  }

  get quotaStates(): Readonly<Record<string, QuotaState>> {
    return Object.fromEntries([...this.#quotas].map(([quotaClass, quota]) => [quotaClass, quota.state]));
  }

  /** Replaces these buckets with full ones; other classes stay unchanged. */
  setQuotas(plans: Readonly<Record<string, RateLimit>>): void {
    for (const [quotaClass, plan] of Object.entries(plans)) {
      this.#quotas.set(quotaClass, new Quota(plan, this.#now));
    }
  }

  seed(people: readonly SamplePerson[]): void {
    this.behaviour.seed(people);
  }

  clearRequests(): void {
    this.requests.length = 0;
  }

  async listen(port: number): Promise<void> {
    await new Promise<void>((resolve, reject) => {
      this.#server.once("error", reject);
      this.#server.listen(port, "127.0.0.1", resolve);
    });
  }

  async close(): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise<void>((resolve) => this.#server.close(() => resolve()));
  }

  async #serve(incoming: IncomingMessage, response: ServerResponse): Promise<void> {
    const request = await readRequest(incoming);
    if (request.url.pathname.startsWith("/__sandbox/")) {
      await deliver(undefined, response, () => control(this, request));
      return;
    }
    const { operation, quotaClasses } = this.behaviour.recognise(request);
    const path = `${request.url.pathname}${request.url.search}`;
    const logged = { operation, method: request.method, path, status: 0, atMs: this.#now() };
    this.requests.push(logged);
    const fault = this.faults.pick({ operation, text: `${path}\n${decodeLoosely(path)}\n${request.body}` });
    logged.status = await deliver(fault, response, () => this.#answer(request, operation, quotaClasses));
  }

  /** The provider's answer, or its refusal when one of the buckets is empty. */
  async #answer(
    request: EmulatorRequest,
    operation: string,
    quotaClasses: readonly string[],
  ): Promise<EmulatorAnswer> {
    let tightest: QuotaState | undefined;
    for (const quotaClass of quotaClasses) {
      const quota = this.#quotas.get(quotaClass);
      if (quota === undefined) continue;
      const isTaken = quota.take();
      if (!isTaken) return this.#withQuota(this.behaviour.throttle(quota.state, quotaClass), quota.state);
      if (tightest === undefined || quota.state.remaining < tightest.remaining) tightest = quota.state;
    }
    return this.#withQuota(await this.behaviour.answer(request, operation), tightest);
  }

  #withQuota(answer: EmulatorAnswer, state: QuotaState | undefined): EmulatorAnswer {
    if (state === undefined) return answer;
    return { ...answer, headers: { ...this.behaviour.quotaHeaders(state), ...answer.headers } };
  }
}

async function readRequest(incoming: IncomingMessage): Promise<EmulatorRequest> {
  const chunks: Buffer[] = [];
  for await (const chunk of incoming) chunks.push(chunk as Buffer);
  return {
    method: incoming.method ?? "GET",
    url: new URL(incoming.url ?? "/", "http://127.0.0.1"),
    headers: incoming.headers,
    body: Buffer.concat(chunks).toString("utf8"),
  };
}

function decodeLoosely(path: string): string {
  try {
    return decodeURIComponent(path);
  } catch {
    return path; // an invalid encoding is matched undecoded
  }
}
