import { z } from "zod";
import { type Realm, toSubject } from "../../identity/ids.js";
import { type IdentityKey, type ProviderName, providerNames } from "../../identity/link.js";
import type { ConnectedProvider, Provider } from "../../identity/provider.js";

const changes = { CREATED: "created", UPDATED: "updated", DELETED: "deleted" } as const;

export type IdentityChange = (typeof changes)[keyof typeof changes];

/** Something happened to an identity at its provider, as somebody there says. May come twice, late and in any order. */
export interface ChangeEvent {
  readonly key: IdentityKey;
  readonly change: IdentityChange;
  /** When it happened; when it was heard of where nobody says, or where it is said to lie ahead. */
  readonly at: Date;
}

/** What a body says, or every rule that it breaks. No fault quotes a value. */
export type ParsedChangeEvents =
  | { readonly kind: "events"; readonly id: string | undefined; readonly events: readonly ChangeEvent[] }
  | { readonly kind: "malformed"; readonly violations: readonly WebhookViolation[] };

export interface WebhookViolation {
  /** As `events.3.subject`; empty for the whole body. */
  readonly path: string;
  readonly rule: string;
}

/** A provider that events may be about. */
export type ChangeEventProvider = Pick<ConnectedProvider, "name" | "realms"> & Pick<Provider, "parseSubject">;

/** More make a body that is better sent in parts. */
const maxEvents = 1_000;

const id = z
  .string("must be a text")
  .min(1, "must not be empty")
  .max(255, "must have 255 characters at most");
const time = z.iso.datetime({ offset: true, error: "must be a time as 2026-01-31T12:00:00Z" });

/**
 * Our own form: `{ id?, time?, events: [{ provider, realm, subject, change }] }`. A realm that is not configured is a fault:
 * whoever set that up shall hear of it.
 */
export function createChangeEventParser(
  providers: readonly ChangeEventProvider[],
): (body: unknown, now: Date) => ParsedChangeEvents {
  const entry = {
    provider: z.enum(providerNames, `must be one of ${providerNames.join(", ")}`),
    realm: z.string("must be a text"),
    subject: z.string("must be a text"),
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
      id: id.optional(),
      time: time.optional(),
      events: z
        .array(event, "must be a list")
        .min(1, "must not be empty")
        .max(maxEvents, `must have ${maxEvents} entries at most`),
    },
    "must be an object",
  );
  return (body, now) => {
    const { data, error } = envelope.safeParse(body);
    if (data === undefined) return toMalformed(error);
    const at = toPast(data.time, now);
    return { kind: "events", id: data.id, events: data.events.map((each) => ({ ...each, at })) };
  };
}

/**
 * An event of Auth0's Event Streams, in the envelope of CloudEvents 1.0. One that is not about a user is no event, and no
 * fault either. The realm is the tenant that we know: the event names it in another way.
 */
export function createAuth0EventParser(
  auth0: ChangeEventProvider,
): (body: unknown, now: Date) => ParsedChangeEvents {
  const event = z.object(
    { id, type: z.string("must be a text"), specversion: z.literal("1.0", "must be 1.0") },
    "must be an object",
  );
  const user = z.object({ user_id: z.string("must be a text") }, "must be an object");
  const data = z.object({ object: user }, "must be an object");
  const userEvent = event.extend({ time, data }).transform(({ id, type, time, data }, context) => {
    const { user_id: subject } = data.object;
    const [realm = ""] = auth0.realms;
    const path = ["data", "object", "user_id"];
    const key = toKey([auth0], { provider: auth0.name, realm, subject }, context, path);
    return { id, time, key, change: userChanges[type] as IdentityChange };
  });
  return (body, now) => {
    const any = event.safeParse(body);
    if (any.success && !Object.hasOwn(userChanges, any.data.type))
      return { kind: "events", id: any.data.id, events: [] };
    const { data, error } = userEvent.safeParse(body);
    if (data === undefined) return toMalformed(error);
    const { key, change } = data;
    return { kind: "events", id: data.id, events: [{ key, change, at: toPast(data.time, now) }] };
  };
}

const userChanges: Readonly<Record<string, IdentityChange>> = {
  "user.created": "created",
  "user.updated": "updated",
  "user.deleted": "deleted",
};

/** A clock that is ahead must not make what is read later look old. */
function toPast(time: string | undefined, now: Date): Date {
  return new Date(Math.min(time === undefined ? Number.POSITIVE_INFINITY : Date.parse(time), now.getTime()));
}

interface NamedIdentity {
  readonly provider: ProviderName;
  readonly realm: string;
  readonly subject: string;
}

/** Adds every fault to the context; what it answers then is never used. */
function toKey(
  providers: readonly ChangeEventProvider[],
  { provider, realm, subject }: NamedIdentity,
  context: z.RefinementCtx,
  subjectPath: readonly string[] = ["subject"],
): IdentityKey {
  const addViolation = (path: readonly string[], message: string): void => {
    context.addIssue({ code: "custom", path: [...path], message, input: undefined });
  };
  const known = providers.find(({ name }) => name === provider);
  if (known === undefined) addViolation(["provider"], "must be a provider that is switched on");
  else if (!known.realms.some((each) => each === realm))
    addViolation(["realm"], "must be a realm of the provider");
  const parsed = known?.parseSubject(subject);
  if (known !== undefined && parsed === undefined)
    addViolation(subjectPath, "must be a subject of the provider");
  return { provider, realm: realm as Realm, subject: parsed ?? toSubject("") };
}

function toMalformed(error: z.ZodError): ParsedChangeEvents {
  const violations = error.issues.map(({ path, message }) => ({ path: path.join("."), rule: message }));
  return { kind: "malformed", violations };
}
