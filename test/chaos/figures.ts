import type { LoopWatch } from "./loop-watch.js";

/** What the chaos was like; printed at its end. */
export class Figures {
  readonly requests: Record<string, number> = {};
  calls = 0;
  /** As clients saw it. */
  slowestMs = 0;
  slowest = "";
  /** As the service saw it, by its own log. */
  slowestServedMs = 0;
  /** The same without the time that the event loop was blocked after the deadline. */
  slowestOwnMs = 0;
  readonly heapMb: number[] = [];

  noteRequest(kind: string, elapsedMs: number): void {
    this.requests[kind] = (this.requests[kind] ?? 0) + 1;
    if (elapsedMs <= this.slowestMs) return;
    this.slowestMs = elapsedMs;
    this.slowest = kind;
  }

  noteServed(elapsedMs: number, deadlineMs: number, loop: LoopWatch): void {
    this.slowestServedMs = Math.max(this.slowestServedMs, elapsedMs);
    const lateMs = Math.max(0, elapsedMs - deadlineMs);
    const ownMs = elapsedMs - loop.blockedSince(performance.now() - lateMs);
    this.slowestOwnMs = Math.max(this.slowestOwnMs, lateMs > 0 ? ownMs : elapsedMs);
  }

  get longest(): string {
    const [client, served, own] = [this.slowestMs, this.slowestServedMs, this.slowestOwnMs].map(Math.round);
    return `${client} ms as a client saw it (${this.slowest}), ${served} ms as the service did, ${own} ms of its own`;
  }
}

/** One line for each figure, and one for each entry of a table. */
export function print(title: string, figures: Readonly<Record<string, unknown>>): void {
  const lines = Object.entries(figures).map(([name, value]) => `  ${name}: ${toText(value)}`);
  process.stdout.write(`${[title, ...lines].join("\n")}\n`);
}

function toText(value: unknown): string {
  if (Array.isArray(value)) return value.join(", ");
  if (typeof value !== "object" || value === null) return String(value);
  const entries = Object.entries(value).toSorted(([left], [right]) => left.localeCompare(right));
  return entries.map(([name, count]) => `${name} ${count}`).join(", ");
}
