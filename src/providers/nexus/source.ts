import DataLoader from "dataloader";
import type { ProviderSubject, Realm } from "../../identity/ids.js";
import type { IdentitySource, ProviderIdentity } from "../../identity/provider.js";
import { ProviderError } from "../../identity/provider-error.js";
import { chunk, collectResults, orThrow } from "../../platform/batch.js";
import type { CallScope } from "../../platform/call-scope.js";
import { maxFilterIds, type NexusClient } from "./client.js";
import { hasEmail } from "./errors.js";
import type { FoundUsers } from "./mapping.answers.js";
import { NexusProviderIdentity, type TenantRealms } from "./mapping.js";
import { type NexusUserWire, userWire } from "./wire.js";

/** Whether the environment has the list of users, as far as this process knows. */
export interface ListSupport {
  readonly isKnownMissing: boolean;
  noteMissing(): void;
}

export interface NexusSourceOptions {
  readonly client: NexusClient;
  readonly realm: Realm;
  readonly tenants: TenantRealms;
  readonly listSupport: ListSupport;
  readonly scope: CallScope;
  /** For so long after a write, the user is read by id, because the list may be stale. */
  readonly listLagMs: number;
  readonly now?: () => number;
}

/**
 * One request's reads: several users by filters of at most 15 ids if the environment supports them, else one by one;
 * recently written users by id.
 */
export function createNexusSource(options: NexusSourceOptions): IdentitySource {
  const { client, realm, tenants, listSupport, scope, listLagMs, now = Date.now } = options;
  const toIdentity = (user: NexusUserWire): ProviderIdentity =>
    new NexusProviderIdentity(user, realm, tenants);
  const get = (id: ProviderSubject): Promise<NexusUserWire | null> => client.getUser(id, scope);

  const written = new Set<ProviderSubject>();
  const loader = new DataLoader<ProviderSubject, ProviderIdentity | null>(async (ids) => {
    const listed = ids.filter((id) => !written.has(id));
    const alone = ids.filter((id) => written.has(id)).map((id) => [id]);
    const chunks = [...chunk(listed, { maxItems: maxFilterIds }), ...alone];
    const users = (await Promise.all(chunks.map(readChunk))).flat();
    const byId = new Map(chunks.flat().map((id, index) => [id, users[index] ?? null]));
    return ids.map((id) => {
      const user = byId.get(id) ?? null;
      return user === null || user instanceof Error ? user : toIdentity(user);
    });
  });

  function forget(id: ProviderSubject): void {
    written.add(id);
    loader.clear(id);
  }

  /**
   * A user whom the list omits is read by id before it counts as missing. When Nexus refuses the list, every user is read
   * by id: neither the list nor its filters are documented.
   */
  async function readChunk(ids: readonly ProviderSubject[]): Promise<(NexusUserWire | null | Error)[]> {
    if (ids.length === 1 || listSupport.isKnownMissing) return collectResults(ids, get);
    const found: FoundUsers | null | Error = await client
      .findUsers(ids, scope)
      .catch((error: Error) => error);
    if (isRejection(found)) return collectResults(ids, get);
    if (found instanceof Error) return ids.map(() => found);
    if (found === null) {
      listSupport.noteMissing();
      return collectResults(ids, get);
    }
    return collectResults(ids, async (id) => {
      const user = found.get(id);
      if (user instanceof Error) throw user;
      return user ?? (await get(id));
    });
  }

  return {
    load: (_realm, id, changedAt) => {
      const isRecent = changedAt != null && now() - changedAt.getTime() < listLagMs;
      if (isRecent && !written.has(id)) forget(id);
      return loader.load(id);
    },
    forget: (_realm, id) => forget(id),
    fromCache: (_realm, record) => {
      const { data } = userWire.safeParse(record);
      return data === undefined ? null : toIdentity(data);
    },
    findByEmail: async (_realm, email) => {
      const found = await client.findUsersByEmail(email, scope);
      return [...found.values()]
        .map(orThrow)
        .filter((user) => hasEmail(user.emailAddress, email))
        .map(toIdentity);
    },
  };
}

function isRejection(found: unknown): boolean {
  return found instanceof ProviderError && found.kind === "rejected";
}
