import { createHash } from "node:crypto";

/** A document that a client sends by its hash. */
export const registered = "{ me { id name } }";

export function hashOf(document: string): string {
  return createHash("sha256").update(document).digest("hex");
}
