import { Refusal } from "./refusal.js";

/** Assumed: the contract names no password policy. */
const minPasswordLength = 8;

/** Throws Refusal for a weak password; none at all passes. */
export function checkPassword(password: unknown): void {
  if (typeof password === "string" && password.length < minPasswordLength)
    throw new Refusal(400, "PasswordStrengthError: Password is too weak");
}
