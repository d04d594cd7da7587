import type { FieldRefusal } from "../../identity/provider-error.js";
import type { CreationOrder } from "../../identity/writer.js";

/** What the journal keeps of a creation. */
export interface NewUser {
  /** As asked for; null when Cognito's pool decides or one is to be made up. */
  readonly username: string | null;
  readonly attributes: Readonly<Record<string, string>>;
  readonly groups: readonly string[];
  readonly isBlocked: boolean;
  readonly password: "none" | "temporary" | "permanent";
  readonly invitation: "NONE" | "EMAIL" | "SMS";
  /** Random, and told to nobody while the write is under way: the user name where one is made up, and part of the mark. */
  readonly nonce: string;
  /** The attribute of `attributes` that holds the id of the write; empty when none does. */
  readonly writeIdAttribute: string;
  /** What is known to be impossible before Cognito is asked. */
  readonly refusals: readonly FieldRefusal[];
}

export function toNewUser({ body }: CreationOrder): NewUser {
  return body as unknown as NewUser;
}
