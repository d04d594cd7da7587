import { GraphQLError, type GraphQLResolveInfo } from "graphql";
import { hasAll, isGranted, isSelf } from "../../access/policy/grants.js";
import { findFieldRule, type Lookup, type Policy } from "../../access/policy/policy.js";
import type { Viewer } from "../../access/viewer.js";
import type { AccessLevel } from "../../identity/access-rules.js";
import type { UserId } from "../../identity/ids.js";
import type { LinkedUser } from "../../identity/link.js";
import { FoundUser, User } from "../user/user.js";

/** The most detailed level that the request has read of a user. */
export type ReadDetail = "limited" | "profile" | "metadata";

export interface IdentityRead {
  readonly user: UserId;
  detail: ReadDetail;
  /** The first root field that led to the user. */
  readonly path: string;
}

const readDetails: Readonly<Record<AccessLevel, ReadDetail>> = {
  limited: "limited",
  profile: "profile",
  staff: "profile",
  metadata: "metadata",
  internals: "metadata",
};
const detailOrder: readonly ReadDetail[] = ["limited", "profile", "metadata"];

/** The user to whom an object belongs. */
type Owner = Pick<LinkedUser, "id" | "links">;

type GrantedLevels = Readonly<Record<AccessLevel, boolean>>;

/** What the viewer of one request may read, decided once per user, and what the request read. */
export class ViewerAccess {
  // each is made when it is first used: what is served from memory needs none of them
  #reads: Map<UserId, IdentityRead> | undefined;
  #owners: WeakMap<object, Owner> | undefined;
  #granted: WeakMap<Owner, GrantedLevels> | undefined;
  private readonly levelsOfOthers: GrantedLevels;
  /** Whether the viewer has every level for every user. */
  readonly seesEverything: boolean;
  /** Names of the root fields, by their key in the response. */
  #rootFields: Map<string | number, string> | undefined;

  constructor(
    readonly viewer: Viewer,
    readonly policy: Policy,
  ) {
    this.levelsOfOthers = toLevelsOfOthers(viewer, policy);
    this.seesEverything = Object.values(this.levelsOfOthers).every(Boolean);
  }

  get reads(): Map<UserId, IdentityRead> {
    this.#reads ??= new Map();
    return this.#reads;
  }

  private get owners(): WeakMap<object, Owner> {
    this.#owners ??= new WeakMap();
    return this.#owners;
  }

  private get granted(): WeakMap<Owner, GrantedLevels> {
    this.#granted ??= new WeakMap();
    return this.#granted;
  }

  private get rootFields(): Map<string | number, string> {
    this.#rootFields ??= new Map();
    return this.#rootFields;
  }

  /** Whether the viewer may look up every user in this way. */
  mayLookUp(lookup: Lookup): boolean {
    const grant = this.policy.lookups[lookup];
    return isGranted(grant, this.viewer, false) || (grant?.router === true && this.viewer.isFromRouter);
  }

  /** Whether the viewer may see this much of every user. */
  hasLevelForEverybody(level: AccessLevel): boolean {
    return this.levelsOfOthers[level];
  }

  /** Whether the viewer may see this much of this user. */
  hasLevelFor(user: Owner, level: AccessLevel): boolean {
    return this.levelsOf(user)[level];
  }

  /** Whether the viewer's access is the same for every user: they may see everything of all of them, or have no user of their own. */
  get isSameForEverybody(): boolean {
    return this.viewer.identity === null || this.seesEverything;
  }

  /** Whether the viewer may ask the root field of queries. */
  mayQuery(field: string): boolean {
    const rule = this.policy.queries[field];
    return rule === "public" || hasAll(rule, this.viewer);
  }

  /** Whether the viewer may look up their own user in this way. */
  mayLookUpSelf(lookup: Lookup): boolean {
    return isGranted(this.policy.lookups[lookup], this.viewer, true);
  }

  /** Whether the viewer may read the field of this user. Decides only; `shows` also records the read. */
  mayRead(user: Owner, field: string): boolean {
    const rule = findFieldRule(this.policy, "User", field);
    return rule === "inherited" || (rule !== undefined && this.levelsOf(user)[rule]);
  }

