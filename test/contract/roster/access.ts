import { z } from "zod";
import {
  eventId,
  eventTime,
  type ProviderWebhook,
  toEventTime,
  toMalformed,
} from "../../../src/identity/change-event.js";
import { type ProviderSubject, toRealm, toSubject } from "../../../src/identity/ids.js";
import { isForAudience, type TokenIssuer, toGrants } from "../../../src/identity/token-issuer.js";

/** `R-` and a UUID. */
export function parseSubject(text: string): ProviderSubject | undefined {
  return /^R-[0-9a-f-]{36}$/.test(text) ? toSubject(text) : undefined;
}

/** The roster signs people in under `/sign-in`; a program's token says so in `kind`. */
export const rosterTokenIssuer: TokenIssuer = {
  title: "a roster",
  example: "https://roster.example.com/sign-in",
  description: "Tokens: TOKEN_ISSUERS takes https://roster.example.com/sign-in.",
  requiredVariable: "TOKEN_AUDIENCES",
  findIssuer: ({ href, host, pathname }) =>
    pathname === "/sign-in" ? { realm: toRealm(host), keysUrl: `${href}/keys` } : undefined,
  judge: (claims, accepted) =>
    isForAudience(claims, accepted)
      ? { kind: "usable", isMachine: claims.kind === "program", grants: toGrants(claims) }
      : { kind: "refused", problem: "AUDIENCE" },
};

const change = z.object({ event: eventId, changedAt: eventTime, user: z.string() });

/** `{ event, changedAt, user }`: the entry of the user has changed. */
export const rosterWebhook: ProviderWebhook = {
  createParser: ({ realms: [realm = toRealm("")] }) => {
    const entry = change.refine(({ user }) => parseSubject(user), { error: "must be an id", path: ["user"] });
    return (body, now) => {
      const { data, error } = entry.safeParse(body);
      if (data === undefined) return toMalformed(error);
      const key = { provider: "ROSTER", realm, subject: toSubject(data.user) } as const;
      const at = toEventTime(data.changedAt, now);
      return { kind: "events", id: data.event, events: [{ key, change: "updated", at }] };
    };
  },
};
