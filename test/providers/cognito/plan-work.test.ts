import { mock } from "node:test";
import { afterEach, expect, test } from "@jest/globals";
import { emptyUser, toAttributeChanges } from "../../../src/providers/cognito/mapping.input.js";
import { findTooLong } from "../../../src/providers/cognito/mapping.refusals.js";

const metadata = { app: "custom:appMetadata", user: "custom:userMetadata" };

afterEach(() => mock.restoreAll());

test("the check of lengths measures each attribute once, however many keys share it", () => {
  const [small, large] = [measuredCharacters(1_000), measuredCharacters(2_000)];
  expect(large.changes).toBe(2 * small.changes);
  expect(large.characters).toBeLessThan(3 * small.characters);
});

test("an attribute that is too long is named by its field, once", () => {
  expect(findTooLong(changesOf(1_000)).map(({ field }) => field)).toEqual(["appMetadata"]);
});

/** How many characters the check looks at, all texts together. */
function measuredCharacters(keys: number): { readonly changes: number; readonly characters: number } {
  const changes = changesOf(keys);
  const byteLength = mock.method(Buffer, "byteLength");
  findTooLong(changes);
  const characters = byteLength.mock.calls.map(({ arguments: [text] }) => String(text).length);
  byteLength.mock.restore();
  return { changes: changes.length, characters: characters.reduce((sum, length) => sum + length, 0) };
}

function changesOf(keys: number) {
  const json = Object.fromEntries(Array.from({ length: keys }, (_, index) => [`key${1_000 + index}`, "x"]));
  return toAttributeChanges({ appMetadata: { json } }, emptyUser, metadata);
}
