import type { EmulatorAnswer } from "../exchange.js";
import { type Call, parameter } from "./call.js";
import { userResource } from "./fields.js";
import { partsOf } from "./parts.js";
import { Refusal } from "./problem.js";
import { readOptions } from "./read-options.js";
import { toUserView } from "./view.js";

const maxLengths: Readonly<Record<string, number>> = { azoConnectionId: 50, azoUserId: 250 };

const argument = /\s*(?<name>\w+)\s*=\s*'(?<value>(?:[^']|'')*)'\s*(?:,|$)/y;

/** The user who has this Auth0 user on this connection; the first by id when tenants share both names. */
export function findUserByConnection(call: Call): EmulatorAnswer {
  const { azoConnectionId, azoUserId } = readArguments(parameter(call, "arguments"));
  const options = readOptions(call.request.url.searchParams, userResource);
  const user = call.users
    .findByAzoUserId(azoUserId)
    .find((each) =>
      partsOf(each, "identities").some(
        (identity) => identity.azoUserId === azoUserId && identity.azoConnectionId === azoConnectionId,
      ),
    );
  if (user === undefined) throw new Refusal(404, `No user has ${azoUserId} on ${azoConnectionId}.`);
  return { status: 200, body: toUserView(user, options) };
}

/** Reads two OData string literals, in which a quote is doubled. */
function readArguments(text: string): { readonly azoConnectionId: string; readonly azoUserId: string } {
  const found = new Map<string, string>();
  let position = 0;
  while (position < text.length) {
    argument.lastIndex = position;
    const groups = argument.exec(text)?.groups;
    if (groups === undefined) throw new Refusal(400, "The arguments must have the form name='value'.");
    found.set(groups.name ?? "", (groups.value ?? "").replaceAll("''", "'"));
    position = argument.lastIndex;
  }
  if (found.size !== 2) throw new Refusal(400, "There must be two arguments: azoConnectionId and azoUserId.");
  return {
    azoConnectionId: getArgument(found, "azoConnectionId"),
    azoUserId: getArgument(found, "azoUserId"),
  };
}

function getArgument(found: ReadonlyMap<string, string>, name: string): string {
  const value = found.get(name) ?? "";
  const maxLength = maxLengths[name] ?? 0;
  if (value === "" || value.length > maxLength)
    throw new Refusal(400, `${name}: must have 1 to ${maxLength} characters.`);
  return value;
}
