import { z } from "zod";
import type { Fault } from "./faults.js";
import type { Sandbox } from "./sandbox.js";

export const providerNames = ["auth0", "cognito", "nexus"] as const;
type ProviderName = (typeof providerNames)[number];

/** The states of a provider that the playground can switch between, with their labels. In the last, only reads are answered. */
export const outages = {
  none: "works",
  down: "is down",
  throttled: "throttles",
  slow: "is too slow",
  loses_changes: "loses changes",
} as const;
type Outage = keyof typeof outages;

const outageSchema = z.strictObject({
  provider: z.enum(providerNames),
  outage: z.enum(Object.keys(outages) as [Outage, ...Outage[]]),
});

/** The operation with which `updateUser` changes an account at each provider. */
const changes: Readonly<Record<ProviderName, string>> = {
  auth0: "UpdateUser",
  cognito: "AdminUpdateUserAttributes",
  nexus: "PatchUser",
};

function toFaults(provider: ProviderName, outage: Outage): readonly Fault[] {
  switch (outage) {
    case "none":
      return [];
    case "down":
      return [{ kind: "status", status: 503 }];
    case "throttled":
      return [{ kind: "status", status: 429 }];
    case "slow":
      return [{ kind: "delay_headers", delayMs: 30_000 }];
    case "loses_changes":
      return [{ kind: "reset", operation: changes[provider] }];
  }
}

/** Puts a provider in the state that the body names. Returns undefined when the body is invalid. */
export function switchOutage(sandbox: Sandbox, body: unknown): object | undefined {
  const { success, data } = outageSchema.safeParse(body);
  if (!success) return undefined;
  const { faults } = sandbox[data.provider];
  faults.clear();
  faults.set(...toFaults(data.provider, data.outage));
  return describeOutages(sandbox);
}

/** The state of each provider; null for faults that were set in another way. */
export function describeOutages(sandbox: Sandbox): Readonly<Record<string, Outage | null>> {
  const names = Object.keys(outages) as Outage[];
  const states = providerNames.map((provider) => {
    const set = JSON.stringify(sandbox[provider].faults.list);
    const outage = names.find((name) => JSON.stringify(toFaults(provider, name)) === set);
    return [provider, outage ?? null];
  });
  return Object.fromEntries(states);
}
