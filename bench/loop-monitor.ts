/**
 * Loaded into a measured process: answers each message with the longest time, in milliseconds, for which the event loop did
 * not turn since the message before, and with the most that the loop's thread worked between two turns. The two are equal
 * where nothing else keeps the processor busy.
 */
let longest = { stallMs: 0, workMs: 0 };
let turn = now();

setInterval(() => {
  const next = now();
  longest = {
    stallMs: Math.max(longest.stallMs, next.timeMs - turn.timeMs),
    workMs: Math.max(longest.workMs, next.workedMs - turn.workedMs),
  };
  turn = next;
}, 1).unref();

process.on("message", () => {
  setTimeout(() => {
    process.send?.(longest);
    longest = { stallMs: 0, workMs: 0 };
  }, 5); // a turn that has started ends before
});
process.channel?.unref();

function now(): { readonly timeMs: number; readonly workedMs: number } {
  const { user, system } = process.threadCpuUsage();
  return { timeMs: performance.now(), workedMs: (user + system) / 1_000 };
}
