import { execFile } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { expect, test } from "@jest/globals";
import { program } from "../support/program.js";

const child = fileURLToPath(new URL("full-disk-child.mjs", import.meta.url));

/** Runs Node.js so that no file may grow beyond a few hundred kilobytes, as on a full disk. */
const limited = 'trap "" XFSZ; ulimit -f 600; exec "$0" "$@"';

test("SQLite on a full disk is one outage with its first error, is not ready, and still answers reads", async () => {
  const folder = await mkdtemp(join(tmpdir(), "full-disk-"));
  const parameters = ["-c", limited, process.execPath, child, program, join(folder, "directory.sqlite")];

  const { stdout } = await promisify(execFile)("sh", parameters);

  const { outages, errors, isReady, hasUsers } = JSON.parse(stdout);
  expect(outages).toEqual([expect.stringMatching(/disk/)]);
  expect(errors.filter((error: string) => !/^DirectoryUnavailable: .*disk/.test(error))).toEqual([]);
  expect([isReady, hasUsers]).toEqual([false, true]);
  await rm(folder, { recursive: true });
});
