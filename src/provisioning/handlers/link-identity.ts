import type { UserId } from "../../identity/ids.js";
import type { IdentityKey, LinkEvidence } from "../../identity/link.js";
import type { WriteHandler } from "../runner.js";
import { toJson } from "../steps.js";

/** What the journal keeps of a link; linking and unlinking are one transaction of the directory each. */
export interface LinkProgress {
  readonly key: IdentityKey;
  readonly evidence: LinkEvidence;
}

/** Without a key there is nothing to unlink, unless the same request did it before: then its outcome is replayed. */
export interface UnlinkProgress {
  readonly key: IdentityKey | null;
}

export type LinkOutcome =
  | { readonly kind: "linked" | "unlinked"; readonly userId: UserId; readonly key: IdentityKey }
  /** The identity belongs to another user, and still does. */
  | { readonly kind: "conflict"; readonly key: IdentityKey }
  /** The user has no such identity. */
  | { readonly kind: "not_found" };

export const linkIdentity: WriteHandler = {
  kind: "link_identity",
  run: async ({ write }) => {
    const { key, evidence } = write.progress as unknown as LinkProgress;
    const userId = write.userId as UserId;
    const conflict = { kind: "conflict", key } as const;
    return {
      kind: "complete",
      completion: {
        state: "finished",
        outcome: toJson({ kind: "linked", userId, key }),
        result: "LINKED",
        userId,
        links: [{ key, evidence }],
        touched: [key],
      },
      onLinkTaken: () => ({
        kind: "complete",
        completion: { state: "undone", outcome: toJson(conflict), result: "IDENTITY_CONFLICT", userId },
      }),
    };
  },
};

export const unlinkIdentity: WriteHandler = {
  kind: "unlink_identity",
  run: async ({ write }) => {
    const { key } = write.progress as unknown as UnlinkProgress;
    const userId = write.userId as UserId;
    if (key === null) {
      const outcome = toJson({ kind: "not_found" });
      const completion = { state: "undone", outcome, result: "IDENTITY_NOT_FOUND", userId } as const;
      return { kind: "complete", completion };
    }
    const outcome = toJson({ kind: "unlinked", userId, key });
    return {
      kind: "complete",
      completion: { state: "finished", outcome, result: "UNLINKED", userId, unlinks: [key] },
    };
  },
};
