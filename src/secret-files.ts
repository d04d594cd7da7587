import { readFileSync } from "node:fs";
import type { z } from "zod";
import type { Environment } from "./environment-rules.js";

/** What is added to the name of a secret's variable to name the file that contains the secret. */
const suffix = "_FILE";

export interface SecretFiles {
  /** The environment with each secret that a file contains, under its own name. */
  readonly set: Environment;
  readonly errors: readonly string[];
}

/** Names of the variables that may be given by a file. */
export function toSecretNames(shapes: readonly z.ZodObject["shape"][]): readonly string[] {
  return shapes.flatMap((shape) =>
    Object.entries(shape)
      .filter(([, variable]) => (variable as z.ZodType).meta()?.secret === true)
      .map(([name]) => name),
  );
}

export function toFileVariable(name: string): string {
  return `${name}${suffix}`;
}

/** Reads the secrets that `NAME_FILE` names files for, as Docker and Kubernetes mount them. */
export function readSecretFiles(set: Environment, secretNames: readonly string[]): SecretFiles {
  const read: Record<string, string> = {};
  const errors: string[] = [];
  for (const name of secretNames) {
    const variable = toFileVariable(name);
    const file = set[variable];
    if (file === undefined) continue;
    if (set[name] !== undefined) errors.push(`${variable} must not be set together with ${name}`);
    else {
      try {
        const secret = readFileSync(file, "utf8").replace(/\r?\n$/, "");
        if (secret === "") errors.push(`${variable} names an empty file`);
        else read[name] = secret;
      } catch {
        errors.push(`${variable} names a file that can't be read`);
      }
    }
  }
  return { set: { ...set, ...read }, errors };
}
