import { readFile } from "node:fs/promises";

/**
 * Options with which Hive Gateway answers a request that names a document by its hash (`extensions.persistedQuery.sha256Hash`)
 * instead of sending it. For a gateway that accepts only what was registered, leave `allowArbitraryOperations` out.
 *
 * @param file JSON: documents by the SHA-256 of their text, as a client's build writes them
 */
export async function serveDocuments(file) {
  const documents = new Map(Object.entries(JSON.parse(await readFile(file, "utf8"))));
  return {
    persistedDocuments: {
      getPersistedOperation: (hash) => documents.get(hash) ?? null,
      allowArbitraryOperations: true,
    },
  };
}
