import DataLoader from "dataloader";
import type { ProviderSubject, Realm } from "../../identity/ids.js";
import type { IdentitySource, ProviderIdentity } from "../../identity/provider.js";
import { ProviderError } from "../../identity/provider-error.js";
import { chunk, settle } from "../../platform/batch.js";
import type { CallScope } from "../../platform/call-scope.js";
import { maxFilterIds, type NexusClient } from "./client.js";
import type { FoundUsers } from "./mapping.answers.js";
import { NexusProviderIdentity, type TenantRealms } from "./mapping.js";
import { type NexusUserWire, userFieldsWire, userWire } from "./wire.js";

/** What the process has learned of the environment; the list of users is not certain to exist. */
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
  /** For so long after a write, the list is not trusted with a user. */
  readonly listLagMs: number;
  readonly now?: () => number;
}

/**
 * One request's reads: several users by filters of at most 15 ids where the environment has them, else one by one; those
 * written to recently by id each.
 */
export function createNexusSource(options: NexusSourceOptions): IdentitySource {
  const { client, realm, tenants, listSupport, scope, listLagMs, now = Date.now } = options;
  const toIdentity = (user: NexusUserWire): ProviderIdentity =>
    new NexusProviderIdentity(user, realm, tenants);
  const get = (id: ProviderSubject): Promise<NexusUserWire | null> => client.getUser(id, scope);

  const written = new Set<ProviderSubject>();
  const loader = new DataLoader<ProviderSubject, ProviderIdentity | null>(async (ids) => {
    const settled = ids.filter((id) => !written.has(id));
    const alone = ids.filter((id) => written.has(id)).map((id) => [id]);
    const chunks = [...chunk(settled, { maxItems: maxFilterIds }), ...alone];
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
   * An id that the list leaves out is asked for by itself before it counts as gone, and so is every one where the list
   * is refused: neither it nor its filters are certain to exist.
   */
  async function readChunk(ids: readonly ProviderSubject[]): Promise<(NexusUserWire | null | Error)[]> {
    if (ids.length === 1 || listSupport.isKnownMissing) return settle(ids, get);
    const found: FoundUsers | null | Error = await client
      .findUsers(ids, scope)
      .catch((error: Error) => error);
    if (isRejection(found)) return settle(ids, get);
    if (found instanceof Error) return ids.map(() => found);
    if (found === null) {
      listSupport.noteMissing();
      return settle(ids, get);
    }
    return settle(ids, async (id) => {
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
      return data !== undefined && userFieldsWire.safeParse(record).success ? toIdentity(data) : null;
    },
    findByEmail: async (_realm, email) => {
      const found = await client.findUsersByEmail(email, scope);
      const wanted = email.toLowerCase();
      return [...found.values()]
        .map(orThrow)
        .filter((user) => user.emailAddress?.toLowerCase() === wanted)
        .map(toIdentity);
    },
  };
}

function isRejection(found: unknown): boolean {
  return found instanceof ProviderError && found.kind === "rejected";
}

function orThrow(user: NexusUserWire | Error): NexusUserWire {
  if (user instanceof Error) throw user;
  return user;
}
