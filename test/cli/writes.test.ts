import { execFile } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "@jest/globals";
import { openWrites, registry } from "../../src/app.js";
import { writeCommands } from "../../src/cli/write-commands.js";
import { loadConfig } from "../../src/config.js";
import type { Directory } from "../../src/directory/directory.js";
import { openDirectory } from "../../src/directory/open-directory.js";
import { mintUserId, toSubject, toUserId } from "../../src/identity/ids.js";
import { type IdentityKey, type Link, toIdentityKey } from "../../src/identity/link.js";
import { createLog } from "../../src/platform/log.js";
import { toLinkedUsers } from "../../src/sandbox/guide.js";
import { createPeople } from "../../src/sandbox/people.js";
import type { Json } from "../support/json.js";
import { program } from "../support/program.js";
import { personCalled } from "../support/sample.js";

const people = createPeople(30);
const person = personCalled("everywhere", people);
const [link] = person.links as readonly [Link, ...Link[]];

describe("npm run writes", () => {
  let folder: string;
  let directory: Directory;
  let id: string;

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), "identity-subgraph-cli-"));
    directory = await openDirectory({ sqliteFile: join(folder, "directory.sqlite") });
    await directory.importUsers(toLinkedUsers(people));
  });
  afterAll(async () => {
    await directory.close();
    await rm(folder, { recursive: true, force: true });
  });

  /** A write whose process died before it took the link away. */
  const leave = async (key: IdentityKey = toIdentityKey(link)): Promise<string> => {
    const left = mintUserId();
    await directory.journal.begin({
      id: left,
      kind: "unlink_identity",
      actor: "somebody",
      userId: person.userId,
      idempotencyKey: null,
      digest: "sha256:x",
      progress: { key },
      fields: ["links"],
      touched: [],
      lease: { holder: "dead", durationMs: -1 },
    });
    return left;
  };
  beforeEach(async () => {
    id = await leave();
  });

  const variables = () => ({ SQLITE_FILE: join(folder, "directory.sqlite") });

  /** Carries out a command as the process does, and returns what it prints, parsed. */
  const run = async (name: string, argument?: string): Promise<Json> => {
    const { environment, close } = await openWrites(loadConfig(registry, variables()), createLog("silent"));
    try {
      return JSON.parse(JSON.stringify(await writeCommands[name]?.(environment, argument)));
    } finally {
      await close();
    }
  };

  const runProcess = (...args: string[]): Promise<{ code: number; stdout: string; stderr: string }> =>
    new Promise((resolve) => {
      const env = { PATH: process.env.PATH, ...variables() };
      execFile(
        process.execPath,
        [join(program, "dist", "cli", "writes.js"), ...args],
        { env },
        (error, stdout, stderr) =>
          resolve({ code: typeof error?.code === "number" ? error.code : 0, stdout, stderr }),
      );
    });

  test("lists and shows what is not finished, without its values, and abandons it", async () => {
    expect(await run("abandon", id)).toContain("abandoned");
    id = await leave({ ...toIdentityKey(link), subject: toSubject("auth0|canary") });
    expect(await run("list")).toEqual([
      expect.objectContaining({ id, kind: "unlink_identity", userId: person.userId }),
    ]);
    const shown = await run("show", id);
    expect(shown).toMatchObject({ id, state: "started", fields: ["links"] });
    expect(JSON.stringify(shown)).not.toContain("canary");
    expect(await run("abandon", id)).toContain("abandoned");
    expect((await directory.journal.find(id))?.state).toBe("abandoned");
    expect(await run("resume", id)).toContain("nothing to do");
    const [newest] = await run("audit", person.userId);
    expect(newest).toMatchObject({ writeId: id, result: "ABANDONED", actor: "somebody" });
  });

  test("finishes what can be finished", async () => {
    expect(await run("resume", id)).toMatchObject({ kind: "completed" });
    const users = await directory.findUsers([{ kind: "id", id: toUserId(person.userId) }]);
    const subjects = [...users.values()].flat().flatMap(({ links }) => links.map(({ subject }) => subject));
    expect(subjects).not.toContain(link.subject);
    expect(await run("list")).toEqual([]);
  });

  test("lists a parked write with its reason, and resumes or abandons it", async () => {
    const { progress } = (await directory.journal.find(id)) ?? {};
    await directory.journal.park({
      id,
      holder: "dead",
      reason: "ownership_unknown",
      progress: progress ?? {},
    });
    expect(await run("list")).toContainEqual(
      expect.objectContaining({ id, leaseUntil: null, deaths: 0, parkedReason: "ownership_unknown" }),
    );
    expect(await run("resume", id)).toMatchObject({ kind: "completed" });

    const other = await leave();
    await directory.journal.park({ id: other, holder: "dead", reason: "ownership_unknown", progress: {} });
    expect(await run("abandon", other)).toContain("abandoned");
    const audit = await run("audit", person.userId);
    const results = audit.map(({ writeId, result }: Record<string, string>) => [writeId, result]);
    expect(results).toEqual(
      expect.arrayContaining([
        [other, "PARKED"],
        [other, "ABANDONED"],
        [id, "PARKED"],
      ]),
    );
  });

  test("the process prints the result as JSON", async () => {
    const { code, stdout } = await runProcess("show", id);
    const shown = await run("show", id);
    expect([code, JSON.parse(stdout)]).toEqual([0, { ...shown, readAt: expect.any(String) }]);
  });

  test("says how it is used, and what is not there, with code 1", async () => {
    const [unknown, missing] = await Promise.all([
      runProcess("frobnicate"),
      runProcess("show", mintUserId()),
    ]);
    expect(unknown).toMatchObject({ code: 1, stderr: expect.stringContaining("Usage") });
    expect(missing).toMatchObject({ code: 1, stderr: "there is no such write\n" });
  });
});
