import type { JsonObject } from "./app-metadata.js";

/**
 * The value as plain JSON: instances of classes and objects without a prototype become comparable, dates become strings,
 * undefined members disappear.
 */
export function toPlainJson(value: object): JsonObject {
  return JSON.parse(JSON.stringify(value));
}
