/**
 * Whether two addresses are the same but for the case of ASCII letters, which is all that providers ignore. Letters that only
 * look alike, or that other alphabets have as capitals of ours, such as the Kelvin sign, make another address.
 */
export function isSameEmail(one: string, other: string): boolean {
  return fold(one) === fold(other);
}

function fold(email: string): string {
  return email.replace(/[A-Z]+/g, (letters) => letters.toLowerCase());
}
