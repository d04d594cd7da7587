import { setTimeout as sleep } from "node:timers/promises";

/** How long a test waits for a condition; far longer than any takes, even on a busy machine. */
const limitMs = 30_000;

/** Checks every few milliseconds until the condition is true. Fails with a message that names the condition. */
export async function until(
  isTrue: () => boolean | Promise<boolean>,
  condition = "the condition is true",
): Promise<void> {
  const endsAtMs = performance.now() + limitMs;
  while (!(await isTrue())) {
    if (performance.now() > endsAtMs) throw new Error(`waited ${limitMs} ms in vain until ${condition}`);
    await sleep(5);
  }
}
