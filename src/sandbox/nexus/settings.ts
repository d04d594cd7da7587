/** The settings of this emulator. */
export type NexusSettings = {
  /** Whether this environment has `GET /v1/users`; the contract only assumes it. */
  listUsers: boolean;
  /** Maximum number of rows on a page. */
  maxTop: number;
  /** Reverses the rows of each page. */
  shuffle: boolean;
  /** Repeats the first row of each page at its end. */
  repeat: boolean;
  /** Ids of users that lists leave out, separated by commas. */
  omit: string;
  /** PatchUser answers 204 without a body, which the contract allows as well as 200. */
  patchAnswers204: boolean;
};

export function initialSettings(): NexusSettings {
  return { listUsers: true, maxTop: 100, shuffle: false, repeat: false, omit: "", patchAnswers204: false };
}
