import { toViewer } from "./callers.js";
import { type Compared, compare } from "./compare.js";
import { type Finder, finders, isIn, type Role } from "./expectations.js";
import type { Answer, Walked } from "./harness.js";
import { toQuestion } from "./paths.js";
import { people, subject } from "./people.js";
import { selectAll } from "./selection.js";

const none = { cases: 1, seen: new Set<string>() };

/** One role on one way to the user, with every field that there is: what the answer and the table disagree on. */
export async function walk(harness: Walked, role: Role, finder: Finder): Promise<Compared> {
  const selection = selectAll(harness.schema, "User");
  const { query, variables, path, isFromRouter } = toQuestion(finder, selection);
  const answer = await harness.ask(toViewer(role, isFromRouter), query, variables);
  const found = path.reduce<unknown>((value, key) => (value as never)?.[key], answer.data) ?? null;
  if (isIn(finders[finder], role)) {
    if (found !== null) return compare(found, selection, { role, path, errors: answer.errors });
    return { ...none, faults: [`${finder} must find the user, but ${JSON.stringify(answer.errors)}`] };
  }
  const heard = hear(answer);
  const expected = toRefusal(role, finder);
  return { ...none, faults: heard === expected ? [] : [`${finder} must hear ${expected}, not ${heard}`] };
}

/** What somebody hears who does not get there. */
function toRefusal(role: Role, finder: Finder): string {
  if (role === "anonymous") return "UNAUTHENTICATED";
  if (finder === "me") return role === "machine" ? "nothing" : "another";
  if (finder.startsWith("users,")) return "FORBIDDEN";
  return /^(user|reference)/.test(finder) ? "nothing" : "Forbidden";
}

/** Whose data came; otherwise the code of the errors, or the type of a mutation's answer. */
function hear({ data, errors }: Answer): string {
  const codes = new Set(errors.map(({ extensions }) => String(extensions?.code)));
  const text = JSON.stringify(data);
  if (text.includes(subject.userId)) return "the user";
  const isOther = people.slice(1).some(({ userId }) => text.includes(userId));
  if (isOther) return "another";
  if (codes.size > 0) return [...codes].join();
  return text.match(/"__typename":"(\w+)"/)?.[1] ?? "nothing";
}
