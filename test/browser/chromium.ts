import { execFile } from "node:child_process";
import { existsSync } from "node:fs";
import { mkdir, rename, rm, stat, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { type Browser, chromium } from "playwright-core";

const folder = fileURLToPath(new URL("../../tools/browser/", import.meta.url));
const unpacked = join(folder, "node_modules/.unpacked");
const lock = join(folder, ".lock");
const installed = "/usr/bin/chromium";

/** Root can't use Chromium's own sandbox. Names of hosts lead nowhere, so that nothing can leave even unseen. */
const args = [
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
];

/**
 * Starts the Chromium that CHROMIUM names, or else the machine's own, or else the one that tools/browser brings along,
 * installed when it is needed for the first time.
 */
export async function launchChromium(): Promise<Browser> {
  const { CHROMIUM } = process.env;
  if (CHROMIUM) return chromium.launch({ executablePath: CHROMIUM, args });
  if (existsSync(installed)) return chromium.launch({ executablePath: installed, args });
  if (process.platform !== "linux" || process.arch !== "x64") {
    throw new Error(
      "No Chromium: set CHROMIUM to the path of one; tools/browser has one for Linux on x64 only.",
    );
  }
  while (!existsSync(unpacked)) await alone(bringChromium);
  const env = {
    ...process.env,
    LD_LIBRARY_PATH: join(unpacked, "al2023/lib"),
    FONTCONFIG_FILE: join(unpacked, "fonts.conf"),
  };
  return chromium.launch({ executablePath: join(unpacked, "chromium"), args, env });
}

/** Does the work unless another process is at it; then waits a while for that. A lock of long ago is somebody's who died. */
async function alone(work: () => Promise<void>): Promise<void> {
  try {
    await mkdir(lock);
  } catch {
    const { mtimeMs } = await stat(lock).catch(() => ({ mtimeMs: Date.now() })); // gone again by now
    if (Date.now() - mtimeMs > 300_000) await rm(lock, { recursive: true, force: true });
    return sleep(200);
  }
  try {
    if (!existsSync(unpacked)) await work();
  } finally {
    await rm(lock, { recursive: true, force: true });
  }
}

/** Unpacks beside the place and moves it there when it is whole, so that an interrupted run leaves no half of it. */
async function bringChromium(): Promise<void> {
  const run = promisify(execFile);
  await run("npm", ["ci"], { cwd: folder });
  const partial = `${unpacked}.${process.pid}`;
  await mkdir(partial);
  const program = 'import chromium from "@sparticuz/chromium"; await chromium.executablePath();';
  await run(process.execPath, ["--input-type=module", "--eval", program], {
    cwd: folder,
    // it unpacks into the temporary folder; the name of a runtime makes it unpack its libraries too
    env: { ...process.env, TMPDIR: partial, AWS_EXECUTION_ENV: "24.x" },
  });
  await writeFile(join(partial, "fonts.conf"), fontsConf);
  await rm(unpacked, { recursive: true, force: true });
  await rename(partial, unpacked);
}

/**
 * The package's own file looks for the fonts in folders of another machine; without fonts Chromium breaks off. A relative
 * folder for the cache would be one of wherever the tests are run.
 */
const fontsConf = `<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig>
  <dir prefix="relative">fonts</dir>
  <cachedir>${join(unpacked, "fonts-cache")}</cachedir>
</fontconfig>
`;
