import type { Directory, Registration } from "../directory/directory.js";
import { addCounts, type ImportCounts, noCounts } from "../directory/import-counts.js";
import type { IdentityList, IdentityPage } from "../identity/identity-list.js";
import type { Realm } from "../identity/ids.js";
import type { ProviderName } from "../identity/link.js";
import { ProviderError } from "../identity/provider-error.js";

export interface ImportOptions {
  readonly directory: Directory;
  readonly list: IdentityList;
  readonly provider: ProviderName;
  readonly realm: Realm;
  /** Whether a realm is configured; what a provider asserts of others is left out. */
  readonly isKnownRealm: (provider: ProviderName, realm: Realm) => boolean;
  /** Counts what an import would do, and writes nothing. Each page is compared with what the directory holds now. */
  readonly isPreview?: boolean;
  /** Called after each page with the counts since the import began. */
  readonly onProgress?: (counts: ImportCounts) => void;
}

/**
 * Gives every identity of a realm a user. An import that ended early is continued after its last page; when its place in the
 * list has expired, it begins again, which changes nothing for identities that have a user. Throws ProviderError and
 * DirectoryUnavailable; asking again then continues.
 */
export async function importIdentities(options: ImportOptions): Promise<ImportCounts> {
  const { directory, list, provider, realm, isPreview = false, onProgress } = options;
  const resumed = isPreview ? null : await directory.findImport(provider, realm);
  let page = await readFirst(options, resumed?.cursor ?? null);
  let counts = noCounts;
  for (;;) {
    const next = page.cursor === null ? undefined : list.readPage(realm, page.cursor);
    next?.catch(() => {}); // awaited below
    const registrations = toRegistrations(page, options);
    const failed = page.unreadable;
    counts = isPreview
      ? addCounts(counts, { ...(await directory.previewImport(registrations)), failed })
      : await directory.importPage({ provider, realm, registrations, failed, cursor: page.cursor });
    onProgress?.(counts);
    if (next === undefined) return counts;
    page = await next;
  }
}

async function readFirst(
  { directory, list, provider, realm }: ImportOptions,
  cursor: string | null,
): Promise<IdentityPage> {
  try {
    return await list.readPage(realm, cursor);
  } catch (error) {
    const isExpired = error instanceof ProviderError && ["not_found", "rejected"].includes(error.kind);
    if (cursor === null || !isExpired) throw error;
    await directory.removeImport(provider, realm);
    return list.readPage(realm, null);
  }
}

function toRegistrations(page: IdentityPage, { isKnownRealm }: ImportOptions): readonly Registration[] {
  return page.identities.map(({ provider, realm, subject, assertedKeys }) => ({
    key: { provider, realm, subject },
    evidence: "FIRST_SEEN",
    assertedKeys: assertedKeys.filter((key) => isKnownRealm(key.provider, key.realm)),
  }));
}
