import { z } from "zod";
import {
  eventId,
  eventTime,
  type ProviderWebhook,
  toEventTime,
  toMalformed,
} from "../../identity/change-event.js";
import { toRealm, toSubject } from "../../identity/ids.js";

const userChanges = {
  "user.created": "created",
  "user.updated": "updated",
  "user.deleted": "deleted",
} as const;
const userEventTypes = ["user.created", "user.updated", "user.deleted"] as const;

const type = z.string("must be a string");
const event = z.object(
  { id: eventId, type, specversion: z.literal("1.0", "must be 1.0") },
  "must be an object",
);
const user = z.object({ user_id: z.string("must be a string") }, "must be an object");
const userEvent = event.extend({
  type: type.pipe(z.enum(userEventTypes, `must be one of ${userEventTypes.join(", ")}`)),
  time: eventTime,
  data: z.object({ object: user }, "must be an object"),
});

/**
 * An event of Auth0's Event Streams, in the envelope of CloudEvents 1.0. Events that are not about a
 * user are accepted and have no effect. The realm is always the configured tenant; the event does not name it as we do.
 */
export const auth0Webhook: ProviderWebhook = {
  createParser: ({ realms: [realm = toRealm("")], parseSubject }) => {
    const changeEvent = userEvent.transform(({ id, type, time, data }, context) => {
      const subject = parseSubject(data.object.user_id);
      if (subject === undefined) {
        const path = ["data", "object", "user_id"];
        context.addIssue({ code: "custom", path, message: "must be a subject of the provider" });
      }
      const key = { provider: "AUTH0", realm, subject: subject ?? toSubject("") } as const;
      return { id, time, key, change: userChanges[type] };
    });
    return (body, now) => {
      const { data: other } = event.safeParse(body);
      if (other !== undefined && !Object.hasOwn(userChanges, other.type))
        return { kind: "events", id: other.id, events: [] };
      const { data, error } = changeEvent.safeParse(body);
      if (data === undefined) return toMalformed(error);
      const { id, key, change } = data;
      return { kind: "events", id, events: [{ key, change, at: toEventTime(data.time, now) }] };
    };
  },
};
