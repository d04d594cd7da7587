import { GraphQLError, type GraphQLFormattedError, type GraphQLResolveInfo } from "graphql";
import { type Clearance, isGranted, isSelf, type Lookup, type Policy } from "../../access/policy/policy.js";
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

const details: Readonly<Record<Clearance, ReadDetail>> = {
  limited: "limited",
  profile: "profile",
  staff: "profile",
  metadata: "metadata",
  internals: "metadata",
};
const depth: readonly ReadDetail[] = ["limited", "profile", "metadata"];

type Cleared = Readonly<Record<Clearance, boolean>>;

/** What one request's viewer may see, decided once per user, and what the request was denied and shown. */
export class ViewerAccess {
  /** Errors of denied fields that can't be null, which the response is still to get. */
  readonly denials: GraphQLFormattedError[] = [];
  readonly reads = new Map<UserId, IdentityRead>();
  private readonly owners = new WeakMap<object, User>();
  private readonly cleared = new WeakMap<User, Cleared>();
  private readonly clearedOfOthers: Cleared;
  /** Names of the operation's root fields by their aliases. */
  private readonly rootFields = new Map<string | number, string>();

  constructor(
    readonly viewer: Viewer,
    readonly policy: Policy,
  ) {
    this.clearedOfOthers = this.clear(false);
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
  shows(source: object, clearance: Clearance, info: GraphQLResolveInfo): boolean {
    const owner = this.ownerOf(source);
    const cleared = owner === undefined ? this.clearedOfOthers : this.clearedOf(owner);
    if (!cleared[clearance]) return false;
    if (owner !== undefined) this.noteRead(owner, clearance, info);
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
    if (!(name in this.policy.standIns)) throw error;
    this.denials.push(error.toJSON());
    return this.policy.standIns[name];
  }

  private ownerOf(source: object): User | undefined {
    if (source instanceof User) return source;
    return (
      this.owners.get(source) ?? ("user" in source && source.user instanceof User ? source.user : undefined)
    );
  }

  private clearedOf(user: User): Cleared {
    const known = this.cleared.get(user);
    if (known !== undefined) return known;
    const cleared = isSelf(this.viewer, user.links) ? this.clear(true) : this.clearedOfOthers;
    this.cleared.set(user, cleared);
    return cleared;
  }

  private clear(isOwn: boolean): Cleared {
    const grants = Object.entries(this.policy.clearances);
    const entries = grants.map(([name, grant]) => [name, isGranted(grant, this.viewer, isOwn)]);
    return Object.fromEntries(entries) as Cleared;
  }

  private noteRead({ id }: User, clearance: Clearance, info: GraphQLResolveInfo): void {
    const detail = details[clearance];
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
