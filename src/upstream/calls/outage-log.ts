import type { Realm } from "../../identity/ids.js";
import type { ProviderName } from "../../identity/link.js";
import type { Logger } from "../../platform/log.js";
import type { CallRecord } from "./gate.js";

/** Outcomes that mean that the provider can't answer, rather than that it refuses. */
const outages: ReadonlySet<CallRecord["outcome"]> = new Set(["unavailable", "timed_out", "outcome_unknown"]);

/** Milliseconds without a failure after which an answer ends the outage: a provider that fails now and then is one outage. */
const quietMs = 10_000;

interface Place {
  readonly provider: ProviderName;
  readonly realm: Realm;
}

/** Logs when a realm of a provider becomes unavailable and when it is back, and when its breaker opens and closes: once each. */
export class OutageLog {
  /** When the last call to a realm failed, while it is unavailable. */
  readonly #failedAt = new Map<string, number>();
  readonly #open = new Set<string>();
  readonly #refused = new Set<string>();

  constructor(
    private readonly log: Logger,
    private readonly now: () => number = () => performance.now(),
  ) {}

  noteCall({ provider, realm, operation, outcome }: CallRecord): void {
    const key = toKey({ provider, realm });
    this.#noteCredentials({ provider, realm, operation, outcome }, `${key} ${operation}`);
    const failedAt = this.#failedAt.get(key);
    if (outages.has(outcome)) {
      if (failedAt === undefined)
        this.log.warn({ provider, realm, operation, outcome }, "a provider is unavailable");
      this.#failedAt.set(key, this.now());
    } else if (outcome === "ok" && failedAt !== undefined && this.now() - failedAt >= quietMs) {
      this.#failedAt.delete(key);
      this.log.info({ provider, realm }, "a provider is available again");
    }
  }

  /** Once for each operation until it is allowed again: a permission may be missing for one of them only. */
  #noteCredentials(
    record: Pick<CallRecord, "provider" | "realm" | "operation" | "outcome">,
    key: string,
  ): void {
    const { provider, realm, operation, outcome } = record;
    if (outcome === "ok") this.#refused.delete(key);
    if (outcome !== "unauthorized" || this.#refused.has(key)) return;
    this.#refused.add(key);
    this.log.error({ provider, realm, operation }, "a provider refuses this service's credentials");
  }

  /** A breaker that opens again after a probe has failed is still the same opening. */
  noteBreaker({ provider, realm }: Place, isOpen: boolean): void {
    const key = toKey({ provider, realm });
    if (isOpen === this.#open.has(key)) return;
    if (isOpen) {
      this.#open.add(key);
      this.log.warn({ provider, realm }, "the breaker of a provider opened");
    } else {
      this.#open.delete(key);
      this.log.info({ provider, realm }, "the breaker of a provider closed");
    }
  }
}

function toKey({ provider, realm }: Place): string {
  return `${provider} ${realm}`;
}
