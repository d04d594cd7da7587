import DataLoader from "dataloader";
import type { Policy } from "../../access/policy/policy.js";
import type { Viewer } from "../../access/viewer.js";
import type { Directory } from "../../directory/directory.js";
import {
  type IdentityKey,
  type LinkedUser,
  type ProviderName,
  toIdentityText,
  toUserKeyText,
  type UserKey,
} from "../../identity/link.js";
import type { ConnectedProvider, Provider } from "../../identity/provider.js";
import { settle } from "../../platform/batch.js";
import type { CallScope } from "../../platform/call-scope.js";
import { findOrRegister, findOrRegisterHolder } from "../../provisioning/just-in-time.js";
import type { WriteEnvironment } from "../../provisioning/runner.js";
import type { OpenUpstream } from "../../upstream/open.js";
import { createProviderReads, type ProviderReads } from "../../upstream/reads/provider-reads.js";
import { ViewerAccess } from "../policy/viewer-access.js";

/** What one request may use. A plain object: Apollo copies it. */
export interface GraphContext {
  readonly directory: Directory;
  readonly reads: ProviderReads;
  /** Users by any key, of the whole request in one statement. */
  readonly users: DataLoader<UserKey, LinkedUser | null, string>;
  /** Who holds exactly this identity: the viewer's own user, as a rule. */
  readonly holders: DataLoader<IdentityKey, LinkedUser | null, string>;
  readonly setup: GraphSetup;
  readonly viewer: Viewer;
  /** What the viewer may see of whom. */
  readonly access: ViewerAccess;
  /** Ends when the caller is gone or out of patience, and with it every read that the request has under way, and no write. */
  readonly scope: CallScope;
}

/** What all requests share. */
export interface GraphSetup {
  readonly directory: Directory;
  /** Every provider of the registry; the schema is made of these. */
  readonly registry: readonly Provider[];
  /** The rules that the schema enforces. */
  readonly policy: Policy;
  /** Those that are switched on. */
  readonly connected: readonly ConnectedProvider[];
  /** Whose value a field of the profile takes first. */
  readonly profileOrder: readonly ProviderName[];
  /** What is between the service and its providers. */
  readonly upstream: Omit<OpenUpstream, "watch" | "close">;
  /** What mutations run in; calls to providers for writes end with their own time-outs. */
  readonly writes: WriteEnvironment;
}

export interface Asked {
  readonly viewer: Viewer;
  readonly scope: CallScope;
}

export function createContext(setup: GraphSetup, { viewer, scope }: Asked): GraphContext {
  const { directory, connected, upstream, policy } = setup;
  const reads = createProviderReads({ providers: connected, shared: upstream.reads, scope });
  const users = new DataLoader<UserKey, LinkedUser | null, string>(
    (keys) => findOrRegister(keys, directory, reads),
    { cacheKeyFn: toUserKeyText },
  );
  const holders = new DataLoader<IdentityKey, LinkedUser | null, string>(
    (keys) => settle(keys, (key) => findOrRegisterHolder(key, directory, reads)),
    { cacheKeyFn: toIdentityText },
  );
  const access = new ViewerAccess(viewer, policy);
  return { directory, reads, users, holders, setup, viewer, access, scope };
}