  /** Whether the viewer has the level for the user who owns the object; if so, the audit records the read. */
  shows(source: object, level: AccessLevel, info: GraphQLResolveInfo): boolean {
    const owner = this.ownerOf(source);
    const granted = owner === undefined ? this.levelsOfOthers : this.levelsOf(owner);
    if (!granted[level]) return false;
    if (owner !== undefined) this.noteRead(owner, level, info);
    return true;
  }

  /** Gives the result of a field the same owner as its source. */
  inheritOwner(value: unknown, source: object): unknown {
    const owner = this.ownerOf(source);
    if (owner === undefined) return value;
    const mark = (each: unknown): void => {
      if (Array.isArray(each)) each.forEach(mark);
      else if (typeof each === "object" && each !== null) this.owners.set(each, owner);
    };
    if (!(value instanceof Promise)) {
      mark(value);
      return value;
    }
    return value.then((result: unknown) => {
      mark(result);
      return result;
    });
  }

  noteRoot({ path, fieldName }: GraphQLResolveInfo): void {
    this.rootFields.set(path.key, fieldName);
  }

  /** Throws the error of a denied field, whose value is then null. */
  deny(info: GraphQLResolveInfo): never {
    throw toDenial(this.viewer, info);
  }

  /** The same for each of the references in a list: a router may not understand a response without data. */
  denyEach(count: number, { path, ...info }: GraphQLResolveInfo): readonly GraphQLError[] {
    return Array.from({ length: count }, (_, key) =>
      toDenial(this.viewer, { ...info, path: { prev: path, key, typename: undefined } }),
    );
  }

  private ownerOf(source: object): Owner | undefined {
    if (source instanceof User) return source;
    const marked = this.owners.get(source);
    if (marked !== undefined) return marked;
    return "user" in source && source.user instanceof FoundUser ? source.user.linked : undefined;
  }

  private levelsOf(user: Owner): GrantedLevels {
    const known = this.granted.get(user);
    if (known !== undefined) return known;
    const granted = isSelf(this.viewer, user.links)
      ? toGrantedLevels(this.viewer, this.policy, true)
      : this.levelsOfOthers;
    this.granted.set(user, granted);
    return granted;
  }

  private noteRead({ id }: Owner, level: AccessLevel, info: GraphQLResolveInfo): void {
    const detail = readDetails[level];
    const read = this.reads.get(id);
    if (read === undefined) this.reads.set(id, { user: id, detail, path: this.rootOf(info) });
    else if (detailOrder.indexOf(detail) > detailOrder.indexOf(read.detail)) read.detail = detail;
  }

  private rootOf({ path }: GraphQLResolveInfo): string {
    let root = path;
    while (root.prev !== undefined) root = root.prev;
    return this.rootFields.get(root.key) ?? String(root.key);
  }
}

function toGrantedLevels(viewer: Viewer, policy: Policy, isOwn: boolean): GrantedLevels {
  const grants = Object.entries(policy.levels);
  const entries = grants.map(([name, grant]) => [name, isGranted(grant, viewer, isOwn)]);
  return Object.fromEntries(entries) as GrantedLevels;
}

/** A token that was verified recently has the same Viewer object as before. */
const levelsOfViewers = new WeakMap<Viewer, { readonly policy: Policy; readonly levels: GrantedLevels }>();

function toLevelsOfOthers(viewer: Viewer, policy: Policy): GrantedLevels {
  const known = levelsOfViewers.get(viewer);
  if (known?.policy === policy) return known.levels;
  const levels = toGrantedLevels(viewer, policy, false);
  levelsOfViewers.set(viewer, { policy, levels });
  return levels;
}

/** The same message for every field, whether or not it has a value. */
function toDenial(
  { kind }: Viewer,
  { path, fieldNodes }: Pick<GraphQLResolveInfo, "path" | "fieldNodes">,
): GraphQLError {
  const isAnonymous = kind === "anonymous";
  const keys: (string | number)[] = [];
  for (let step: typeof path | undefined = path; step !== undefined; step = step.prev) keys.unshift(step.key);
  return new GraphQLError(isAnonymous ? "A token is required." : "You are not allowed to read this field.", {
    nodes: fieldNodes,
    path: keys,
    extensions: { code: isAnonymous ? "UNAUTHENTICATED" : "FORBIDDEN" },
  });
}
