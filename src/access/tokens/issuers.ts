import type { Realm } from "../../identity/ids.js";
import type { ProviderName } from "../../identity/link.js";
import type { Provider } from "../../identity/provider.js";
import type { TokenIssuer } from "../../identity/token-issuer.js";
import type { AccessSettings } from "../settings.js";
import { findIssuer, type IssuingProvider } from "./find-issuer.js";

/** An issuer whose tokens are accepted. */
export interface Issuer extends Pick<Provider, "parseSubject">, Pick<TokenIssuer, "judge"> {
  /** As it is written in `iss`. */
  readonly url: string;
  readonly provider: ProviderName;
  /** Where its subjects are unique: the realm of the links. */
  readonly realm: Realm;
  /** Where it publishes its keys. */
  readonly keysUrl: string;
}

/** The configured issuers, by `iss`. */
export function toIssuers(
  settings: Pick<AccessSettings, "tokenIssuers" | "tokenIssuerRealms" | "tokenKeyUrls">,
  providers: readonly IssuingProvider[],
): ReadonlyMap<string, Issuer> {
  const { tokenIssuers, tokenIssuerRealms: realms, tokenKeyUrls: keyUrls } = settings;
  const issuers = tokenIssuers.flatMap((url): Issuer[] => {
    const found = findIssuer(url, providers);
    if (found === undefined) return [];
    const { provider, rules, address } = found;
    return [
      {
        url,
        provider: provider.name,
        realm: (realms.get(url) as Realm | undefined) ?? address.realm,
        keysUrl: keyUrls.get(url) ?? address.keysUrl,
        parseSubject: provider.parseSubject,
        judge: rules.judge,
      },
    ];
  });
  return new Map(issuers.map((issuer) => [issuer.url, issuer]));
}
