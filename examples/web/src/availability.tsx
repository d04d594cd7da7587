import type { HeaderQuery, SignInMethodsQuery } from "./generated/operations";

type Source = NonNullable<NonNullable<HeaderQuery["me"]>["profileSources"]>[number];
type Identity = NonNullable<NonNullable<SignInMethodsQuery["me"]>["identities"]>[number];
type Provider = Source["provider"];

const providerNames: Readonly<Record<Provider, string>> = {
  AUTH0: "Auth0",
  COGNITO: "Cognito",
  NEXUS: "Nexus",
};

export function toName(provider: Provider): string {
  return providerNames[provider];
}

const labels: Readonly<Record<Source["availability"], string>> = {
  FRESH: "Up to date",
  STALE: "Out of date",
  UNAVAILABLE: "Unavailable",
  GONE: "Deleted",
};

/** Says in text, not only by its color, how an answer came about. */
export function Badge({ availability }: Pick<Source, "availability">) {
  return <span className={`badge ${availability.toLowerCase()}`}>{labels[availability]}</span>;
}

const reasons: Readonly<Record<NonNullable<Identity["unavailableReason"]>, string>> = {
  THROTTLED: "receives too many requests",
  TIMED_OUT: "responds too slowly",
  DOWN: "is not working",
  REFUSED: "refuses the request",
};

/** What the availability of an identity means for the values beside it. */
export function describe(identity: Identity): string | undefined {
  const { availability, readAt, unavailableReason, retryAfterSeconds: seconds } = identity;
  const why = `${toName(identity.provider)} ${unavailableReason ? reasons[unavailableReason] : "can’t be read"}`;
  switch (availability) {
    case "FRESH":
      return undefined;
    case "STALE":
      return `${why}. These values were read at ${toTime(readAt)}.`;
    case "UNAVAILABLE":
      return `${why}, so the values are unknown. ${seconds ? `Try again in ${seconds} seconds.` : "Try again later."}`;
    case "GONE":
      return `${toName(identity.provider)} no longer has this account.`;
  }
}

export function toTime(instant: string | null): string {
  return instant === null ? "an unknown time" : new Date(instant).toLocaleTimeString();
}
