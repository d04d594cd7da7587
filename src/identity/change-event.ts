import { z } from "zod";
import type { ProviderSubject, Realm } from "./ids.js";
import type { IdentityKey } from "./link.js";

/** What happened to an identity at its provider. */
export type ChangeKind = "created" | "updated" | "deleted";

/** A change that a sender reports. The same event may arrive twice, late and in any order. */
export interface ChangeEvent {
  readonly key: IdentityKey;
  readonly change: ChangeKind;
  /** When it happened; the time of arrival when the sender gives no time, or one in the future. */
  readonly at: Date;
}

/** The events of a body, or every rule that it breaks. No violation quotes a value. */
export type ParsedChangeEvents =
  | { readonly kind: "events"; readonly id: string | undefined; readonly events: readonly ChangeEvent[] }
  | { readonly kind: "malformed"; readonly violations: readonly WebhookViolation[] };

export interface WebhookViolation {
  /** As `events.3.subject`; empty for the whole body. */
  readonly path: string;
  readonly rule: string;
}

export type ParseChangeEvents = (body: unknown, now: Date) => ParsedChangeEvents;

/** The realms of a connected provider and its rule for subjects. */
export interface WebhookTarget {
  readonly realms: readonly Realm[];
  parseSubject(text: string): ProviderSubject | undefined;
}

/** A provider's own format of change events, received at `/webhooks/NAME`. */
export interface ProviderWebhook {
  createParser(target: WebhookTarget): ParseChangeEvents;
}

export const eventId = z
  .string("must be a string")
  .min(1, "must not be empty")
  .max(255, "must have 255 characters at most");

export const eventTime = z.iso.datetime({ offset: true, error: "must be a time as 2026-01-31T12:00:00Z" });

/** The time of the event, or now when it is absent or in the future: a later read must never look older than the event. */
export function toEventTime(time: string | undefined, now: Date): Date {
  return new Date(Math.min(time === undefined ? Number.POSITIVE_INFINITY : Date.parse(time), now.getTime()));
}

export function toMalformed(error: z.ZodError): ParsedChangeEvents {
  const violations = error.issues.map(({ path, message }) => ({ path: path.join("."), rule: message }));
  return { kind: "malformed", violations };
}
