import type { LinkedUser, UserKey } from "../../identity/link.js";
import { ProviderError } from "../../identity/provider-error.js";
import type { UserByInput } from "../inputs/user-by.js";
import type { GraphContext } from "../schema/context.js";
import { isEmailAddress } from "../user/email-owner.js";
import { parseUserKey } from "../user/reference.js";
import {
  IdentityAccessDenied,
  type IdentityProblem,
  IdentityProviderFailed,
  InvalidIdentityInput,
  UserAmbiguous,
  UserNotFound,
} from "./problems.js";

/** The user whom `input.user` names, or why there is none. */
export async function findUser(
  by: UserByInput,
  context: GraphContext,
): Promise<LinkedUser | IdentityProblem> {
  const { email } = by;
  if (email !== undefined && email !== null) return findByEmail(email, context);
  const key = parseKey(by, context);
  if (key instanceof InvalidIdentityInput) return key;
  try {
    return (await context.users.load(key)) ?? UserNotFound.of();
  } catch (error) {
    if (error instanceof ProviderError) return IdentityProviderFailed.because(error);
    throw error;
  }
}

/** The id or the subject that `input.user` gives. */
export function parseKey(by: UserByInput, { setup }: GraphContext): UserKey | InvalidIdentityInput {
  const key = parseUserKey({ ...by }, setup.registry, "user");
  if (key.kind !== "invalid") return key;
  const { path, rule } = key;
  return InvalidIdentityInput.of([{ path, constraint: "form", message: `${path} ${rule}` }]);
}

/** Callers who may not read users receive the same problem whether or not any user has the address. */
async function findByEmail(email: string, context: GraphContext): Promise<LinkedUser | IdentityProblem> {
  if (!context.access.mayLookUp("email")) return IdentityAccessDenied.of();
  if (!isEmailAddress(email)) {
    const message = "user.email must be an e-mail address";
    return InvalidIdentityInput.of([{ path: "user.email", constraint: "form", message }]);
  }
  const owner = await context.emailOwners.load(email);
  switch (owner.kind) {
    case "found":
      return owner.user;
    case "not_found":
      return UserNotFound.of();
    case "ambiguous":
      return UserAmbiguous.of();
    case "unavailable":
      return IdentityProviderFailed.because(owner.error);
  }
}
