import { createHash } from "node:crypto";
import type { PasswordPolicy } from "./pool-plan.js";
import type { PoolUser } from "./pool-user.js";
import { Refusal } from "./refusal.js";

interface Rule {
  readonly isBroken: (password: string, policy: PasswordPolicy) => boolean;
  readonly message: string;
}

const rules: readonly Rule[] = [
  {
    isBroken: (password, policy) => password.length < policy.minimumLength,
    message: "Password not long enough",
  },
  {
    isBroken: (password, policy) => policy.requireUppercase && !/[A-Z]/u.test(password),
    message: "Password must have uppercase characters",
  },
  {
    isBroken: (password, policy) => policy.requireLowercase && !/[a-z]/u.test(password),
    message: "Password must have lowercase characters",
  },
  {
    isBroken: (password, policy) => policy.requireNumbers && !/[0-9]/u.test(password),
    message: "Password must have numeric characters",
  },
  {
    isBroken: (password, policy) =>
      policy.requireSymbols && !/[\^$*.[\]{}()?"!@#%&/\\,><':;|_~`=+-]/u.test(password),
    message: "Password must have symbol characters",
  },
];

/** Refuses a password that breaks the policy, naming the first broken rule only, as AWS does. */
export function checkPassword(password: string, policy: PasswordPolicy): void {
  const broken = rules.find(({ isBroken }) => isBroken(password, policy));
  if (broken === undefined) return;
  throw new Refusal("InvalidPasswordException", `Password did not conform with policy: ${broken.message}`);
}

/** The user's remembered passwords with this one in front; refuses one that is among them. */
export function rememberPassword(
  { passwordDigests }: PoolUser,
  password: string,
  { historySize }: PasswordPolicy,
): readonly string[] {
  const digest = createHash("sha256").update(password).digest("base64url");
  if (passwordDigests.slice(0, historySize).includes(digest)) {
    throw new Refusal("PasswordHistoryPolicyViolationException", "Password has previously been used.");
  }
  return [digest, ...passwordDigests].slice(0, historySize);
}
