import type { JsonObject } from "../identity/app-metadata.js";
import type { UserId } from "../identity/ids.js";
import type { IdentityKey, LinkEvidence } from "../identity/link.js";
import type { WriteHandler } from "./write-runner.js";

/** What the journal keeps of both writes; each is one transaction of the directory. */
export interface LinkProgress {
  readonly key: IdentityKey;
  readonly evidence: LinkEvidence;
}

export type LinkOutcome =
  | { readonly kind: "linked" | "unlinked"; readonly userId: UserId; readonly key: IdentityKey }
  /** The identity belongs to another user, and still does. */
  | { readonly kind: "conflict"; readonly key: IdentityKey };

export const linkIdentity: WriteHandler = {
  kind: "link_identity",
  advance: async ({ write }) => {
    const { key, evidence } = write.progress as unknown as LinkProgress;
    const userId = write.userId as UserId;
    const conflict = { kind: "conflict", key } as const;
    return {
      kind: "settle",
      settlement: {
        state: "finished",
        outcome: toJson({ kind: "linked", userId, key }),
        result: "LINKED",
        userId,
        links: [{ key, evidence }],
        touched: [key],
      },
      onLinkTaken: () => ({
        kind: "settle",
        settlement: { state: "undone", outcome: toJson(conflict), result: "IDENTITY_CONFLICT", userId },
      }),
    };
  },
};

export const unlinkIdentity: WriteHandler = {
  kind: "unlink_identity",
  advance: async ({ write }) => {
    const { key } = write.progress as unknown as LinkProgress;
    const userId = write.userId as UserId;
    const outcome = toJson({ kind: "unlinked", userId, key });
    return {
      kind: "settle",
      settlement: { state: "finished", outcome, result: "UNLINKED", userId, unlinks: [key] },
    };
  },
};

function toJson(outcome: LinkOutcome): JsonObject {
  return outcome as unknown as JsonObject;
}
