import type { Write } from "../../directory/journal.js";
import type { JsonObject } from "../../identity/app-metadata.js";
import type { IdentityKey } from "../../identity/link.js";
import { createIdentity } from "../../provisioning/handlers/create-identity.js";
import { linkIdentity, unlinkIdentity } from "../../provisioning/handlers/link-identity.js";
import { syncIdentity } from "../../provisioning/handlers/sync-identity.js";
import { toIdentityOutcomes, updateUser } from "../../provisioning/handlers/update-user.js";
import type { WriteHandler } from "../../provisioning/write-handler.js";
import { toCreateProblem } from "./create-identity.js";
import { IdentityChangeOutcome } from "./identity-outcome.js";
import { IdentityConflict, type IdentityProblem } from "./problems.js";
import { toProblem } from "./run-write.js";
import { toOutcome } from "./update-user.js";
import { IdentityWriteAbandoned } from "./write-problems.js";

/** What is known of a recorded write. */
export interface WriteReport {
  readonly outcomes: readonly IdentityChangeOutcome[];
  /** Why the write as a whole did not succeed; null when it did, or is not complete. */
  readonly problem: IdentityProblem | null;
}

/** The report of any kind of write, complete or not. Empty when this version can't read the write's form. */
export function toWriteReport(write: Write): WriteReport {
  if (write.state === "abandoned") return failed(IdentityWriteAbandoned.of(write.id));
  return reports.get(write.kind)?.(write) ?? nothing;
}

interface Reporter<Progress, Outcome> {
  ended(outcome: Outcome, write: Write): WriteReport;
  inProgress(progress: Progress): WriteReport;
}

const nothing: WriteReport = { outcomes: [], problem: null };

const reports: ReadonlyMap<string, (write: Write) => WriteReport> = new Map([
  reporter(updateUser, {
    ended: ({ identities }) => ({ outcomes: identities.map(toOutcome), problem: null }),
    inProgress: (progress) => ({ outcomes: toIdentityOutcomes(progress).map(toOutcome), problem: null }),
  }),
  reporter(createIdentity, {
    ended: (outcome, write) =>
      outcome.kind === "created"
        ? applied(outcome.key, write)
        : failed(toCreateProblem(outcome.failure, outcome.place)),
    inProgress: ({ key }) => pending(key),
  }),
  reporter(linkIdentity, {
    ended: ({ kind, key }, write) =>
      kind === "linked" ? applied(key, write) : failed(IdentityConflict.at(key)),
    inProgress: ({ key }) => pending(key),
  }),
  reporter(unlinkIdentity, {
    ended: (outcome, write) => (outcome.kind === "unlinked" ? applied(outcome.key, write) : nothing),
    inProgress: ({ key }) => pending(key),
  }),
  reporter(syncIdentity, {
    ended: (outcome, write) => {
      switch (outcome.kind) {
        case "synced":
          return applied(outcome.key, write);
        case "conflict":
          return failed(IdentityConflict.at(outcome.key));
        case "failed":
          return failed(toProblem(outcome.failure, outcome.key));
      }
    },
    inProgress: ({ key }) => pending(key),
  }),
]);

function reporter<Progress extends JsonObject, Outcome extends JsonObject>(
  { kind, progress, outcome }: WriteHandler<Progress, Outcome>,
  { ended, inProgress }: Reporter<Progress, Outcome>,
): readonly [kind: string, report: (write: Write) => WriteReport] {
  const report = (write: Write): WriteReport => {
    if (write.outcome === null) {
      const parsed = progress.safeParse(write.progress);
      return parsed.success ? inProgress(parsed.data) : nothing;
    }
    const parsed = outcome.safeParse(write.outcome);
    return parsed.success ? ended(parsed.data, write) : nothing;
  };
  return [kind, report];
}

function applied(key: IdentityKey, { fields }: Write): WriteReport {
  const outcome = IdentityChangeOutcome.of({ key, status: "APPLIED", appliedFields: fields });
  return { outcomes: [outcome], problem: null };
}

function pending(key: IdentityKey | null): WriteReport {
  const outcomes = key === null ? [] : [IdentityChangeOutcome.of({ key, status: "PENDING" })];
  return { outcomes, problem: null };
}

function failed(problem: IdentityProblem): WriteReport {
  return { outcomes: [], problem };
}
