import { expect, test } from "@jest/globals";
import { createLog } from "../../src/platform/log.js";
import { createRecoveryLog } from "../../src/provisioning/recovery-log.js";

test("only rounds that had work to do are logged, and failures are", () => {
  const lines: string[] = [];
  const { onRound, onError } = createRecoveryLog(
    createLog("info", { write: (line) => void lines.push(line) }),
  );
  onRound({ completed: [], pending: [] });
  expect(lines).toEqual([]);
  onRound({ completed: ["a"], pending: [] });
  onRound({ completed: [], pending: ["b"] });
  onError(new Error("no directory"));
  expect(lines.map((line) => JSON.parse(line).msg)).toEqual([
    "unfinished writes were taken up",
    "unfinished writes were taken up",
    "unfinished writes could not be taken up",
  ]);
});
