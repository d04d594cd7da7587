import { valueAt } from "../support/json.js";
import { toViewer } from "./callers.js";
import { type Compared, compare } from "./compare.js";
import { type Finder, finders, isIn, type Role } from "./expectations.js";
import type { AccessTarget, Answer } from "./harness.js";
import { toQuestion } from "./paths.js";
import { people, subject } from "./people.js";

const noFields = { cases: 1, seen: new Set<string>() };

/** Selects every field of the user for one role on one path, and returns the differences between response and table. */
export async function checkCase(target: AccessTarget, role: Role, finder: Finder): Promise<Compared> {
  const { query, variables, path, isFromRouter } = toQuestion(finder, target.selection.text);
  const answer = await target.ask(toViewer(role, isFromRouter), query, variables);
  const found = valueAt(answer.data, path);
  if (isIn(finders[finder], role)) {
    if (found) return compare(found, target.selection.fields, { role, path, errors: answer.errors });
    const violation = `${finder} must find the user, but ${JSON.stringify(answer.errors)}`;
    return { ...noFields, violations: [violation] };
  }
  const actual = toOutcome(answer);
  const expected = toDenial(role, finder);
  const violations = actual === expected ? [] : [`${finder} must give ${expected}, not ${actual}`];
  return { ...noFields, violations };
}

/** The outcome for a role that does not find the user on this path. */
function toDenial(role: Role, finder: Finder): string {
  if (role === "anonymous") return "UNAUTHENTICATED";
  if (finder === "me") return role === "machine" ? "nothing" : "another user";
  if (finder.startsWith("users,")) return "FORBIDDEN";
  return /^(user|reference)/.test(finder) ? "nothing" : "IdentityAccessDenied";
}

/** Whose data the response has; otherwise the codes of its errors, or the type of a mutation's result. */
function toOutcome({ data, errors }: Answer): string {
  const codes = new Set(errors.map(({ extensions }) => String(extensions?.code)));
  const text = JSON.stringify(data);
  if (text.includes(subject.userId)) return "the user";
  const isOther = people.slice(1).some(({ userId }) => text.includes(userId));
  if (isOther) return "another user";
  if (codes.size > 0) return [...codes].join();
  return text.match(/"__typename":"(\w+)"/)?.[1] ?? "nothing";
}
