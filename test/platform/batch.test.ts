import { describe, expect, test } from "@jest/globals";
import { chunk, collectResults } from "../../src/platform/batch.js";

describe("chunks", () => {
  test("contain every item once, in order, and at most the maximum number", () => {
    expect(chunk([1, 2, 3, 4, 5], { maxItems: 2 })).toEqual([[1, 2], [3, 4], [5]]);
    expect(chunk([1, 2, 3, 4], { maxItems: 2 })).toEqual([
      [1, 2],
      [3, 4],
    ]);
  });

  test("of an empty list are empty", () => {
    expect(chunk([], { maxItems: 2 })).toEqual([]);
  });

  test("may be as long as the maximum length, but not longer", () => {
    const limits = { maxItems: 10, maxLength: 5, lengthOf: (text: string) => text.length };
    expect(chunk(["aa", "bbb", "c", "dddd", "ee"], limits)).toEqual([["aa", "bbb"], ["c", "dddd"], ["ee"]]);
  });

  test("contain an item that is too long alone", () => {
    const limits = { maxItems: 10, maxLength: 3, lengthOf: (text: string) => text.length };
    expect(chunk(["a", "bbbbbb", "c", "d"], limits)).toEqual([["a"], ["bbbbbb"], ["c", "d"]]);
    expect(chunk(["bbbbbb"], limits)).toEqual([["bbbbbb"]]);
  });

  test("count the length of each chunk separately", () => {
    const limits = { maxItems: 2, maxLength: 4, lengthOf: (text: string) => text.length };
    expect(chunk(["a", "a", "bbb", "c", "d"], limits)).toEqual([["a", "a"], ["bbb", "c"], ["d"]]);
  });
});

describe("settling", () => {
  test("returns results in the order of the items, in whatever order they complete", async () => {
    const answers = [Promise.withResolvers<string>(), Promise.withResolvers<string>()];
    const results = collectResults([0, 1], async (index) => answers[index]?.promise);
    answers[1]?.resolve("second");
    answers[0]?.resolve("first");
    expect(await results).toEqual(["first", "second"]);
  });

  test("starts all items before any has completed", async () => {
    const started: number[] = [];
    const gate = Promise.withResolvers<void>();
    const results = collectResults([1, 2, 3], async (item) => {
      started.push(item);
      await gate.promise;
    });
    expect(started).toEqual([1, 2, 3]);
    gate.resolve();
    await results;
  });

  test("returns the error of a failed item and the results of the others", async () => {
    const error = new Error("no");
    const results = await collectResults(["a", "b", "c"], async (item) => {
      if (item === "b") throw error;
      return item.toUpperCase();
    });
    expect(results).toEqual(["A", error, "C"]);
    expect(results[1]).toBe(error);
  });

  test("wraps a thrown value that is not an Error, with the value as the cause", async () => {
    const [result] = await collectResults([1], () => Promise.reject("text"));
    expect(result).toBeInstanceOf(Error);
    expect(result).toMatchObject({ cause: "text" });
  });
});
