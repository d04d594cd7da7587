import type { Fault } from "../../src/sandbox/faults.js";
import type { Sandbox } from "../../src/sandbox/sandbox.js";
import { emulatorsOf } from "../support/emulators.js";
import { canaryError, canaryPage } from "./canaries.js";

/** Longer than any request waits. */
const stallMs = 4_000;

const html = { "content-type": "text/html" };

const mischief = {
  "429 with Retry-After": {
    kind: "status",
    status: 429,
    headers: { "retry-after": "1" },
    body: canaryError,
  },
  "429 without": { kind: "status", status: 429, body: canaryError },
  "500": { kind: "status", status: 500, body: canaryError },
  "503": { kind: "status", status: 503, headers: html, body: canaryPage },
  reset: { kind: "reset" },
  "stalled headers": { kind: "delay_headers", delayMs: stallMs },
  "stalled body": { kind: "delay_body", delayMs: stallMs },
  "truncated JSON": { kind: "truncated" },
  "HTML page": { kind: "status", status: 200, headers: html, body: canaryPage },
  "wrong content type": { kind: "wrong_content_type" },
} as const satisfies Record<string, Fault>;

const names = Object.keys(mischief);

/** Lets this part of all calls fail, each kind as often as any other; 1 is an outage. */
export function setMischief(sandbox: Sandbox, share: number): void {
  const part = share / names.length;
  // the switches are tried in order, so a later one sees only what the earlier ones have left
  const faults = Object.values(mischief).map((fault, index) => ({
    ...fault,
    probability: Math.min(1, part / (1 - index * part)),
  }));
  for (const { faults: switches } of emulatorsOf(sandbox)) switches.set(...faults);
}

/** Ends it; tells how many calls each kind has hit. */
export function endMischief(sandbox: Sandbox): Readonly<Record<string, number>> {
  const hits = emulatorsOf(sandbox).map(({ faults }) => faults.hits);
  for (const { faults } of emulatorsOf(sandbox)) faults.clear();
  const sumOf = (index: number): number => hits.reduce((sum, each) => sum + (each[index] ?? 0), 0);
  return Object.fromEntries(names.map((name, index) => [name, sumOf(index)]));
}

/** Lets a provider accept every call and answer none. */
export function setHanging(emulator: { readonly faults: Sandbox["auth0"]["faults"] }): void {
  emulator.faults.set({ kind: "delay_headers", delayMs: 600_000 });
}
