import { z } from "zod";
import {
  type ChangeKind,
  eventId,
  eventTime,
  type ParseChangeEvents,
  toEventTime,
  toMalformed,
} from "../../identity/change-event.js";
import { type Realm, toSubject } from "../../identity/ids.js";
import type { IdentityKey, ProviderName } from "../../identity/link.js";
import type { ConnectedProvider, Provider } from "../../identity/provider.js";

const changes: Readonly<Record<"CREATED" | "UPDATED" | "DELETED", ChangeKind>> = {
  CREATED: "created",
  UPDATED: "updated",
  DELETED: "deleted",
};

/** A provider that events may be about. */
export type ChangeEventProvider = Pick<ConnectedProvider, "name" | "realms"> &
  Pick<Provider, "parseSubject" | "webhook">;

/** A sender splits longer lists into several bodies. */
const maxEvents = 1_000;

/**
 * The service's own format: `{ id?, time?, events: [{ provider, realm, subject, change }] }`. A realm that is not configured
 * is a violation, so that the sender is informed.
 */
export function createChangeEventParser(providers: readonly ChangeEventProvider[]): ParseChangeEvents {
  const names = providers.map(({ name }) => name);
  const entry = {
    provider: z.enum(names, `must be one of ${names.join(", ")}`),
    realm: z.string("must be a string"),
    subject: z.string("must be a string"),
    change: z.enum(["CREATED", "UPDATED", "DELETED"], "must be CREATED, UPDATED or DELETED"),
  };
  const event = z
    .object(entry, "must be an object")
    .transform(({ provider, realm, subject, change }, context) => {
      const key = toKey(providers, { provider, realm, subject }, context);
      return { key, change: changes[change] };
    });
  const envelope = z.object(
    {
      id: eventId.optional(),
      time: eventTime.optional(),
      events: z
        .array(event, "must be a list")
        .min(1, "must not be empty")
        .max(maxEvents, `must have at most ${maxEvents} entries`),
    },
    "must be an object",
  );
  return (body, now) => {
    const { data, error } = envelope.safeParse(body);
    if (data === undefined) return toMalformed(error);
    const at = toEventTime(data.time, now);
    return { kind: "events", id: data.id, events: data.events.map((each) => ({ ...each, at })) };
  };
}

interface NamedIdentity {
  readonly provider: ProviderName;
  readonly realm: string;
  readonly subject: string;
}

/** Adds every violation to the context; the key is not used then. */
function toKey(
  providers: readonly ChangeEventProvider[],
  { provider, realm, subject }: NamedIdentity,
  context: z.RefinementCtx,
): IdentityKey {
  const addViolation = (field: string, message: string): void => {
    context.addIssue({ code: "custom", path: [field], message, input: undefined });
  };
  const known = providers.find(({ name }) => name === provider);
  if (!known?.realms.some((each) => each === realm)) addViolation("realm", "must be a realm of the provider");
  const parsed = known?.parseSubject(subject);
  if (parsed === undefined) addViolation("subject", "must be a subject of the provider");
  return { provider, realm: realm as Realm, subject: parsed ?? toSubject("") };
}
