import type { IdentityKey, ProviderName } from "../identity/link.js";
import type { ConnectedProvider } from "../identity/provider.js";
import { ProviderError } from "../identity/provider-error.js";
import type { IdentitySync } from "../identity/sync.js";
import type { IdentityCreator, IdentityWriter } from "../identity/writer.js";
import type { CallScope } from "../platform/call-scope.js";
import type { WriteEnvironment } from "./write-environment.js";

/** Throws ProviderError when the provider or the realm is not configured. */
export function openWriter(
  { provider, realm }: IdentityKey,
  environment: WriteEnvironment,
  scope: CallScope,
): IdentityWriter {
  const connected = getProvider(provider, environment);
  if (!connected.realms.includes(realm))
    throw new ProviderError(provider, "rejected", "realm is not configured");
  return connected.openWriter(scope);
}

/** Throws ProviderError when the provider is not configured. */
export function openCreator(
  provider: ProviderName,
  environment: WriteEnvironment,
  scope: CallScope,
): IdentityCreator {
  return getProvider(provider, environment).openCreator?.(scope) ?? switchedOff(provider);
}

/** Throws ProviderError when the provider is not configured. */
export function openSync(
  provider: ProviderName,
  environment: WriteEnvironment,
  scope: CallScope,
): IdentitySync {
  return getProvider(provider, environment).openSync?.(scope) ?? switchedOff(provider);
}

function getProvider(provider: ProviderName, { providers }: WriteEnvironment): ConnectedProvider {
  return providers.find(({ name }) => name === provider) ?? switchedOff(provider);
}

function switchedOff(provider: ProviderName): never {
  throw new ProviderError(provider, "rejected", "switched off");
}
