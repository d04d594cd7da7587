import type { GraphQLResolveInfo } from "graphql";
import type { IdentityRead } from "../../identity/identity-read.js";
import type { Link } from "../../identity/link.js";
import type { Cell } from "../../upstream/reads/identity-cache.js";
import type { GraphContext } from "../schema/context.js";
import { narrowNeeds, type UserNeeds } from "./needs.js";
import { isDecided, mergeProfile, type ProfileRead, toProfileOrder } from "./profile.js";
import { FoundUser, User } from "./user.js";

/** Reads what the selection needs of a user. Without waiting when everything is in memory and fresh. */
export function prepareUser(
  found: FoundUser,
  selected: UserNeeds,
  context: GraphContext,
): User | Promise<User> {
  const { access } = context;
  const { links } = found.linked;
  const needs = access.seesEverything
    ? selected
    : narrowNeeds(selected, (field) => access.mayRead(found.linked, field));
  const order = toProfileOrder(links, context.setup.profileOrder);
  const memory = readFromMemory(links, order, needs, context);
  if (memory === undefined) return prepareByCalls(found, order, needs, context);
  context.onPrepared?.(found, memory.cells);
  return toUser(found, order, needs, memory.reads, context);
}

type Reads = (IdentityRead | undefined)[];

interface MemoryReads {
  readonly reads: Reads;
  readonly cells: readonly Cell[];
}

/** Undefined as soon as one of the reads is not in memory. */
function readFromMemory(
  links: readonly Link[],
  order: readonly number[],
  { profile, providers }: UserNeeds,
  { reads: source }: GraphContext,
): MemoryReads | undefined {
  const reads: Reads = new Array(links.length).fill(undefined);
  const cells: Cell[] = [];
  const find = (index: number): IdentityRead | undefined => {
    const known = reads[index];
    if (known !== undefined) return known;
    const cell = source.findFresh(links[index] as Link);
    if (cell === undefined) return undefined;
    cells.push(cell);
    reads[index] = cell.answer;
    return cell.answer;
  };
  for (const [index, { provider }] of links.entries()) {
    if (providers.has(provider) && find(index) === undefined) return undefined;
  }
  const used: ProfileRead[] = [];
  for (const index of order) {
    if (isDecided(profile, used)) break;
    const read = find(index);
    if (read === undefined) return undefined;
    used.push({ link: links[index] as Link, read });
  }
  return { reads, cells };
}

/** Accounts that are needed in any case are read at once; further ones for the profile only as far as it needs them. */
async function prepareByCalls(
  found: FoundUser,
  order: readonly number[],
  needs: UserNeeds,
  context: GraphContext,
): Promise<User> {
  const { links } = found.linked;
  const reads: Reads = new Array(links.length).fill(undefined);
  const read = async (index: number): Promise<void> => {
    reads[index] = await context.reads.read(links[index] as Link);
  };
  const needed = links.flatMap(({ provider }, index) => (needs.providers.has(provider) ? [index] : []));
  const readProfile = () => readInOrder(links, order, needs.profile, context);
  const [ofProfile] = await Promise.all([readProfile(), ...needed.map(read)]);
  for (const [index, each] of ofProfile) reads[index] ??= each;
  return toUser(found, order, needs, reads, context);
}

/**
 * Reads accounts for the profile, each only when those before it left fields undecided. One that is late is not waited for
 * while there are others; when these do not decide the profile either, it is.
 */
async function readInOrder(
  links: readonly Link[],
  order: readonly number[],
  profile: UserNeeds["profile"],
  { reads }: GraphContext,
): Promise<ReadonlyMap<number, IdentityRead>> {
  const results = new Map<number, IdentityRead>();
  const late = new Map<number, Promise<IdentityRead>>();
  const isComplete = (): boolean =>
    isDecided(
      profile,
      [...results].map(([index, read]) => ({ link: links[index] as Link, read })),
    );
  for (const index of order) {
    if (isComplete()) return results;
    const { read, rest } = await reads.readInTime(links[index] as Link);
    results.set(index, read);
    if (rest !== undefined) late.set(index, rest);
  }
  for (const [index, rest] of late) {
    if (isComplete()) return results;
    results.set(index, await rest);
  }
  return results;
}

function toUser(
  found: FoundUser,
  order: readonly number[],
  { profile }: UserNeeds,
  reads: Reads,
  { setup }: GraphContext,
): User {
  const used: ProfileRead[] = [];
  for (const index of order) {
    const read = reads[index];
    if (isDecided(profile, used) || read === undefined) break;
    used.push({ link: found.linked.links[index] as Link, read });
  }
  return new User(found, { profile: mergeProfile(profile, used), reads }, setup.registry);
}

/** A field that gives users gives them prepared for what the operation selects of them. */
export function createPrepare(
  findNeeds: (info: GraphQLResolveInfo) => UserNeeds,
): (value: unknown, context: GraphContext, info: GraphQLResolveInfo) => unknown {
  return (value, context, info) => {
    const prepare = (each: unknown): unknown => {
      if (Array.isArray(each)) return each.map(prepare);
      if (each instanceof Promise) return each.then(prepare);
      return each instanceof FoundUser ? prepareUser(each, findNeeds(info), context) : each;
    };
    return prepare(value);
  };
}
