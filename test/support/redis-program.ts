import { existsSync } from "node:fs";
import { readdir } from "node:fs/promises";
import { delimiter, join } from "node:path";
import { unpackDebian } from "./debian.js";
import { findInPath } from "./find-in-path.js";

/** A Redis server's program and what its environment needs besides. */
export interface RedisProgram {
  readonly path: string;
  readonly env: Readonly<Record<string, string>>;
}

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
  const path = findInPath("redis-server") ?? findInPath("valkey-server");
  if (path !== undefined) return { path, env: {} };
  const unpacked = await unpackDebian("redis", packages).catch((cause: unknown) => {
    const advice = "No Redis for the tests: install redis-server or valkey-server, so that it is in PATH.";
    throw new Error(advice, { cause });
  });
  const libraries = await findLibraryFolders(unpacked);
  return {
    path: join(unpacked, "usr/bin/redis-server"),
    env: { LD_LIBRARY_PATH: libraries.join(delimiter) },
  };
}

async function findLibraryFolders(root: string): Promise<readonly string[]> {
  const parents = ["usr/lib", "lib"].map((name) => join(root, name)).filter((path) => existsSync(path));
  const folders = await Promise.all(
    parents.map(async (parent) => (await readdir(parent)).map((name) => join(parent, name))),
  );
  return folders.flat().filter((path) => path.endsWith("-linux-gnu"));
}
