import { execFile } from "node:child_process";
import { existsSync } from "node:fs";
import { mkdir, mkdtemp, readdir, rename, rm } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";

const run = promisify(execFile);
const cache = fileURLToPath(new URL("../../node_modules/.cache/identity-subgraph/", import.meta.url));

/**
 * The folder with the files of Debian packages, which are downloaded and unpacked when they are needed for the first time. Needs no
 * root. Only the named packages are fetched, not what they depend on. Throws when the machine has no Debian packages.
 */
export async function unpackDebian(name: string, packages: readonly string[]): Promise<string> {
  const unpacked = join(cache, name);
  if (existsSync(unpacked)) return unpacked;
  await mkdir(cache, { recursive: true });
  // unpacked beside the place and moved there when it is complete: another process may do the same, and a run may be interrupted
  const partial = await mkdtemp(`${unpacked}.`);
  try {
    await download(partial, packages);
    const archives = (await readdir(partial)).filter((file) => file.endsWith(".deb"));
    for (const archive of archives) await run("dpkg-deb", ["-x", archive, "root"], { cwd: partial });
    await rename(join(partial, "root"), unpacked);
  } catch (error) {
    if (!existsSync(unpacked)) throw error;
  } finally {
    await rm(partial, { recursive: true, force: true });
  }
  return unpacked;
}

/** A machine that has no lists of packages fetches them into the same folder. */
async function download(folder: string, packages: readonly string[]): Promise<void> {
  const inFolder = { cwd: folder };
  await run("apt-get", ["download", ...packages], inFolder).catch(async () => {
    const places = ["lists", "cache"].map((name) => join(folder, name));
    for (const place of places) await mkdir(join(place, "partial"), { recursive: true });
    const options = ["-o", `Dir::State::Lists=${places[0]}`, "-o", `Dir::Cache=${places[1]}`];
    await run("apt-get", [...options, "update"], inFolder);
    await run("apt-get", [...options, "download", ...packages], inFolder);
  });
}
