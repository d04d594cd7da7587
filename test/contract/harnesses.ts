import type { Provider } from "../../src/identity/provider.js";
import * as registry from "../../src/providers/registry.js";
import type { ProviderHarness, ReadMode } from "./harness.js";
import { harness as roster } from "./roster/harness.js";

/** One of every provider in the registry: a provider without a harness fails here. */
const registered: readonly ProviderHarness[] = await Promise.all(
  Object.values(registry).map(async ({ name }: Provider) => {
    const { harness } = await import(`../providers/${name.toLowerCase()}/harness.js`);
    return harness;
  }),
);

/** The registered providers, and one that no file in src knows: it shows that the contract is complete. */
export const harnesses: readonly ProviderHarness[] = [...registered, roster];

export interface ContractCase {
  /** As `COGNITO, COGNITO_LOOKUP=list`. */
  readonly title: string;
  readonly harness: ProviderHarness;
  readonly mode: ReadMode;
}

/** Every provider in each of its modes. */
export const contractCases: readonly ContractCase[] = harnesses.flatMap((harness) =>
  harness.modes.map((mode) => {
    const variables = Object.entries(mode.variables).map(([name, value]) => `${name}=${value}`);
    return { title: [harness.provider.name, ...variables].join(", "), harness, mode };
  }),
);
