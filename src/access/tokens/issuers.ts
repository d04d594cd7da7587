import { type Realm, toRealm } from "../../identity/ids.js";
import type { AccessSettings } from "../settings.js";
import { isPoolIssuer } from "./issuer-urls.js";

/** Somebody whose tokens are taken. */
export interface Issuer {
  /** As it stands in `iss`. */
  readonly url: string;
  readonly provider: "AUTH0" | "COGNITO";
  /** Where its subjects are unique: the realm of the links. */
  readonly realm: Realm;
  /** Where it publishes its keys. */
  readonly keysUrl: string;
}

/** The issuers that are configured, by `iss`. */
export function toIssuers(
  settings: Pick<AccessSettings, "TOKEN_ISSUERS" | "TOKEN_ISSUER_REALMS" | "TOKEN_KEY_URLS">,
): ReadonlyMap<string, Issuer> {
  const { TOKEN_ISSUERS, TOKEN_ISSUER_REALMS: realms, TOKEN_KEY_URLS: keyUrls } = settings;
  const toIssuer = (url: string): Issuer => {
    const isPool = isPoolIssuer(url);
    const { host, pathname } = new URL(url);
    return {
      url,
      provider: isPool ? "COGNITO" : "AUTH0",
      realm: toRealm(realms.get(url) ?? (isPool ? pathname.slice(1) : host)),
      keysUrl: keyUrls.get(url) ?? `${url}${isPool ? "/" : ""}.well-known/jwks.json`,
    };
  };
  return new Map(TOKEN_ISSUERS.map((url) => [url, toIssuer(url)]));
}
