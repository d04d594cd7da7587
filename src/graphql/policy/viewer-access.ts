import { GraphQLError, type GraphQLFormattedError, type GraphQLResolveInfo } from "graphql";
import { type AccessLevel, isGranted, isSelf, type Lookup, type Policy } from "../../access/policy/policy.js";
import type { Viewer } from "../../access/viewer.js";
import type { UserId } from "../../identity/ids.js";
import { User } from "../user/user.js";

/** How much of a user the request has read. */
export type ReadDetail = "limited" | "profile" | "metadata";

export interface IdentityRead {
  readonly user: UserId;
  detail: ReadDetail;
  /** The root field that led to the user first. */
  readonly path: string;
}

const details: Readonly<Record<AccessLevel, ReadDetail>> = {
  limited: "limited",
  profile: "profile",
  staff: "profile",
  metadata: "metadata",
  internals: "metadata",
};
const depth: readonly ReadDetail[] = ["limited", "profile", "metadata"];

type GrantedLevels = Readonly<Record<AccessLevel, boolean>>;

/** What one request's viewer may see, decided once per user, and what the request was denied and shown. */
export class ViewerAccess {
  /** Errors of denied fields that can't be null, which the response is still to get. */
  readonly denials: GraphQLFormattedError[] = [];
  readonly reads = new Map<UserId, IdentityRead>();
  private readonly owners = new WeakMap<object, User>();
  private readonly granted = new WeakMap<User, GrantedLevels>();
  private readonly levelsOfOthers: GrantedLevels;
  /** Names of the operation's root fields by their aliases. */
  private readonly rootFields = new Map<string | number, string>();

  constructor(
    readonly viewer: Viewer,
    readonly policy: Policy,
  ) {
    this.levelsOfOthers = this.clear(false);
  }

  /** Whether the viewer may name anybody in this way. */
  mayLookUp(lookup: Lookup): boolean {
    const grant = this.policy.lookups[lookup];
    return isGranted(grant, this.viewer, false) || (grant?.router === true && this.viewer.isFromRouter);
  }

  mayLookUpSelf(lookup: Lookup): boolean {
    return isGranted(this.policy.lookups[lookup], this.viewer, true);
  }

  /** Whether the viewer may see this much of the user to whom the object belongs; noted for the audit when so. */
  shows(source: object, level: AccessLevel, info: GraphQLResolveInfo): boolean {
    const owner = this.ownerOf(source);
    const granted = owner === undefined ? this.levelsOfOthers : this.levelsOf(owner);
    if (!granted[level]) return false;
    if (owner !== undefined) this.noteRead(owner, level, info);
    return true;
  }

  /** Marks what a field gave as belonging to the same user as its source. */
  carry(value: unknown, source: object): unknown {
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
    return value.then((settled: unknown) => {
      mark(settled);
      return settled;
    });
  }

  noteRoot({ path, fieldName }: GraphQLResolveInfo): void {
    this.rootFields.set(path.key, fieldName);
  }

  /** Gives what stands in for the denied field, with an error; without a stand-in throws that error, and the field is null. */
  deny(info: GraphQLResolveInfo): unknown {
    const error = toDenial(this.viewer, info);
    const name = `${info.parentType.name}.${info.fieldName}`;
    if (!(name in this.policy.fallbackValues)) throw error;
    this.denials.push(error.toJSON());
    return this.policy.fallbackValues[name];
  }

  private ownerOf(source: object): User | undefined {
    if (source instanceof User) return source;
    return (
      this.owners.get(source) ?? ("user" in source && source.user instanceof User ? source.user : undefined)
    );
  }

  private levelsOf(user: User): GrantedLevels {
    const known = this.granted.get(user);
    if (known !== undefined) return known;
    const granted = isSelf(this.viewer, user.links) ? this.clear(true) : this.levelsOfOthers;
    this.granted.set(user, granted);
    return granted;
  }

  private clear(isOwn: boolean): GrantedLevels {
    const grants = Object.entries(this.policy.levels);
    const entries = grants.map(([name, grant]) => [name, isGranted(grant, this.viewer, isOwn)]);
    return Object.fromEntries(entries) as GrantedLevels;
  }

  private noteRead({ id }: User, level: AccessLevel, info: GraphQLResolveInfo): void {
    const detail = details[level];
    const read = this.reads.get(id);
    if (read === undefined) this.reads.set(id, { user: id, detail, path: this.rootOf(info) });
    else if (depth.indexOf(detail) > depth.indexOf(read.detail)) read.detail = detail;
  }

  private rootOf({ path }: GraphQLResolveInfo): string {
    let root = path;
    while (root.prev !== undefined) root = root.prev;
    return this.rootFields.get(root.key) ?? String(root.key);
  }
}

/** The same words for every field, whether or not there is anything behind it. */
function toDenial({ kind }: Viewer, { path, fieldNodes }: GraphQLResolveInfo): GraphQLError {
  const isUnknown = kind === "anonymous";
  const keys: (string | number)[] = [];
  for (let at: typeof path | undefined = path; at !== undefined; at = at.prev) keys.unshift(at.key);
  return new GraphQLError(isUnknown ? "Ask with a token." : "You may not read this.", {
    nodes: fieldNodes,
    path: keys,
    extensions: { code: isUnknown ? "UNAUTHENTICATED" : "FORBIDDEN" },
  });
}
