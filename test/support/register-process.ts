import type { Registration } from "../../src/directory/directory.js";
import type { StoreLocation } from "../../src/directory/open-directory.js";
import type { LinkedUser } from "../../src/identity/link.js";
import { callInProcesses } from "./directory-process.js";

/** The answers of a batch: each identity's text with its user's id. */
export type RegisteredIds = readonly (readonly [text: string, userId: string])[];

/** Registers in processes of their own, one for each entry. Answers, per process, what each of its batches was told. */
export async function registerInProcesses(
  location: StoreLocation,
  batchesOfEach: readonly (readonly (readonly Registration[])[])[],
): Promise<readonly (readonly RegisteredIds[])[]> {
  const calls = batchesOfEach.map((batches) =>
    batches.map((argument) => ({ of: "directory", method: "register", arguments: [argument] }) as const),
  );
  const answers = (await callInProcesses(location, calls)) as [string, LinkedUser][][][];
  return answers.map((batches) => batches.map((users) => users.map(([text, { id }]) => [text, id] as const)));
}
