import { type ChildProcess, execFile, spawn } from "node:child_process";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { installPackages } from "../../examples/gateways/install.ts";
import { installGateway, stop } from "../../examples/gateways/launch.ts";
import { startSupergraph } from "../../examples/supergraph.ts";
import { Emulators, type ProviderName } from "../federation/conformance/emulators.ts";
import { program } from "../support/program.js";

const folder = fileURLToPath(new URL("../../examples/web/", import.meta.url));

/** The source of axe, which finds violations of accessibility rules in a page. */
export const axeFile = `${folder}node_modules/axe-core/axe.min.js`;

/** Each read is asked at its provider, and recovery continues a write soon, so that a test sees a change immediately. */
const variables = {
  PORT: "0",
  CACHE_FOUND_MS: "0",
  READ_ATTEMPTS: "1",
  BREAKER_WINDOW: "1000",
  RECOVERY_PAUSE_MS: "250",
};

/** The built web example on the demo's supergraph. */
export interface WebApp {
  readonly origin: string;
  readonly emulators: Emulators;
  close(): Promise<void>;
}

export async function startWebApp(): Promise<WebApp> {
  await Promise.all([installGateway("hive"), installPackages(folder)]);
  const parts = new AsyncDisposableStack();
  try {
    const [supergraph] = await Promise.all([
      startSupergraph({ program: `${program}/dist/main.js`, variables }),
      promisify(execFile)("npm", ["run", "--silent", "build"], {
        cwd: folder,
        env: { ...process.env, NODE_ENV: "production" },
      }),
    ]);
    parts.defer(() => supergraph.close());
    const { origin, gatewayUrl } = supergraph;
    const server = startPreview({ IDENTITY: origin, GATEWAY: new URL(gatewayUrl).origin });
    parts.defer(() => stop(server));
    const description = await fetch(`${origin}/sandbox/people`, { headers: { accept: "application/json" } });
    const { providers } = (await description.json()) as { providers: Readonly<Record<ProviderName, string>> };
    return {
      origin: await readOrigin(server),
      emulators: new Emulators(providers),
      close: () => parts.disposeAsync(),
    };
  } catch (error) {
    await parts.disposeAsync();
    throw error;
  }
}

function startPreview(addresses: Readonly<Record<string, string>>): ChildProcess {
  const { PATH, HOME } = process.env;
  return spawn(process.execPath, ["node_modules/vite/bin/vite.js", "preview", "--port", "0"], {
    cwd: folder,
    env: { PATH, HOME, NO_COLOR: "1", ...addresses },
    stdio: ["ignore", "pipe", "inherit"],
  });
}

/** The address that the server prints once it listens. Reads on afterwards, so that the pipe never fills up. */
function readOrigin(server: ChildProcess): Promise<string> {
  const { stdout } = server;
  if (stdout === null) throw new Error("the server has no standard output");
  return new Promise((resolve, reject) => {
    server.once("exit", (code) => reject(new Error(`vite ended with ${code} before it listened`)));
    createInterface(stdout).on("line", (line) => {
      const origin = /http:\/\/127\.0\.0\.1:\d+/.exec(line)?.[0];
      if (origin !== undefined) resolve(origin);
    });
  });
}
