import { describe, expect, test } from "@jest/globals";
import { findExcess } from "../../../src/graphql/inputs/bounded-json.js";

const bounds = { maxKeys: 100, maxDepth: 10 };

describe("the check of open JSON", () => {
  test.each([1_000, 2_000, 100_000])("reads no more than its bound of %d keys", (count) => {
    const { value, reads } = counted(count);
    expect(findExcess(value, bounds)).toBe("maxKeys");
    expect(reads()).toBeLessThanOrEqual(bounds.maxKeys + 1);
  });

  test("reads no more than its bound of a long list", () => {
    const { value, reads } = countedList(100_000);
    expect(findExcess(value, bounds)).toBe("maxKeys");
    expect(reads()).toBeLessThanOrEqual(bounds.maxKeys + 1);
  });

  test("does not exhaust the stack on a value of any depth", () => {
    let value: object = {};
    for (let depth = 1; depth < 200_000; depth += 1) value = depth % 2 === 0 ? { value } : [value];
    expect(findExcess(value, bounds)).toBe("maxDepth");
    expect(findExcess(value, { ...bounds, maxDepth: 1_000_000 })).toBe("maxKeys");
  });

  test("counts what inner objects and lists hold", () => {
    const list = Array.from({ length: 49 }, () => ({ key: 1 }));
    expect(findExcess({ list, one: 1 }, bounds)).toBeUndefined();
    expect(findExcess({ list, one: 1, two: 2 }, bounds)).toBe("maxKeys");
  });

  test("ends on a value that holds itself", () => {
    const value: Record<string, unknown> = {};
    value.self = value;
    expect(findExcess(value, bounds)).toBe("maxDepth");
  });

  test.each([undefined, null, "text", 7, true, {}, []])("lets %j pass", (value) => {
    expect(findExcess(value, bounds)).toBeUndefined();
  });

  test("reads a key that JavaScript treats specially as any other", () => {
    const value = JSON.parse('{ "__proto__": { "a": [1, 2] }, "constructor": { "b": 1 } }');
    expect(findExcess(value, { maxKeys: 6, maxDepth: 3 })).toBeUndefined();
    expect(findExcess(value, { maxKeys: 5, maxDepth: 3 })).toBe("maxKeys");
    expect(findExcess(value, { maxKeys: 6, maxDepth: 2 })).toBe("maxDepth");
  });
});

/** An object of so many keys that counts how many of its values are read. */
function counted(count: number) {
  return countReads(Object.fromEntries(Array.from({ length: count }, (_, index) => [`key${index}`, index])));
}

function countedList(count: number) {
  return countReads(Array.from({ length: count }, (_, index) => index));
}

function countReads(target: object) {
  let reads = 0;
  const value = new Proxy(target, {
    get: (inner, key, receiver) => {
      if (Object.getOwnPropertyDescriptor(inner, key)?.enumerable) reads += 1;
      return Reflect.get(inner, key, receiver);
    },
  });
  return { value, reads: () => reads };
}
