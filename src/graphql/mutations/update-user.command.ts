import type { JsonObject } from "../../identity/app-metadata.js";
import { toChangedFields } from "../../identity/changed-fields.js";
import { type LinkedUser, type ProviderName, toIdentityKey, toIdentityText } from "../../identity/link.js";
import { type Provider, toPartName } from "../../identity/provider.js";
import type { ProfileChange, Secrets } from "../../identity/writer.js";
import { profileChange } from "../../provisioning/handlers/update-user.journal.js";
import type { RequestedUpdate } from "../../provisioning/handlers/update-user.js";
import { splitSecrets } from "../inputs/write.js";
import type { GraphContext } from "../schema/context.js";
import {
  type IdentityInputViolation,
  IdentityNotFound,
  IdentityProblem,
  InvalidIdentityInput,
} from "./problems.js";
import type { UpdateUserInput } from "./update-user.types.js";

/** What an update changes at each identity, with the passwords separate. */
export interface UpdateUserCommand {
  readonly requested: readonly RequestedUpdate[];
  /** The input as sent, independent of the user's current identities; identifies a repeated request. */
  readonly input: JsonObject;
  readonly secrets: Secrets;
  /** Names for the audit, such as auth0.isBlocked. */
  readonly fields: readonly string[];
}

/** A provider's own part of the input and the identity that it changes. */
interface OwnPart {
  readonly provider: ProviderName;
  readonly identity: string;
  readonly plain: JsonObject;
  readonly secrets: Secrets;
}

/** Each own part goes to one identity; an identity without one gets the profile alone. */
export function toUpdateUserCommand(
  input: UpdateUserInput,
  user: LinkedUser,
  { setup: { registry }, access }: Pick<GraphContext, "setup" | "access">,
): UpdateUserCommand | IdentityProblem {
  const hidesMetadata = !access.hasLevelFor(user, "metadata");
  const profile = profileChange.parse(dropUndefined(input.profile ?? {}));
  const parts = toOwnParts(input, user, registry);
  if (parts instanceof IdentityProblem) return parts;
  const hasProfile = Object.keys(profile).length > 0;
  if (!hasProfile && !parts.some((part) => namesChange(part, registry)))
    return InvalidIdentityInput.of([noChange]);
  const requested = user.links.flatMap((link): RequestedUpdate[] => {
    const own = parts.find(({ identity }) => identity === toIdentityText(link))?.plain;
    if (!hasProfile && own === undefined) return [];
    const change = { profile, ...(own && { own, ...(hidesMetadata && { hidesMetadata }) }) };
    const options = registry.find(({ name }) => name === link.provider)?.updateOptions ?? [];
    return [{ key: toIdentityKey(link), change, fields: toChangedFields(change, options) }];
  });
  const secrets: Secrets = Object.fromEntries(parts.flatMap((part) => Object.entries(part.secrets)));
  const sent = Object.fromEntries(parts.map(({ provider, plain }) => [toPartName(provider), plain]));
  return {
    requested,
    input: { userId: user.id, asked: { profile, ...sent } },
    secrets,
    fields: toFieldNames(profile, requested),
  };
}

const noChange: IdentityInputViolation = {
  path: "input",
  constraint: "namesChange",
  message: "input must name a change, in profile or in the part of a provider",
};

/** Whether the part has a field besides those that say at which account, or how. */
function namesChange({ provider, plain }: OwnPart, registry: readonly Provider[]): boolean {
  const options = registry.find(({ name }) => name === provider)?.updateOptions ?? [];
  return Object.keys(plain).some((field) => !options.includes(field));
}

/** Every part that names one identity of the user, or the problem of the parts that do not. */
function toOwnParts(
  input: UpdateUserInput,
  user: LinkedUser,
  registry: readonly Provider[],
): readonly OwnPart[] | IdentityProblem {
  const given = new Map<string, unknown>(Object.entries(input));
  const parts: OwnPart[] = [];
  const violations: IdentityInputViolation[] = [];
  for (const provider of registry) {
    const part = given.get(toPartName(provider.name));
    if (typeof part !== "object" || part === null) continue;
    const links = findLinks({ ...part }, provider, user);
    const [link] = links;
    if (link === undefined) return IdentityNotFound.at({ provider: provider.name });
    if (links.length > 1) violations.push(toAmbiguous(provider.name, links.length));
    parts.push({
      provider: provider.name,
      identity: toIdentityText(link),
      ...splitSecrets(provider.name, part),
    });
  }
  return violations.length > 0 ? InvalidIdentityInput.of(violations) : parts;
}

/** The user's identities at the provider that have the realm and the subject that the part names, if it names any. */
function findLinks(part: JsonObject, { name }: Provider, user: LinkedUser): LinkedUser["links"] {
  const { subject, realm } = part;
  return user.links.filter(
    (link) =>
      link.provider === name &&
      (subject === undefined || subject === null || subject === link.subject) &&
      (realm === undefined || realm === null || realm === link.realm),
  );
}

function toAmbiguous(name: ProviderName, count: number): IdentityInputViolation {
  const path = `${toPartName(name)}.subject`;
  const message = `${path} must name one of the user's ${count} identities`;
  return { path, constraint: "required", message };
}

function toFieldNames(profile: ProfileChange, requested: readonly RequestedUpdate[]): readonly string[] {
  const own = requested.flatMap(({ key, change }) =>
    Object.keys(change.own ?? {}).map((field) => `${toPartName(key.provider)}.${field}`),
  );
  return [...Object.keys(profile).map((field) => `profile.${field}`), ...own];
}

/** An input class defines every field, those that were not sent too. */
function dropUndefined(input: object): JsonObject {
  return Object.fromEntries(Object.entries(input).filter(([, value]) => value !== undefined));
}
