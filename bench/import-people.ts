/** A child of the benchmark: puts the first so many of the emulators' people into a directory, then ends. */
import type { StoreLocation } from "../src/directory/open-directory.js";

type DirectoryModule = typeof import("../src/directory/open-directory.js");
type PeopleModule = typeof import("../src/sandbox/people.js");
type GuideModule = typeof import("../src/sandbox/guide.js");

const load = (path: string): Promise<unknown> => import(new URL(`../dist/${path}`, import.meta.url).href);
const { openDirectory } = (await load("directory/open-directory.js")) as DirectoryModule;
const { createPeople } = (await load("sandbox/people.js")) as PeopleModule;
const { toLinkedUsers } = (await load("sandbox/guide.js")) as GuideModule;

const [count = "0", location = "{}"] = process.argv.slice(2);
const directory = await openDirectory(JSON.parse(location) as StoreLocation);
const users = toLinkedUsers(createPeople(Number(count)));
for (let start = 0; start < users.length; start += 5_000)
  await directory.importUsers(users.slice(start, start + 5_000));
await directory.close();
process.disconnect();
