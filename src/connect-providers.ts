import type { OpenGate } from "./identity/gate.js";
import type { ProviderName } from "./identity/link.js";
import type { ConnectedProvider, Provider } from "./identity/provider.js";
import type { ProviderSetting } from "./setup.js";

interface ConnectOptions {
  readonly registry: readonly Provider[];
  readonly settings: ReadonlyMap<ProviderName, ProviderSetting>;
  /** Variables that point at the emulators; undefined where none run, as in a command. */
  readonly emulatorVariables: Readonly<Record<string, string>> | undefined;
  readonly openGate: OpenGate;
}

/** Connects every provider that is not off, in the order of the registry. One in the sandbox needs a running emulator. */
export function connectProviders(options: ConnectOptions): readonly ConnectedProvider[] {
  return options.registry.flatMap((provider) => {
    const variables = toVariables(options.settings.get(provider.name), options.emulatorVariables);
    return variables === undefined ? [] : [provider.connect(variables, options.openGate)];
  });
}

function toVariables(
  setting: ProviderSetting | undefined,
  emulatorVariables: ConnectOptions["emulatorVariables"],
): Readonly<Record<string, string>> | undefined {
  switch (setting?.mode) {
    case undefined:
    case "off":
      return undefined;
    case "sandbox":
      return emulatorVariables && { ...emulatorVariables, ...setting.variables };
    case "configured":
      return setting.variables;
  }
}
