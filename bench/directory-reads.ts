/**
 * A child of the benchmark: fills a directory up to each size in turn and measures reads of random users at its API,
 * which has no cache. Sends one figure of each kind for each size and round.
 */
import type { StoreLocation } from "../src/directory/open-directory.js";
import type { UserId } from "../src/identity/ids.js";
import type { LinkedUser, UserKey } from "../src/identity/link.js";
import { createRandom } from "./random.ts";

type DirectoryModule = typeof import("../src/directory/open-directory.js");

export interface DirectoryFigures {
  readonly size: number;
  /** Microseconds of a read of 100 users, and of one, by round. */
  readonly hundred: readonly number[];
  readonly one: readonly number[];
}

const sliceMs = 500;
const createdAt = new Date(Date.UTC(2026, 0, 1));

const [place = "{}", sizes = "[]", rounds = "1"] = process.argv.slice(2);
const { openDirectory } = (await import(
  new URL("../dist/directory/open-directory.js", import.meta.url).href
)) as DirectoryModule;
const directory = await openDirectory(JSON.parse(place) as StoreLocation);
const random = createRandom(1);
const figures: DirectoryFigures[] = [];
let count = 0;
for (const size of JSON.parse(sizes) as number[]) {
  await fillUpTo(size);
  await time(100);
  const hundred: number[] = [];
  const one: number[] = [];
  for (let round = 0; round < Number(rounds); round += 1) {
    hundred.push(await time(100));
    one.push(await time(1));
  }
  figures.push({ size, hundred, one });
}
await directory.close();
process.send?.(figures);

async function fillUpTo(size: number): Promise<void> {
  while (count < size) {
    const length = Math.min(5_000, size - count);
    const start = count;
    await directory.importUsers(Array.from({ length }, (_, index) => toUser(start + index)));
    count += length;
  }
}

function toUser(index: number): LinkedUser {
  const id = toId(index);
  const toLink = (provider: string, realm: string, subject: string): object => ({
    provider,
    realm,
    subject,
    userId: id,
    evidence: "MANUAL",
    linkedAt: createdAt,
    changedAt: null,
  });
  const links = [
    toLink("AUTH0", "tenant.us.auth0.com", `auth0|${scatter(index)}`),
    toLink("COGNITO", "us-east-1_Bench0001", `${scatter(index)}-cognito`),
    toLink("NEXUS", "nexus", `NX${scatter(index)}`),
  ];
  return { id, createdAt, links: links as unknown as LinkedUser["links"] };
}

/** A UUID of the seventh version, ascending. */
function toId(index: number): UserId {
  const time = (createdAt.getTime() + index).toString(16).padStart(12, "0");
  return `${time.slice(0, 8)}-${time.slice(8)}-7000-8000-${index.toString(16).padStart(12, "0")}` as UserId;
}

/** Twelve digits that are not in the order of the index, as real subjects. */
function scatter(index: number): string {
  return ((index * 7_368_787) % 999_999_999_989).toString().padStart(12, "0");
}

/** Microseconds of one read of so many random users. */
async function time(users: number): Promise<number> {
  const startedAt = performance.now();
  let reads = 0;
  while (performance.now() - startedAt < sliceMs) {
    const ids = new Set(Array.from({ length: users }, () => toId(Math.floor(random() * count))));
    const found = await directory.findUsers([...ids].map((id): UserKey => ({ kind: "id", id })));
    if (found.size !== ids.size) throw new Error(`found ${found.size} users instead of ${ids.size}`);
    reads += 1;
  }
  return ((performance.now() - startedAt) * 1_000) / reads;
}
