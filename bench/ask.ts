import { isDeepStrictEqual } from "node:util";
import { type Target, toHeaders } from "./load.ts";

export interface Answer {
  readonly data: Readonly<Record<string, unknown>>;
}

/** One request; throws when the response has an error. */
export async function ask(target: Target, body: string): Promise<Answer> {
  const response = await fetch(target.url, { method: "POST", headers: toHeaders(target), body });
  const text = await response.text();
  if (response.status !== 200)
    throw new Error(`${target.url} answered ${response.status}: ${text.slice(0, 500)}`);
  const { data, errors } = JSON.parse(text);
  if (errors !== undefined || !data) throw new Error(`${target.url} answered ${text.slice(0, 500)}`);
  return { data };
}

/** Throws unless the system answers what was expected, member for member. */
export async function expectSame(
  system: string,
  target: Target,
  body: string,
  expected: Answer,
): Promise<void> {
  const { data } = await ask(target, body);
  if (isDeepStrictEqual(data, expected.data)) return;
  const [got, wanted] = [data, expected.data].map((each) => JSON.stringify(each));
  const at = [...(wanted ?? "")].findIndex((character, index) => got?.[index] !== character);
  const around = (text: string | undefined): string => text?.slice(Math.max(0, at - 100), at + 100) ?? "";
  throw new Error(`${system} answers otherwise:\n  ${around(got)}\nnot\n  ${around(wanted)}`);
}
