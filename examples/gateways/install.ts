import { spawn } from "node:child_process";
import { cp, mkdir, rename, rm, stat } from "node:fs/promises";

/**
 * Installs the packages of a folder from its lock file, unless they are there.
 *
 * They are installed beside their place and moved there complete, so that an interrupted installation leaves nothing half done.
 *
 * @param onStart is called when something has to be installed
 */
export async function installPackages(folder: string, onStart: () => void = () => {}): Promise<void> {
  if (await isCurrent(folder)) return;
  onStart();
  const partial = `${folder}/.install-${process.pid}`;
  await mkdir(partial, { recursive: true });
  try {
    for (const file of ["package.json", "package-lock.json"])
      await cp(`${folder}/${file}`, `${partial}/${file}`);
    await run("npm", ["ci", "--silent", "--no-audit", "--no-fund"], partial);
    if (await isCurrent(folder)) return; // another process was faster
    await rm(`${folder}/node_modules`, { recursive: true, force: true });
    await rename(`${partial}/node_modules`, `${folder}/node_modules`);
  } finally {
    await rm(partial, { recursive: true, force: true });
  }
}

/** Whether the packages were installed after the lock file last changed. */
async function isCurrent(folder: string): Promise<boolean> {
  const [installed, locked] = await Promise.all(
    [`${folder}/node_modules/.package-lock.json`, `${folder}/package-lock.json`].map((path) =>
      stat(path).then(
        ({ mtimeMs }) => mtimeMs,
        () => undefined,
      ),
    ),
  );
  return installed !== undefined && locked !== undefined && installed >= locked;
}

function run(command: string, args: readonly string[], cwd: string): Promise<void> {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { cwd, stdio: ["ignore", "ignore", "inherit"] });
    child.once("error", reject);
    child.once("exit", (code) =>
      code === 0 ? resolve() : reject(new Error(`${command} ended with ${code}`)),
    );
  });
}
