import { setTimeout as sleep } from "node:timers/promises";

/** What the promise gives, or after so many milliseconds an error that names what was waited for. */
export async function within<Value>(
  milliseconds: number,
  what: string,
  promise: Promise<Value>,
): Promise<Value> {
  const timer = new AbortController();
  const late = sleep(milliseconds, undefined, { signal: timer.signal }).then(() => {
    throw new Error(`waited ${milliseconds} ms in vain for ${what}`);
  });
  try {
    return await Promise.race([promise, late]);
  } finally {
    late.catch(() => undefined); // put off below
    timer.abort();
  }
}
