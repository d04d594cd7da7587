import { randomUUID } from "node:crypto";
import type { Write } from "../directory/journal.js";
import { parseUserId } from "../identity/ids.js";
import { writeHandlers } from "../provisioning/handlers/all.js";
import { resume, type WriteEnvironment } from "../provisioning/runner.js";

/** Returns what the operator is told, as JSON can carry it. */
export type WriteCommand = (environment: WriteEnvironment, argument: string | undefined) => Promise<unknown>;

/** By name. */
export const writeCommands: Readonly<Record<string, WriteCommand>> = {
  list: async ({ directory }) => (await directory.journal.listStarted({ limit: 1_000 })).map(toLine),
  show: async ({ directory }, id) => toDetail(await get(directory.journal.find(id ?? ""))),
  resume: async (environment, id) => {
    const write = await get(environment.directory.journal.find(id ?? ""));
    const result =
      write.state === "started"
        ? await resume(environment, writeHandlers, write, { isOperator: true })
        : null;
    if (result?.kind === "pending") return { kind: result.kind, writeId: result.writeId }; // its progress holds values
    return result ?? "nothing to do: it has ended, or a process is at work on it";
  },
  abandon: abandon,
  audit: ({ directory }, user) => {
    const userId = user === undefined ? undefined : parseUserId(user);
    return directory.journal.listAudit({ ...(userId && { userId }), limit: 100 });
  },
};

async function abandon({ directory }: WriteEnvironment, id: string | undefined): Promise<string> {
  const { journal } = directory;
  const lease = { holder: randomUUID(), durationMs: 30_000 };
  const taken = await journal.takeOver(id ?? "", lease, { isOperator: true });
  if (taken.kind !== "taken") return "not abandoned: it has ended, or a process is at work on it";
  const { write } = taken;
  const outcome = { kind: "abandoned" };
  const end = {
    id: write.id,
    holder: lease.holder,
    outcome,
    result: "ABANDONED",
    userId: write.userId,
    touched: [],
  };
  await journal.complete({ ...end, state: "abandoned" });
  return "abandoned";
}

async function get(found: Promise<Write | null>): Promise<Write> {
  const write = await found;
  if (write === null) throw new Error("there is no such write");
  return write;
}

function toLine({ id, kind, userId, startedAt, lease, deaths, parkedReason }: Write): object {
  const leaseUntil = parkedReason === null ? (lease?.until ?? null) : null;
  return { id, kind, userId, startedAt, leaseUntil, deaths, parkedReason };
}

/** Without the bodies of the steps: they hold personal data. */
function toDetail({ progress, outcome: _, digest: __, ...write }: Write): object {
  const parts = (progress.parts ?? [progress]) as readonly { steps?: readonly object[] }[];
  const steps = parts.flatMap((part) => part.steps ?? []) as readonly {
    step: { key: object; call: string; fields: object };
    state: string;
  }[];
  const taken = steps.map(({ step, state }) => ({
    ...step.key,
    call: step.call,
    fields: step.fields,
    state,
  }));
  return { ...write, phase: progress.phase ?? null, steps: taken };
}
