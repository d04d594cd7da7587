import type { Provider } from "../../identity/provider.js";
import type { IssuerAddress, TokenIssuer } from "../../identity/token-issuer.js";
import { isLoopbackHost } from "../../platform/loopback.js";

/** What the tokens of a provider's issuers need to be checked. */
export type IssuingProvider = Pick<Provider, "name" | "parseSubject" | "tokenIssuer">;

interface FoundIssuer {
  readonly provider: IssuingProvider;
  readonly rules: TokenIssuer;
  readonly address: IssuerAddress;
}

/** The first provider that has such an issuer; undefined when none has, or when the text is no issuer at all. */
export function findIssuer(text: string, providers: readonly IssuingProvider[]): FoundIssuer | undefined {
  if (!isKeysUrl(text)) return undefined;
  const url = new URL(text);
  if (url.href !== text || /[?#]/.test(text)) return undefined;
  for (const provider of providers) {
    const address = provider.tokenIssuer?.findIssuer(url);
    if (provider.tokenIssuer && address) return { provider, rules: provider.tokenIssuer, address };
  }
  return undefined;
}

/** A URL from which keys can be fetched safely: https, or http on this machine, and no user in it. */
export function isKeysUrl(text: string): boolean {
  if (!URL.canParse(text)) return false;
  const { protocol, hostname, username, password } = new URL(text);
  const isSafe = protocol === "https:" || (protocol === "http:" && isLoopbackHost(hostname));
  return isSafe && username + password === "";
}
