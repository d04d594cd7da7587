import { describe, expect, test } from "@jest/globals";
import { type Bounded, ClockBound } from "../../src/platform/clock-bound.js";

interface Named extends Bounded {
  readonly name: number;
}

function start(maxBytes: number) {
  const evicted: number[] = [];
  const bound = new ClockBound<Named>(maxBytes, ({ name }) => evicted.push(name));
  const add = (name: number, bytes = 10): Named => {
    const entry = { name, bytes, isUsed: false };
    bound.add(entry);
    return entry;
  };
  return { bound, evicted, add };
}

describe("entries bounded by bytes", () => {
  test("the oldest goes first, and never the new one", () => {
    const { bound, evicted, add } = start(30);
    for (const name of [1, 2, 3, 4, 5]) add(name);
    expect(evicted).toEqual([1, 2]);
    expect([bound.size, bound.bytes]).toEqual([3, 30]);
  });

  test("one that was used stays for another round, and only for one", () => {
    const { evicted, add } = start(30);
    const first = add(1);
    add(2);
    add(3);
    first.isUsed = true;
    for (const name of [4, 5, 6, 7]) add(name);
    expect(evicted).toEqual([2, 3, 1, 4]);
  });

  test("when all were used, one of them goes all the same", () => {
    const { bound, evicted, add } = start(30);
    const entries = [add(1), add(2), add(3)];
    for (const entry of entries) entry.isUsed = true;
    add(4);
    expect(evicted).toEqual([1]);
    expect(bound.bytes).toBe(30);
  });

  test("a removed one gives its bytes back, and one larger than the bound is refused", () => {
    const { bound, evicted, add } = start(30);
    const first = add(1);
    bound.remove(first);
    bound.remove(first);
    expect(bound.bytes).toBe(0);
    expect(bound.add({ name: 2, bytes: 31, isUsed: false })).toBe(false);
    for (let name = 3; name < 1_000; name += 1) add(name);
    expect([bound.size, bound.bytes, evicted.length]).toEqual([3, 30, 994]);
  });
});
