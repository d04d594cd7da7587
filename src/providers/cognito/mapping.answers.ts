import { z } from "zod";
import type { Call, Gate } from "../../identity/gate.js";
import { type OnUnreadable, parseLeniently } from "../../platform/lenient.js";
import { malformed } from "./errors.js";

type ParseAnswer = <Wire extends z.ZodType>(
  wire: Wire,
  answer: unknown,
  call: Pick<Call, "operation" | "realm">,
) => z.output<Wire>;

/** Throws `malformed` for an answer that is unreadable; values in it that are unreadable are null. */
export function createParseAnswer(gate: Pick<Gate, "noteUnreadable">): ParseAnswer {
  return (wire, answer, { operation, realm }) => {
    const parsed = parseLeniently(wire, answer, (path) => gate.noteUnreadable(realm, path));
    if (parsed === undefined) throw malformed(operation);
    return parsed;
  };
}

const received = z.custom<{ body: unknown }>(
  (response) => typeof response === "object" && response !== null && "body" in response,
);
const stream = z.custom<AsyncIterable<Uint8Array>>(
  (body) => typeof body === "object" && body !== null && Symbol.asyncIterator in body,
);

/** What the SDK turns into dates. For a value that is no number it would discard the whole response. */
const dateMembers: ReadonlySet<string> = new Set([
  "UserCreateDate",
  "UserLastModifiedDate",
  "CreationDate",
  "LastModifiedDate",
]);
const anyOddDate = /"(?:User)?(?:Create|Creation|LastModified)Date"\s*:\s*(?!-?\d|null)/;

/** Makes dates of a wrong form null in a response that the SDK has not parsed yet. */
export async function readDates(response: unknown, onUnreadable: OnUnreadable): Promise<void> {
  const { data: answer } = received.safeParse(response);
  const { data: body } = stream.safeParse(answer?.body);
  if (answer === undefined || body === undefined) return;
  const chunks: Uint8Array[] = [];
  for await (const chunk of body) chunks.push(chunk);
  const bytes = Buffer.concat(chunks);
  answer.body = bytes;
  const text = bytes.toString("utf8");
  if (anyOddDate.test(text)) answer.body = Buffer.from(withoutOddDates(text, onUnreadable));
}

function withoutOddDates(text: string, onUnreadable: OnUnreadable): string {
  try {
    const body = JSON.parse(text, (member, value) => {
      if (!dateMembers.has(member) || value === null || typeof value === "number") return value;
      onUnreadable(member);
      return null;
    });
    return JSON.stringify(body);
  } catch {
    return text; // the SDK reports that it is not JSON
  }
}
