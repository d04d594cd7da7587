import type { Realm } from "../identity/ids.js";
import type { ProviderName } from "../identity/link.js";
import { ProviderError, type ProviderErrorKind } from "../identity/provider-error.js";

/** How reads at one realm have ended recently, in this process. */
export interface RealmReadings {
  readonly lastAnswerAt: Date | undefined;
  readonly lastFailure: { readonly at: Date; readonly kind: ProviderErrorKind } | undefined;
}

/** Remembers how the last reads at each realm ended; lives as long as the process. */
export class Reachability {
  readonly #readings = new Map<string, RealmReadings>();

  constructor(private readonly now: () => number = Date.now) {}

  readingsOf(provider: ProviderName, realm: Realm): RealmReadings {
    return this.#readings.get(`${provider}\n${realm}`) ?? { lastAnswerAt: undefined, lastFailure: undefined };
  }

  /** Answers what the read answers, and notes how it ended. */
  async watch<Result>(provider: ProviderName, realm: Realm, read: Promise<Result>): Promise<Result> {
    const text = `${provider}\n${realm}`;
    try {
      const result = await read;
      this.#readings.set(text, { ...this.readingsOf(provider, realm), lastAnswerAt: new Date(this.now()) });
      return result;
    } catch (error) {
      if (error instanceof ProviderError) {
        const lastFailure = { at: new Date(this.now()), kind: error.kind };
        this.#readings.set(text, { ...this.readingsOf(provider, realm), lastFailure });
      }
      throw error;
    }
  }
}
