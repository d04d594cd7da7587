import { mintUserId, type UserId } from "../identity/ids.js";
import {
  type IdentityKey,
  type Link,
  type LinkEvidence,
  type LinkedUser,
  toIdentityText,
} from "../identity/link.js";
import type { Registration } from "./directory.js";
import { sortLinks } from "./linked-users.js";

/** What must be written for every registration to have a user, and that user by the text of its identity. */
export interface RegistrationPlan {
  readonly newUsers: readonly LinkedUser[];
  readonly newLinks: readonly Link[];
  readonly answers: ReadonlyMap<string, LinkedUser>;
}

/**
 * Decides who owns what; `Directory.register` states the rule. Registrations count in the order given, each seeing
 * those before it.
 *
 * @param known every user who has one of the identities
 */
export function planRegistration(
  registrations: readonly Registration[],
  known: readonly LinkedUser[],
  now: Date,
): RegistrationPlan {
  const owners = new Map<string, UserId>();
  for (const link of known.flatMap((user) => user.links)) owners.set(toIdentityText(link), link.userId);
  const newUserIds: UserId[] = [];
  const newLinks: Link[] = [];

  const mint = (): UserId => {
    const id = mintUserId();
    newUserIds.push(id);
    return id;
  };
  const claim = ({ provider, realm, subject }: IdentityKey, userId: UserId, evidence: LinkEvidence): void => {
    const text = toIdentityText({ provider, realm, subject });
    if (owners.has(text)) return;
    owners.set(text, userId);
    newLinks.push({ provider, realm, subject, userId, evidence, linkedAt: now, changedAt: null });
  };
  for (const { key, evidence, assertedKeys } of registrations) {
    const userId = owners.get(toIdentityText(key)) ?? soleOwner(assertedKeys, owners) ?? mint();
    claim(key, userId, evidence);
    for (const asserted of assertedKeys) claim(asserted, userId, "PROVIDER_ASSERTED");
  }

  const users = joinLinks(
    [...known, ...newUserIds.map((id) => ({ id, createdAt: now, links: [] }))],
    newLinks,
  );
  const answers = registrations.map(({ key }) => {
    const text = toIdentityText(key);
    return [text, users.get(owners.get(text) as UserId) as LinkedUser] as const;
  });
  const newUsers = newUserIds.map((id) => users.get(id) as LinkedUser);
  return { newUsers, newLinks, answers: new Map(answers) };
}

/** The one user whom the identities belong to, or undefined where they belong to several users or to none. */
function soleOwner(keys: readonly IdentityKey[], owners: ReadonlyMap<string, UserId>): UserId | undefined {
  const found = new Set(keys.flatMap((key) => owners.get(toIdentityText(key)) ?? []));
  return found.size === 1 ? [...found][0] : undefined;
}

function joinLinks(users: readonly LinkedUser[], newLinks: readonly Link[]): ReadonlyMap<UserId, LinkedUser> {
  const linksByUser = Map.groupBy(newLinks, (link) => link.userId);
  return new Map(
    users.map((user) => {
      const links = sortLinks([...user.links, ...(linksByUser.get(user.id) ?? [])]);
      return [user.id, { ...user, links }];
    }),
  );
}
