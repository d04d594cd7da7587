import { createHash, randomBytes, scrypt, timingSafeEqual } from "node:crypto";
import { promisify } from "node:util";
import type { Secrets } from "../identity/writer.js";

const derive = promisify<string, Buffer, number, Buffer>(scrypt);
const digestBytes = 32;

/**
 * Tells equal input from other input. With secrets in it the digest is salted and slow to compute, so that a password
 * can't be found by trying; without, it is a plain hash.
 */
export async function digestInput(input: unknown, secrets: Secrets): Promise<string> {
  if (Object.keys(secrets).length === 0) return `sha256:${hash(input)}`;
  const salt = randomBytes(16);
  return `scrypt:${salt.toString("base64url")}:${await slowHash(input, secrets, salt)}`;
}

export async function isDigestOf(digest: string, input: unknown, secrets: Secrets): Promise<boolean> {
  const [kind, salt] = digest.split(":");
  const hasSecrets = Object.keys(secrets).length > 0;
  if (kind !== (hasSecrets ? "scrypt" : "sha256")) return false;
  if (!hasSecrets) return equal(digest, `sha256:${hash(input)}`);
  return equal(
    digest,
    `scrypt:${salt}:${await slowHash(input, secrets, Buffer.from(salt ?? "", "base64url"))}`,
  );
}

function hash(input: unknown): string {
  return createHash("sha256").update(canonical(input)).digest("base64url");
}

async function slowHash(input: unknown, secrets: Secrets, salt: Buffer): Promise<string> {
  const bytes = await derive(canonical([input, secrets]), salt, digestBytes);
  return bytes.toString("base64url");
}

function equal(one: string, other: string): boolean {
  const [left, right] = [Buffer.from(one), Buffer.from(other)];
  return left.length === right.length && timingSafeEqual(left, right);
}

/** JSON with the keys of every object in order; absent and undefined are the same, null is not. */
function canonical(value: unknown): string {
  return JSON.stringify(value, (_key, each: unknown) => {
    const isObject = typeof each === "object" && each !== null && !Array.isArray(each);
    return isObject
      ? Object.fromEntries(Object.entries(each).sort(([one], [other]) => (one < other ? -1 : 1)))
      : each;
  });
}
