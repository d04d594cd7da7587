import { TokenSource } from "../../platform/access-token.js";
import type { NexusSettings } from "./settings.js";

/** Where access tokens come from; undefined when the settings hold credentials that are sent as they are. */
export function createTokenSource(settings: NexusSettings): TokenSource | undefined {
  const { tokenUrl: url, clientId, clientSecret } = settings;
  const { audience, timeoutMs } = settings;
  const isComplete = url && clientId && clientSecret && audience;
  return isComplete ? new TokenSource({ url, clientId, clientSecret, audience, timeoutMs }) : undefined;
}

/** The headers with the credentials: a token with that of the application, or a user name with a password. */
export function toCredentials(
  settings: NexusSettings,
  fetchedToken: string | undefined,
): Record<string, string> {
  const accept = { accept: "application/json" };
  const token = fetchedToken ?? settings.token;
  if (token !== undefined && settings.applicationToken !== undefined) {
    const header = settings.applicationTokenHeader;
    return { ...accept, authorization: `Bearer ${token}`, [header]: settings.applicationToken };
  }
  const basic = Buffer.from(`${settings.basicUser}:${settings.basicPassword}`).toString("base64");
  return { ...accept, authorization: `Basic ${basic}` };
}
