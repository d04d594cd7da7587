import type { Emulator } from "../../src/sandbox/emulator.js";
import type { Sandbox } from "../../src/sandbox/sandbox.js";
import { emulatorsOf } from "../support/emulators.js";

/**
 * Where a process is killed while it carries out a mutation:
 *
 * - `statement`: after its n-th SQL statement has run
 * - `before`: while its n-th call to a provider is in progress, which is then not handled
 * - `after`: likewise, but the call is handled, and the answer comes too late
 */
export interface Point {
  readonly kind: "statement" | "before" | "after";
  readonly number: number;
}

export const pointKinds = ["statement", "before", "after"] as const satisfies readonly Point["kind"][];

/** How many points of each kind a mutation passes when nothing kills the process. */
export type PointCounts = Readonly<Record<Point["kind"], number>>;

export function describePoint({ kind, number }: Point): string {
  return kind === "statement" ? `after statement ${number}` : `${kind} provider call ${number} is handled`;
}

/** Counts the calls to all emulators together, and kills at one. */
export class CallTrap {
  /** Since the trap was armed or disarmed. */
  calls = 0;
  #armed: (Point & { readonly kill: () => void }) | undefined;

  constructor(sandbox: Sandbox) {
    for (const emulator of emulatorsOf(sandbox)) this.#watch(emulator);
  }

  arm(point: Point, kill: () => void): void {
    this.calls = 0;
    this.#armed = { ...point, kill };
  }

  disarm(): void {
    this.calls = 0;
    this.#armed = undefined;
  }

  #watch({ faults }: Emulator): void {
    const pick = faults.pick.bind(faults);
    faults.pick = (call) => {
      this.calls += 1;
      const armed = this.#armed;
      if (armed === undefined || armed.kind === "statement" || armed.number !== this.calls) return pick(call);
      armed.kill();
      this.disarm();
      return { kind: armed.kind === "before" ? "reset" : "lost" };
    };
  }
}
