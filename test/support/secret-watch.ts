import { readdir, readFile } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import { sandboxCredentials } from "../../src/sandbox/realms.js";

/** A shorter one might stand in a text by chance. */
const minLength = 8;

/** Knows the tokens of the sandbox and every password that is sent, and fails wherever one of them comes back. */
export class SecretWatch {
  readonly #secrets = new Set<string>([
    sandboxCredentials.auth0.clientSecret,
    sandboxCredentials.nexus.bearerToken,
    sandboxCredentials.nexus.applicationToken,
  ]);

  add(secret: string): void {
    this.#secrets.add(secret);
  }

  /** Remembers the passwords anywhere in an operation's variables. */
  learn(variables: unknown): void {
    JSON.stringify(variables ?? null, (name, value: unknown) => {
      if (name === "password" && typeof value === "string" && value.length >= minLength)
        this.#secrets.add(value);
      return value;
    });
  }

  check(text: string, where: string): void {
    for (const secret of this.#secrets) {
      if (text.includes(secret)) throw new Error(`a password or token stands in ${where}`);
    }
  }

  /** Looks through a SQLite file and what SQLite keeps beside it. */
  async checkFile(file: string): Promise<void> {
    const names = (await readdir(dirname(file))).filter((name) => name.startsWith(basename(file)));
    for (const name of names) this.check(await readFile(join(dirname(file), name), "latin1"), name);
  }
}
