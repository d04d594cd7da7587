import { beforeEach, expect, test } from "@jest/globals";
import { toRealm } from "../../../src/identity/ids.js";
import { createLog } from "../../../src/platform/log.js";
import { OutageLog } from "../../../src/upstream/calls/outage-log.js";

const place = { provider: "AUTH0", realm: toRealm("tenant") } as const;
const call = {
  ...place,
  kind: "read",
  operation: "ListUsers",
  quotaClasses: [],
  attempt: 1,
  waitMs: 0,
  durationMs: 1,
} as const;

let lines: { msg: string; provider?: string; realm?: string; outcome?: string }[];
let now: number;
let outages: OutageLog;

beforeEach(() => {
  lines = [];
  now = 0;
  const log = createLog("info", { write: (line) => lines.push(JSON.parse(line)) });
  outages = new OutageLog(log, () => now);
});

test("an outage of a provider is one line with provider, realm and reason, and one when it is over", () => {
  for (let count = 0; count < 100; count += 1) {
    outages.noteCall({ ...call, outcome: count % 3 === 0 ? "ok" : "timed_out" });
    now += 100;
  }
  expect(lines).toMatchObject([{ msg: "a provider is unavailable", ...place, outcome: "timed_out" }]);

  now += 10_000;
  outages.noteCall({ ...call, outcome: "ok" });
  outages.noteCall({ ...call, outcome: "ok" });
  expect(lines.slice(1)).toMatchObject([{ msg: "a provider is available again", ...place }]);
});

test("a refusal of the provider is no outage", () => {
  for (const outcome of ["throttled", "rejected", "breaker_open", "rate_limited"] as const)
    outages.noteCall({ ...call, outcome });
  expect(lines).toEqual([]);
});

test("a breaker that opens, probes in vain and closes is two lines", () => {
  outages.noteBreaker(place, true);
  outages.noteBreaker(place, true);
  outages.noteBreaker(place, false);
  expect(lines.map(({ msg }) => msg)).toEqual([
    "the breaker of a provider opened",
    "the breaker of a provider closed",
  ]);
});
