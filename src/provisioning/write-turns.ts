import { setTimeout as sleep } from "node:timers/promises";
import type { ClaimResult, LeaseRequest, Write } from "../directory/journal.js";
import type { ClaimKind, Superseded } from "../directory/turns.js";
import type { JsonObject } from "../identity/app-metadata.js";
import { type IdentityKey, toIdentityText } from "../identity/link.js";
import type { WriteEnvironment } from "./write-environment.js";

export type Claimed = Exclude<ClaimResult, { kind: "lease_lost" }>;

/** The turns of one write that this process works on. Every method throws LeaseLost when another process took it over. */
export interface WriteTurns {
  /** Whether a caller waits for the end; in recovery nobody does, and there is time to ask a provider again. */
  readonly isAwaited: boolean;
  claim(key: IdentityKey, kind: ClaimKind): Promise<Claimed>;
  /** As `claim`; waits for the writes that come first while a caller waits, and resumes one whose process has died. */
  waitFor(key: IdentityKey): Promise<Claimed>;
  listSuperseded(): Promise<Superseded>;
  end(key: IdentityKey, progress: JsonObject): Promise<void>;
}

export interface TurnOptions {
  readonly environment: WriteEnvironment;
  readonly id: string;
  readonly lease: LeaseRequest;
  readonly isAwaited: boolean;
  /** When waiting ends, as `performance.now()` counts. */
  readonly deadline: number;
  /** Runs a change of the lease; throws LeaseLost when it returns false or came too late. */
  whileHeld(work: () => Promise<boolean>): Promise<void>;
  /** Resumes a write whose process has died; whether it still is unfinished, or null while a process works on it. */
  resume(write: Write): Promise<"ended" | "unfinished" | null>;
}

const maxPauseMs = 250;

export function createTurns(options: TurnOptions): WriteTurns {
  const { environment, id, lease, isAwaited, deadline, whileHeld, resume } = options;
  const { journal } = environment.directory;

  async function claim(key: IdentityKey, kind: ClaimKind): Promise<Claimed> {
    const claims: ClaimResult[] = [];
    await whileHeld(async () => {
      const result = await journal.claim(id, lease, { scope: toIdentityText(key), kind });
      claims.push(result);
      return result.kind !== "lease_lost";
    });
    return claims[0] as Claimed;
  }

  async function waitFor(key: IdentityKey): Promise<Claimed> {
    const unfinished = new Set<string>();
    for (let pauseMs = 20; ; pauseMs = Math.min(pauseMs * 2, maxPauseMs)) {
      const claimed = await claim(key, "in_order");
      if (claimed.kind !== "waiting" || !isAwaited || performance.now() > deadline) return claimed;
      const { write } = claimed;
      if (write !== null && unfinished.has(write.id)) return claimed;
      const end = write && (await resume(write));
      if (end === "unfinished" && write !== null) unfinished.add(write.id);
      if (end === null) await sleep(pauseMs);
    }
  }

  return {
    isAwaited,
    claim,
    waitFor,
    listSuperseded: () => journal.listSuperseded(id),
    end: (key, progress) => whileHeld(() => journal.endTurn(id, lease, progress, key)),
  };
}
