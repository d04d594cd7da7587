import { z } from "zod";
import { toRealm, toSubject } from "../../identity/ids.js";
import { type IdentityKey, toIdentityText, toProviderName } from "../../identity/link.js";
import type { Redis } from "../../platform/redis.js";
import { RedisChannel } from "../../platform/redis-channel.js";
import type { RecordedAnswer, SharedCache } from "./identity-cache.js";

/** The prefix has the version of the records, so that processes of two versions don't read each other's. */
const prefix = "cache:1:";

const stored = z.object({ record: z.unknown(), readAtMs: z.number() });

/** Providers' answers in Redis, for as long as they may be used. Returns none while Redis is unavailable. */
export class RedisCache implements SharedCache {
  constructor(private readonly client: Redis) {}

  async find(key: IdentityKey): Promise<RecordedAnswer | undefined> {
    const text = await this.client.get(toKey(key)).catch(() => null);
    return text === null ? undefined : parse(text);
  }

  put(key: IdentityKey, answer: RecordedAnswer, keepMs: number): void {
    this.client.set(toKey(key), JSON.stringify(answer), "PX", Math.ceil(keepMs)).catch(ignoreAbsence);
  }

  remove(key: IdentityKey): void {
    this.client.del(toKey(key)).catch(ignoreAbsence);
  }
}

/** A change of an identity that one process sends to all others. */
export interface Invalidation {
  readonly key: IdentityKey;
  readonly change: "updated" | "deleted";
  readonly at: Date;
}

const invalidation = z
  .object({
    provider: z.string().transform(toProviderName),
    realm: z.string().transform(toRealm),
    subject: z.string().transform(toSubject),
    change: z.enum(["updated", "deleted"]),
    at: z.coerce.date(),
  })
  .transform(({ change, at, ...key }): Invalidation => ({ key, change, at }));

/** Publishes changes to all processes at this Redis, this one included. Changes are lost while Redis is unavailable. */
export function openInvalidations(
  client: Redis,
  onInvalidation: (invalidation: Invalidation) => void,
): { tell(invalidation: Invalidation): void; close(): void } {
  const channel = new RedisChannel(client, "changes", invalidation, onInvalidation);
  return {
    tell: ({ key: { provider, realm, subject }, change, at }) =>
      channel.publish({ provider, realm, subject, change, at }),
    close: () => channel.close(),
  };
}

/** The service works without Redis; its connection logs that it is unavailable. */
function ignoreAbsence(): void {}

function toKey(key: IdentityKey): string {
  return `${prefix}${toIdentityText(key)}`;
}

function parse(text: string): RecordedAnswer | undefined {
  const { data } = stored.safeParse(toJson(text));
  return data && { record: data.record ?? null, readAtMs: data.readAtMs };
}

function toJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
