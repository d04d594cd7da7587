import { setTimeout as sleep } from "node:timers/promises";
import { z } from "zod";
import type { IdentityList } from "../../identity/identity-list.js";
import { type Realm, toSubject } from "../../identity/ids.js";
import { ProviderError } from "../../identity/provider-error.js";
import type { CallScope } from "../../platform/call-scope.js";
import { readGzipLines } from "../../platform/http.js";
import type { Auth0Client } from "./client.js";
import { namedUserWire } from "./wire.js";

const pageSize = 500;
/** Milliseconds between two looks at a job. */
const pollMs = { first: 250, longest: 5_000 };

const cursorForm = z.object({ jobId: z.string(), line: z.int() });
type Position = z.output<typeof cursorForm>;

export interface Auth0ListOptions {
  readonly client: Auth0Client;
  readonly realm: Realm;
  readonly scope: CallScope;
}

/**
 * The lines of an export's file: searches end after 1,000 users. The job takes a while before the first page, and Auth0 keeps
 * its file for a day, so that a later process can continue with it.
 */
export function createAuth0List({ client, realm, scope }: Auth0ListOptions): IdentityList {
  let open: { readonly lines: AsyncGenerator<string>; position: Position } | undefined;

  async function openAt(position: Position): Promise<AsyncGenerator<string>> {
    const { jobId, line } = position;
    if (open?.position.jobId === jobId && open.position.line === line) return open.lines;
    const lines = readGzipLines(await waitForFile(jobId), scope.signal);
    open = { lines, position };
    for (let count = 0; count < line; count += 1) await lines.next();
    return lines;
  }

  async function waitForFile(jobId: string): Promise<string> {
    for (let pauseMs = pollMs.first; ; pauseMs = Math.min(pauseMs * 2, pollMs.longest)) {
      const { status, location } = await client.getExport(jobId, scope);
      if (location !== undefined && status === "completed") return location;
      if (status === "failed") throw new ProviderError("AUTH0", "rejected", "the export failed");
      await sleep(pauseMs, undefined, { signal: scope.signal });
    }
  }

  return {
    count: async () => null,
    readPage: async (_realm, cursor) => {
      const start =
        cursor === null
          ? { jobId: await client.startExport(scope), line: 0 }
          : cursorForm.parse(JSON.parse(cursor));
      const records = await readLines(await openAt(start), pageSize).catch((error: unknown) => {
        open = undefined;
        throw error instanceof ProviderError
          ? error
          : new ProviderError("AUTH0", "unavailable", "the file of the export", { cause: error });
      });
      const position = { ...start, line: start.line + records.length };
      if (open !== undefined) open.position = position;
      const ids = records.flatMap((record) => toUserId(record) ?? []);
      return {
        identities: ids.map((id) => ({ provider: "AUTH0", realm, subject: toSubject(id), assertedKeys: [] })),
        unreadable: records.length - ids.length,
        cursor: records.length < pageSize ? null : JSON.stringify(position),
      };
    },
    close: async () => void (await open?.lines.return(undefined)),
  };
}

async function readLines(lines: AsyncGenerator<string>, count: number): Promise<readonly string[]> {
  const read: string[] = [];
  while (read.length < count) {
    const { value, done } = await lines.next();
    if (done) return read;
    if (value !== "") read.push(value);
  }
  return read;
}

function toUserId(line: string): string | undefined {
  try {
    return namedUserWire.safeParse(JSON.parse(line)).data?.user_id;
  } catch {
    return undefined;
  }
}
