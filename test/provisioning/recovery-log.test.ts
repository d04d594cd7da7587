import { expect, test } from "@jest/globals";
import { createLog } from "../../src/platform/log.js";
import { createRecoveryLog } from "../../src/provisioning/recovery-log.js";

test("only rounds that had work to do are logged, and failures are", () => {
  const lines: string[] = [];
  const { onRound, onError } = createRecoveryLog(
    createLog("info", { write: (line) => void lines.push(line) }),
  );
  onRound({ completed: [], pending: [], failed: [] });
  expect(lines).toEqual([]);
  onRound({ completed: ["a"], pending: [], failed: [] });
  onRound({ completed: [], pending: ["b"], failed: [] });
  onRound({ completed: [], pending: [], failed: [{ writeId: "c", error: new Error("a bug") }] });
  onError(new Error("no directory"));
  expect(lines.map((line) => JSON.parse(line))).toMatchObject([
    { msg: "unfinished writes were resumed", completed: ["a"] },
    { msg: "unfinished writes were resumed", pending: ["b"] },
    { msg: "an unfinished write could not be resumed", writeId: "c" },
    { msg: "unfinished writes could not be looked for" },
  ]);
});
