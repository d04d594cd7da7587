import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { registry, startApp } from "../../src/app.js";
import { loadConfig } from "../../src/config.js";
import { createLog } from "../../src/platform/log.js";
import { createPeople } from "../../src/sandbox/people.js";
import { type Sandbox, startSandbox } from "../../src/sandbox/sandbox.js";
import { sandboxVariables } from "../../src/sandbox/variables.js";
import type { Json } from "../support/json.js";

export interface EdgeOptions {
  /** Environment variables over those of production. */
  readonly variables?: Readonly<Record<string, string>>;
  /** Where each line of the log goes. */
  readonly onLine?: (line: string) => void;
}

/** A service in production mode, whose providers are emulators that it takes for real ones. */
export interface Edge {
  readonly origin: string;
  readonly sandbox: Sandbox;
  /** Sends a POST with a body that is no text yet, or one that is; with the administrator's token unless told otherwise. */
  post(body: object | string, headers?: Readonly<Record<string, string>>): Promise<EdgeAnswer>;
  /** Sends anything to any path. */
  send(path: string, init?: RequestInit): Promise<EdgeAnswer>;
  close(): Promise<void>;
}

export interface EdgeAnswer {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  readonly body: Json;
  /** The code of the first error; undefined when there is none. */
  readonly code: string | undefined;
}

export async function startEdge({ variables = {}, onLine }: EdgeOptions = {}): Promise<Edge> {
  const folder = await mkdtemp(join(tmpdir(), "edge-"));
  const sandbox = await startSandbox({ people: createPeople().slice(0, 3) });
  const config = loadConfig(registry, {
    NODE_ENV: "production",
    PORT: "0",
    SQLITE_FILE: join(folder, "directory.sqlite"),
    RATE_LIMIT_PER_MINUTE: "0",
    ANONYMOUS_RATE_LIMIT_PER_MINUTE: "0",
    ...sandboxVariables(sandbox),
    ...variables,
  });
  const write = (line: string): void => onLine?.(line);
  const app = await startApp({ config, log: createLog("debug", { write }) });
  const send: Edge["send"] = async (path, init) => toAnswer(await fetch(`${app.origin}${path}`, init));
  const authorization = `Bearer ${sandbox.tokens.administrator}`;
  return {
    origin: app.origin,
    sandbox,
    send,
    post: (body, headers = {}) =>
      send("/graphql", {
        method: "POST",
        headers: { "content-type": "application/json", authorization, ...headers },
        body: typeof body === "string" ? body : JSON.stringify(body),
      }),
    close: async () => {
      await app.close();
      await sandbox.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

async function toAnswer(response: Response): Promise<EdgeAnswer> {
  const text = await response.text();
  const isJson = response.headers.get("content-type")?.includes("json");
  const body = isJson ? JSON.parse(text) : undefined;
  const code = body?.errors?.[0]?.extensions?.code;
  return { status: response.status, headers: response.headers, text, body, code };
}
