import { describe, expect, test } from "@jest/globals";
import { chunk, settle } from "../../src/platform/batch.js";

describe("chunks", () => {
  test("hold every item once, in order, and at most so many", () => {
    expect(chunk([1, 2, 3, 4, 5], { maxItems: 2 })).toEqual([[1, 2], [3, 4], [5]]);
    expect(chunk([1, 2, 3, 4], { maxItems: 2 })).toEqual([
      [1, 2],
      [3, 4],
    ]);
  });

  test("of nothing are none", () => {
    expect(chunk([], { maxItems: 2 })).toEqual([]);
  });

  test("end before they get too long, and may be just as long as allowed", () => {
    const limits = { maxItems: 10, maxLength: 5, lengthOf: (text: string) => text.length };
    expect(chunk(["aa", "bbb", "c", "dddd", "ee"], limits)).toEqual([["aa", "bbb"], ["c", "dddd"], ["ee"]]);
  });

  test("keep an item that is too long for any, by itself", () => {
    const limits = { maxItems: 10, maxLength: 3, lengthOf: (text: string) => text.length };
    expect(chunk(["a", "bbbbbb", "c", "d"], limits)).toEqual([["a"], ["bbbbbb"], ["c", "d"]]);
    expect(chunk(["bbbbbb"], limits)).toEqual([["bbbbbb"]]);
  });

  test("count again in each chunk", () => {
    const limits = { maxItems: 2, maxLength: 4, lengthOf: (text: string) => text.length };
    expect(chunk(["a", "a", "bbb", "c", "d"], limits)).toEqual([["a", "a"], ["bbb", "c"], ["d"]]);
  });
});

describe("settling", () => {
  test("answers in the order of the items, whatever order they end in", async () => {
    const gates = [Promise.withResolvers<string>(), Promise.withResolvers<string>()];
    const settled = settle([0, 1], async (index) => gates[index]?.promise);
    gates[1]?.resolve("second");
    gates[0]?.resolve("first");
    expect(await settled).toEqual(["first", "second"]);
  });

  test("starts all before any has ended", async () => {
    const started: number[] = [];
    const gate = Promise.withResolvers<void>();
    const settled = settle([1, 2, 3], async (item) => {
      started.push(item);
      await gate.promise;
    });
    expect(started).toEqual([1, 2, 3]);
    gate.resolve();
    await settled;
  });

  test("gives a failed item its error and the others their results", async () => {
    const fault = new Error("no");
    const settled = await settle(["a", "b", "c"], async (item) => {
      if (item === "b") throw fault;
      return item.toUpperCase();
    });
    expect(settled).toEqual(["A", fault, "C"]);
    expect(settled[1]).toBe(fault);
  });

  test("makes an Error of what was thrown and is none, and keeps it as the cause", async () => {
    const [settled] = await settle([1], () => Promise.reject("text"));
    expect(settled).toBeInstanceOf(Error);
    expect(settled).toMatchObject({ cause: "text" });
  });
});
