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

export type PointKind = Point["kind"];

/** Every `step`-th point of a kind. */
export interface Series {
  readonly kind: PointKind;
  readonly step: number;
}

export function describePoint({ kind, number }: Point): string {
  return kind === "statement" ? `after statement ${number}` : `${kind} provider call ${number} is handled`;
}

/** Counts the calls to all emulators together, and springs at one. */
export class CallTrap {
  #armed: { readonly kind: "before" | "after"; left: number; readonly kill: () => void } | undefined;

  constructor(sandbox: Sandbox) {
    for (const emulator of emulatorsOf(sandbox)) this.#watch(emulator);
  }

  arm(kind: "before" | "after", number: number, kill: () => void): void {
    this.#armed = { kind, left: number, kill };
  }

  disarm(): void {
    this.#armed = undefined;
  }

  #watch({ faults }: Emulator): void {
    const pick = faults.pick.bind(faults);
    faults.pick = (call) => {
      const armed = this.#armed;
      if (armed === undefined) return pick(call);
      armed.left -= 1;
      if (armed.left > 0) return pick(call);
      armed.kill();
      this.disarm();
      return { kind: armed.kind === "before" ? "reset" : "lost" };
    };
  }
}
