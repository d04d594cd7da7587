import { sandboxCredentials } from "../../src/sandbox/realms.js";

/** Every address, password and fault body of the chaos holds this word, every phone number begins like this. */
const canaryWord = "canary";
export const canaryPrefix = "+1999777";

/** With or without its sign, and not by chance within a number. */
const phoneNumber = /(?<![\d.])1999777\d{4}/;

/** What a failing provider may say: an error that quotes what it was sent and what it holds. */
export const canaryError = {
  error: "server_error",
  errorCode: "canary_code",
  message: `could not serve leak@canary.example.org, ${canaryPrefix}0000, password Canary-pass-0, Bearer canary-token`,
};

export const canaryPage = `<html><body><h1>Bad Gateway</h1><pre>${canaryError.message}</pre></body></html>`;

/** Looks for what must stand in no log line, metric, span or error. */
export class CanaryWatch {
  readonly #canaries: readonly string[];
  /** Where one was found, and what stood around it. */
  readonly found: string[] = [];
  readonly counts: Record<string, number> = {};

  constructor(tokens: readonly string[]) {
    const { auth0, cognito, nexus } = sandboxCredentials;
    this.#canaries = [
      ...[canaryWord, auth0.clientSecret, cognito.secretAccessKey],
      ...[nexus.bearerToken, nexus.applicationToken, ...tokens],
    ].map((canary) => canary.toLowerCase());
  }

  check(text: string, where: string): void {
    this.counts[where] = (this.counts[where] ?? 0) + 1;
    const lower = text.toLowerCase();
    const places = [...this.#canaries.map((canary) => lower.indexOf(canary)), text.search(phoneNumber)];
    for (const index of places) {
      if (index >= 0) this.found.push(`${where}: …${text.slice(Math.max(0, index - 200), index + 60)}…`);
    }
  }
}
