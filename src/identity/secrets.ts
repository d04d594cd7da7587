import type { ProviderName } from "./link.js";
import { ProviderError } from "./provider-error.js";
import type { Secrets } from "./writer.js";

/** The secrets that a step needs. Throws `rejected` when one is not in memory, as after a restart. */
export function pickSecrets(provider: ProviderName, names: readonly string[], secrets: Secrets): Secrets {
  const missing = names.find((name) => secrets[name] === undefined);
  if (missing !== undefined) throw new ProviderError(provider, "rejected", `the ${missing} is not at hand`);
  return Object.fromEntries(names.map((name) => [name, secrets[name] as string]));
}
