import type { Emulator } from "../../src/sandbox/emulator.js";
import type { RateLimit } from "../../src/sandbox/quota.js";
import type { Sandbox } from "../../src/sandbox/sandbox.js";

/** No test reaches it. */
const wide: RateLimit = { capacity: 1_000_000, refill: 1_000_000, intervalMs: 1_000 };

/** The emulators of the three providers. */
export function emulatorsOf({ auth0, cognito, nexus }: Sandbox): readonly Emulator[] {
  return [auth0, cognito, nexus];
}

/** Raises every rate limit of the emulators, so that only a test that sets one reaches it. */
export function liftRateLimits(...emulators: readonly Emulator[]): void {
  for (const emulator of emulators) {
    const classes = Object.keys(emulator.quotaStates);
    emulator.setQuotas(Object.fromEntries(classes.map((quotaClass) => [quotaClass, wide])));
  }
}
