import { execFile } from "node:child_process";
import { existsSync } from "node:fs";
import { mkdir, mkdtemp, readdir, rename, rm } from "node:fs/promises";
import { delimiter, join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";

/** A Redis server's program and what its environment needs besides. */
export interface RedisProgram {
  readonly path: string;
  readonly env: Readonly<Record<string, string>>;
}

const run = promisify(execFile);
const cache = fileURLToPath(new URL("../../node_modules/.cache/identity-subgraph/", import.meta.url));
const unpacked = join(cache, "redis");

/** Debian's server and the libraries that a machine without it may lack. */
const packages = [
  "redis-server",
  "redis-tools",
  "liblzf1",
  "libjemalloc2",
  "liblua5.1-0",
  "lua-cjson",
  "lua-bitop",
  "libatomic1",
];

/** The machine's own Redis or Valkey, or else Debian's package, unpacked when it is needed for the first time. */
export async function findRedis(): Promise<RedisProgram> {
  const path = ["redis-server", "valkey-server"].flatMap(findInPath).at(0);
  if (path !== undefined) return { path, env: {} };
  if (!existsSync(unpacked)) await bringRedis();
  const libraries = await findLibraryFolders(unpacked);
  return {
    path: join(unpacked, "usr/bin/redis-server"),
    env: { LD_LIBRARY_PATH: libraries.join(delimiter) },
  };
}

function findInPath(name: string): readonly string[] {
  const folders = (process.env.PATH ?? "").split(delimiter);
  return folders.map((folder) => join(folder, name)).filter((path) => existsSync(path));
}

/** Unpacks beside the place and moves it there when it is whole: others may be at it, and a run may be interrupted. */
async function bringRedis(): Promise<void> {
  await mkdir(cache, { recursive: true });
  const partial = await mkdtemp(`${unpacked}.`);
  try {
    await download(partial);
    const archives = (await readdir(partial)).filter((name) => name.endsWith(".deb"));
    for (const archive of archives) await run("dpkg-deb", ["-x", archive, "root"], { cwd: partial });
    await rename(join(partial, "root"), unpacked);
  } catch (cause) {
    if (existsSync(unpacked)) return; // somebody else was faster
    throw new Error("No Redis for the tests: install redis-server or valkey-server, so that it is in PATH.", {
      cause,
    });
  } finally {
    await rm(partial, { recursive: true, force: true });
  }
}

/** Works without root. A machine that has no lists of packages fetches them into the same folder. */
async function download(folder: string): Promise<void> {
  const inFolder = { cwd: folder };
  await run("apt-get", ["download", ...packages], inFolder).catch(async () => {
    const places = ["lists", "cache"].map((name) => join(folder, name));
    for (const place of places) await mkdir(join(place, "partial"), { recursive: true });
    const options = ["-o", `Dir::State::Lists=${places[0]}`, "-o", `Dir::Cache=${places[1]}`];
    await run("apt-get", [...options, "update"], inFolder);
    await run("apt-get", [...options, "download", ...packages], inFolder);
  });
}

async function findLibraryFolders(root: string): Promise<readonly string[]> {
  const parents = ["usr/lib", "lib"].map((name) => join(root, name)).filter((path) => existsSync(path));
  const folders = await Promise.all(
    parents.map(async (parent) => (await readdir(parent)).map((name) => join(parent, name))),
  );
  return folders.flat().filter((path) => path.endsWith("-linux-gnu"));
}
