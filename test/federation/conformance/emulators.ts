/** A sample person as /sandbox/people describes them. */
export interface Person {
  readonly slug: string;
  readonly email: string;
  readonly id: string | null;
  readonly auth0UserIds: readonly string[];
  readonly cognitoSubs: readonly { readonly userPoolId: string; readonly sub: string }[];
  readonly nexusUserIds: readonly string[];
  readonly links: readonly { readonly provider: string }[];
}

export type ProviderName = "auth0" | "cognito" | "nexus";

interface LoggedRequest {
  readonly method: string;
  readonly operation: string;
  readonly path: string;
}

/** The emulated providers, by their control endpoints. */
export class Emulators {
  readonly #origins: Readonly<Record<ProviderName, string>>;

  constructor(origins: Readonly<Record<ProviderName, string>>) {
    this.#origins = origins;
  }

  /** So that no row is throttled for what the rows before it asked. */
  async liftQuotas(): Promise<void> {
    for (const name of this.#names()) {
      const quotas = (await this.#send(name, "GET", "quotas")) as Record<string, object>;
      const wide = { capacity: 1_000_000, refill: 1_000_000, intervalMs: 1_000 };
      const lifted = Object.fromEntries(Object.keys(quotas).map((quota) => [quota, wide]));
      await this.#send(name, "PATCH", "quotas", lifted);
    }
  }

  /** Forgets the calls so far and removes every fault. */
  async reset(): Promise<void> {
    for (const name of this.#names()) {
      await this.#send(name, "DELETE", "faults");
      await this.#send(name, "DELETE", "requests");
    }
  }

  async takeDown(name: ProviderName): Promise<void> {
    await this.#send(name, "POST", "faults", [{ kind: "status", status: 503 }]);
  }

  /** Cuts the connection of each call of the operation, so that the caller can't know whether it was carried out. */
  async cutConnections(name: ProviderName, operation: string): Promise<void> {
    await this.#send(name, "POST", "faults", [{ kind: "reset", operation }]);
  }

  /** Calls since the last reset; those for tokens do not count. */
  async calls(name: ProviderName): Promise<readonly LoggedRequest[]> {
    const { requests } = (await this.#send(name, "GET", "requests")) as { requests: LoggedRequest[] };
    return requests.filter(({ operation }) => operation !== "Token");
  }

  async countCalls(): Promise<number> {
    const calls = await Promise.all(this.#names().map((name) => this.calls(name)));
    return calls.flat().length;
  }

  #names(): readonly ProviderName[] {
    return ["auth0", "cognito", "nexus"];
  }

  async #send(name: ProviderName, method: string, control: string, body?: object): Promise<unknown> {
    const response = await fetch(`${this.#origins[name]}/__sandbox/${control}`, {
      method,
      ...(body && { body: JSON.stringify(body) }),
    });
    if (!response.ok) throw new Error(`${name} ${control}: ${await response.text()}`);
    return response.status === 204 ? undefined : response.json();
  }
}
