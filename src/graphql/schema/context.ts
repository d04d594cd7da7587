import DataLoader from "dataloader";
import type { Policy } from "../../access/policy/policy.js";
import type { Viewer } from "../../access/viewer.js";
import type { Directory } from "../../directory/directory.js";
import type { RecentUsers } from "../../directory/recent-users.js";
import { limitDirectory } from "../../directory/request-directory.js";
import {
  type IdentityKey,
  type LinkedUser,
  type ProviderName,
  toIdentityText,
  toUserKeyText,
  type UserKey,
} from "../../identity/link.js";
import type { ConnectedProvider, Provider } from "../../identity/provider.js";
import { collectResults } from "../../platform/batch.js";
import type { CallScope } from "../../platform/call-scope.js";
import { findOrRegister, findOrRegisterHolder } from "../../provisioning/just-in-time.js";
import type { WriteEnvironment } from "../../provisioning/runner.js";
import type { OpenUpstream } from "../../upstream/open.js";
import type { Cell } from "../../upstream/reads/identity-cache.js";
import { createProviderReads, type ProviderReads } from "../../upstream/reads/provider-reads.js";
import { ViewerAccess } from "../policy/viewer-access.js";
import { type EmailOwner, findEmailOwner } from "../user/email-owner.js";
import type { FoundUser } from "../user/user.js";

/** What one request may use. Apollo copies it, own properties and prototype. */
export interface GraphContext {
  /** Users that the directory has returned a moment ago; undefined where the directory itself must be asked. */
  recentUsers: RecentUsers | undefined;
  /** Called for each user whose fields were filled from memory, with the answers that were used. */
  readonly onPrepared?: (user: FoundUser, cells: readonly Cell[]) => void;
  /** No method takes longer than the request may. */
  readonly directory: Directory;
  readonly reads: ProviderReads;
  /** Users by any key, of the whole request in one statement. */
  readonly users: DataLoader<UserKey, LinkedUser | null, string>;
  /** Who holds exactly this identity: the viewer's own user, as a rule. */
  readonly holders: DataLoader<IdentityKey, LinkedUser | null, string>;
  /** Who has an e-mail address, verified; asked once per request. */
  readonly emailOwners: DataLoader<string, EmailOwner>;
  readonly setup: GraphSetup;
  readonly viewer: Viewer;
  /** What the viewer may see of whom. */
  readonly access: ViewerAccess;
  /** Ends when the caller disconnects or times out, which aborts the request's reads in progress but none of its writes. */
  readonly scope: CallScope;
}

/** What all requests share. */
export interface GraphSetup {
  readonly directory: Directory;
  readonly recentUsers?: RecentUsers;
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

export interface ContextRequest {
  readonly onPrepared?: GraphContext["onPrepared"];
  readonly viewer: Viewer;
  readonly scope: CallScope;
}

export function createContext(setup: GraphSetup, request: ContextRequest): GraphContext {
  return new RequestContext(setup, request);
}

/** What is made when it is first used is shared with the copy that Apollo makes. */
class RequestContext implements GraphContext {
  readonly viewer: Viewer;
  readonly scope: CallScope;
  readonly access: ViewerAccess;
  readonly reads: ProviderReads;
  recentUsers: RecentUsers | undefined;
  declare readonly onPrepared?: NonNullable<GraphContext["onPrepared"]>;
  private readonly loaders: Loaders;

  constructor(
    readonly setup: GraphSetup,
    { viewer, scope, onPrepared }: ContextRequest,
  ) {
    const { connected, upstream, policy, recentUsers } = setup;
    this.viewer = viewer;
    this.scope = scope;
    this.access = new ViewerAccess(viewer, policy);
    this.reads = createProviderReads({ providers: connected, shared: upstream.reads, scope });
    this.recentUsers = this.access.isSameForEverybody ? recentUsers : undefined;
    if (onPrepared !== undefined) this.onPrepared = onPrepared;
    this.loaders = new Loaders({ setup, scope, reads: this.reads });
  }

  get directory(): Directory {
    return this.loaders.directory;
  }

  get users(): GraphContext["users"] {
    return this.loaders.users;
  }

  get holders(): GraphContext["holders"] {
    return this.loaders.holders;
  }

  get emailOwners(): GraphContext["emailOwners"] {
    return this.loaders.emailOwners;
  }
}

type LoaderParts = Pick<GraphContext, "setup" | "scope" | "reads">;

/** Each is made when it is first used: a request that is served from memory needs none of them. */
class Loaders {
  #directory: Directory | undefined;
  #users: GraphContext["users"] | undefined;
  #holders: GraphContext["holders"] | undefined;
  #emailOwners: GraphContext["emailOwners"] | undefined;

  constructor(private readonly parts: LoaderParts) {}

  get directory(): Directory {
    const { setup, scope } = this.parts;
    this.#directory ??= limitDirectory(setup.directory, scope.endsAt);
    return this.#directory;
  }

  get users(): GraphContext["users"] {
    const { setup, reads } = this.parts;
    const { recentUsers } = setup;
    const find = async (keys: readonly UserKey[]): Promise<(LinkedUser | null | Error)[]> => {
      const asOf = recentUsers?.version ?? 0;
      const found = await findOrRegister(keys, this.directory, reads);
      return found.map((user, index) =>
        user === null || user instanceof Error || recentUsers === undefined
          ? user
          : recentUsers.put(keys[index] as UserKey, user, asOf),
      );
    };
    this.#users ??= new DataLoader<UserKey, LinkedUser | null, string>(find, { cacheKeyFn: toUserKeyText });
    return this.#users;
  }

  get holders(): GraphContext["holders"] {
    const { reads } = this.parts;
    this.#holders ??= new DataLoader<IdentityKey, LinkedUser | null, string>(
      (keys) => collectResults(keys, (key) => findOrRegisterHolder(key, this.directory, reads)),
      { cacheKeyFn: toIdentityText },
    );
    return this.#holders;
  }

  get emailOwners(): GraphContext["emailOwners"] {
    const { setup, reads } = this.parts;
    this.#emailOwners ??= new DataLoader<string, EmailOwner>((emails) =>
      collectResults(emails, (email) =>
        findEmailOwner(email, { directory: this.directory, connected: setup.connected, reads }),
      ),
    );
    return this.#emailOwners;
  }
}
