import { deepStrictEqual } from "node:assert/strict";

/** Throws unless both are the same data. Copies are compared, because a test runner may give each side prototypes of its own. */
export function equal(actual: unknown, expected: unknown): void {
  deepStrictEqual(structuredClone(actual), structuredClone(expected));
}
