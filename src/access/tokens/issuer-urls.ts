/** As it stands in `iss`: an Auth0 tenant, with the slash at the end, or a Cognito user pool. */
export function isIssuerUrl(text: string): boolean {
  return isKeysUrl(text) && new URL(text).href === text && (isPoolIssuer(text) || hasPath(text, /^\/$/));
}

/** Whether the issuer is a user pool, whose id is the whole path. */
export function isPoolIssuer(issuer: string): boolean {
  return hasPath(issuer, /^\/[\w-]+_[0-9a-zA-Z]+$/);
}

/** A URL from which keys can be had without anybody in between; unencrypted only from this machine. */
export function isKeysUrl(text: string): boolean {
  if (!URL.canParse(text)) return false;
  const { protocol, hostname, username, password } = new URL(text);
  const isLoopback = /^(127\.0\.0\.1|localhost|\[::1\])$/.test(hostname);
  return (protocol === "https:" || (protocol === "http:" && isLoopback)) && username + password === "";
}

function hasPath(url: string, pattern: RegExp): boolean {
  const { pathname, search, hash } = new URL(url);
  return pattern.test(pathname) && search + hash === "";
}
