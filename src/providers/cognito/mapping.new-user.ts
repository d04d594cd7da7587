import { z } from "zod";
import type { CreationOrder } from "../../identity/writer.js";

const fieldRefusal = z.object({ field: z.string(), rule: z.string() });

/** What the journal keeps of a creation. */
const newUser = z.object({
  /** As requested; null when the pool decides it or this service generates one. */
  username: z.string().nullable(),
  attributes: z.record(z.string(), z.string()),
  groups: z.array(z.string()),
  isBlocked: z.boolean(),
  password: z.enum(["none", "temporary", "permanent"]),
  invitation: z.enum(["NONE", "EMAIL", "SMS"]),
  /** Random, and secret until the write is complete: the user name where one is generated, and part of the mark. */
  nonce: z.string(),
  /** The attribute of `attributes` that holds the id of the write; empty when none does. */
  writeIdAttribute: z.string(),
  /** What is known to be impossible before the first call to Cognito. */
  refusals: z.array(fieldRefusal),
});
export type NewUser = z.infer<typeof newUser>;

export function toNewUser({ body }: CreationOrder): NewUser {
  return newUser.parse(body);
}

/**
 * Whether a temporary password is set only once the user is blocked, so that nobody can sign in with it before. An
 * invitation must contain it, so there it is set at once.
 */
export function isPasswordLater({ password, isBlocked, invitation }: NewUser): boolean {
  return password === "temporary" && isBlocked && invitation === "NONE";
}
