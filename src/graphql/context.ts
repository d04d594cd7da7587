import DataLoader from "dataloader";
import type { Viewer } from "../access/viewer.js";
import type { Directory } from "../directory/directory.js";
import { type LinkedUser, type ProviderName, toUserKeyText, type UserKey } from "../identity/link.js";
import type { ConnectedProvider, Provider } from "../identity/provider.js";
import { createProviderReads, type ProviderReads } from "../identity/provider-reads.js";
import type { Reachability } from "../identity/reachability.js";
import { findOrRegister } from "../provisioning/first-sight.js";
import type { WriteEnvironment } from "../provisioning/write-runner.js";

/** What one request may use. A plain object: Apollo copies it. */
export interface GraphContext {
  readonly directory: Directory;
  readonly reads: ProviderReads;
  /** Users by any key, of the whole request in one statement. */
  readonly users: DataLoader<UserKey, LinkedUser | null, string>;
  readonly setup: GraphSetup;
  readonly viewer: Viewer;
  /** Fires when the caller is gone or out of patience; ends every read that the request has under way, and no write. */
  readonly signal: AbortSignal;
}

/** What all requests share. */
export interface GraphSetup {
  readonly directory: Directory;
  /** Every provider of the registry; the schema is made of these. */
  readonly registry: readonly Provider[];
  /** Those that are switched on. */
  readonly connected: readonly ConnectedProvider[];
  /** Whose value a field of the profile takes first. */
  readonly profileOrder: readonly ProviderName[];
  readonly reachability: Reachability;
  /** What mutations run in; calls to providers for writes end with their own time-outs. */
  readonly writes: WriteEnvironment;
}

export interface Asked {
  readonly viewer: Viewer;
  readonly signal: AbortSignal;
}

export function createContext(setup: GraphSetup, { viewer, signal }: Asked): GraphContext {
  const { directory, connected, reachability } = setup;
  const reads = createProviderReads({ providers: connected, reachability, signal });
  const users = new DataLoader<UserKey, LinkedUser | null, string>(
    (keys) => findOrRegister(keys, directory, reads),
    { cacheKeyFn: toUserKeyText },
  );
  return { directory, reads, users, setup, viewer, signal };
}
