import DataLoader from "dataloader";
import type { ProviderSubject, Realm } from "../../identity/ids.js";
import type { IdentitySource, ProviderIdentity } from "../../identity/provider.js";
import { chunk, collectResults, orThrow } from "../../platform/batch.js";
import type { CallScope } from "../../platform/call-scope.js";
import { type Auth0Client, type FoundUsers, maxSearchIds, maxSearchLength, quote } from "./client.js";
import { hasEmail } from "./errors.js";
import { Auth0ProviderIdentity } from "./mapping.js";
import { type Auth0User, userWire } from "./wire.js";

export interface Auth0SourceOptions {
  readonly client: Auth0Client;
  readonly realm: Realm;
  readonly scope: CallScope;
  /** For so long after a write, the user is read by id, because the search index may be stale. */
  readonly searchLagMs: number;
  readonly now?: () => number;
}

/** One request's reads: one user by id, several by searches of at most 50 ids, recently written users by id. */
export function createAuth0Source(options: Auth0SourceOptions): IdentitySource {
  const { client, realm, scope, searchLagMs, now = Date.now } = options;
  const written = new Set<ProviderSubject>();
  const loader = new DataLoader<ProviderSubject, ProviderIdentity | null>(async (subjects) => {
    const limits = { maxItems: maxSearchIds, maxLength: maxSearchLength, lengthOf: encodedLength };
    const searched = subjects.filter((subject) => !written.has(subject));
    const alone = subjects.filter((subject) => written.has(subject)).map((subject) => [subject]);
    const chunks = [...chunk(searched, limits), ...alone];
    const users = (await Promise.all(chunks.map(readChunk))).flat();
    const bySubject = new Map(chunks.flat().map((subject, index) => [subject, users[index] ?? null]));
    return subjects.map((subject) => {
      const user = bySubject.get(subject) ?? null;
      return user === null || user instanceof Error ? user : new Auth0ProviderIdentity(user, realm);
    });
  });

  function forget(subject: ProviderSubject): void {
    written.add(subject);
    loader.clear(subject);
  }

  /**
   * A single user costs one call either way, and a read by id is always fresh. The search index lags behind writes, so a
   * user whom a search does not return is read by id before it counts as missing.
   */
  async function readChunk(subjects: readonly ProviderSubject[]): Promise<(Auth0User | null | Error)[]> {
    if (subjects.length === 1) return collectResults(subjects, (subject) => client.getUser(subject, scope));
    const found: FoundUsers | Error = await client
      .searchUsers(subjects, scope)
      .catch((error: Error) => error);
    if (found instanceof Error) return subjects.map(() => found);
    return collectResults(subjects, async (subject) => {
      const user = found.get(subject);
      if (user instanceof Error) throw user;
      return user ?? (await client.getUser(subject, scope));
    });
  }

  return {
    load: (_realm, subject, changedAt) => {
      const isRecent = changedAt != null && now() - changedAt.getTime() < searchLagMs;
      if (isRecent && !written.has(subject)) forget(subject);
      return loader.load(subject);
    },
    forget: (_realm, subject) => forget(subject),
    fromCache: (_realm, record) => {
      const { data } = userWire.safeParse(record);
      return data === undefined ? null : new Auth0ProviderIdentity(data, realm);
    },
    findByEmail: async (_realm, email) => {
      // Auth0 stores the addresses of its databases in lower case and compares case-sensitively
      const spellings = [...new Set([email, email.toLowerCase()])];
      const answers = await Promise.all(
        spellings.map((spelling) => client.listUsersByEmail(spelling, scope)),
      );
      const users = new Map(answers.flatMap((answer) => [...answer]));
      return [...users.values()]
        .map(orThrow)
        .filter((user) => hasEmail(user.email, email))
        .map((user) => new Auth0ProviderIdentity(user, realm));
    },
  };
}

function encodedLength(subject: string): number {
  return encodeURIComponent(quote(subject)).length + "+OR+".length;
}
