import { execFile } from "node:child_process";
import { cp, mkdtemp, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";

const root = fileURLToPath(new URL("../../", import.meta.url));

/** The program built as for production, in a temporary folder. */
export interface BuiltProgram {
  readonly folder: string;
  remove(): Promise<void>;
}

/** Builds without checking types, which `npm run types` does. */
export async function buildProgram(): Promise<BuiltProgram> {
  const folder = await mkdtemp(join(tmpdir(), "identity-subgraph-build-"));
  const remove = (): Promise<void> => rm(folder, { recursive: true, force: true });
  try {
    await symlink(`${root}node_modules`, join(folder, "node_modules"));
    await symlink(`${root}schema`, join(folder, "schema"));
    await writeFile(join(folder, "package.json"), '{ "type": "module" }');
    const args = ["-p", "tsconfig.build.json", "--noCheck", "--outDir", join(folder, "dist")];
    await promisify(execFile)(process.execPath, [`${root}node_modules/.bin/tsc`, ...args], { cwd: root });
    const script = "upstream/limits/take-tokens.lua";
    await cp(`${root}src/${script}`, join(folder, "dist", script));
    return { folder, remove };
  } catch (error) {
    await remove();
    throw error;
  }
}
