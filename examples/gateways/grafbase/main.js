import { spawn } from "node:child_process";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

/**
 * Runs Grafbase's gateway, which composes the subgraphs itself. Variables: SERVICES (a list of `name`, `url`, `sdl` as JSON in
 * this file), PORT.
 */
const { SERVICES = "services.json", PORT = "0" } = process.env;
const program = fileURLToPath(
  new URL("node_modules/@grafbase/cli-x86_64-unknown-linux-musl/grafbase", import.meta.url),
);
const home = await mkdtemp(join(tmpdir(), "grafbase-"));
const sections = [await readFile(new URL("grafbase.toml", import.meta.url), "utf8")];
for (const { name, url, sdl } of JSON.parse(await readFile(SERVICES, "utf8"))) {
  await writeFile(join(home, `${name}.graphql`), sdl);
  sections.push(`[subgraphs.${name}]\nurl = "${url}"\nschema_path = "${name}.graphql"\n`);
}
await writeFile(join(home, "grafbase.toml"), sections.join("\n"));

const port = PORT === "0" ? await findPort() : Number(PORT);
const child = spawn(program, ["--home", home, "dev", "--listen-address", `127.0.0.1:${port}`], {
  cwd: home,
  stdio: ["ignore", "ignore", "inherit"],
});
process.once("SIGTERM", () => child.kill("SIGKILL"));
child.once("exit", async (code) => {
  await rm(home, { recursive: true, force: true });
  process.exitCode = code ?? 0;
});
await ready(`http://127.0.0.1:${port}/graphql`);
console.log(`listening on http://127.0.0.1:${port}`);

/** It says which port it was given, not which one it has. */
function findPort() {
  return new Promise((resolve) => {
    const server = createServer().listen(0, "127.0.0.1", () => {
      const { port: free } = server.address();
      server.close(() => resolve(free));
    });
  });
}

async function ready(url) {
  const body = JSON.stringify({ query: "{ __typename }" });
  const headers = { "content-type": "application/json" };
  for (;;) {
    const response = await fetch(url, { method: "POST", headers, body }).catch(() => undefined);
    if (response?.ok) return;
    if (child.exitCode !== null) throw new Error(`grafbase ended with ${child.exitCode}`);
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}
