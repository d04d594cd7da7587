import type { LinkedUser } from "../identity/link.js";
import type { SamplePerson } from "./person.js";
import type { Sandbox } from "./sandbox.js";

/** What to try an operation of schema/operations with. */
export interface Example {
  readonly operation: string;
  readonly variables: Readonly<Record<string, unknown>>;
}

/** The operations with variables that name sample people; none while the people who show one case each are missing. */
export function examples({ people }: Sandbox): readonly Example[] {
  const called = (slug: string) => people.find((person) => person.slug === slug);
  const [whole, gone, twoPools] = [called("everywhere"), called("gone-at-cognito"), called("two-pools")];
  if (whole === undefined || gone === undefined || twoPools === undefined) return [];
  const auth0UserId = whole.auth0[0]?.user_id;
  const references = [
    { __typename: "User", id: whole.userId },
    { __typename: "User", auth0UserId },
    { __typename: "User", cognitoSub: twoPools.cognito[1]?.sub },
  ];
  return [
    { operation: "user-profile", variables: { by: { auth0UserId } } },
    { operation: "user-identities", variables: { by: { id: gone.userId } } },
    { operation: "users-by-email", variables: { email: whole.email } },
    { operation: "users", variables: { first: 10 } },
    { operation: "reference-email", variables: { representations: references } },
    {
      operation: "update-user",
      variables: { input: { user: { id: whole.userId }, profile: { nickname: "ada" }, dryRun: true } },
    },
    { operation: "identity-providers", variables: {} },
  ];
}

/** What `GET /sandbox/people` answers. */
export function describeSandbox({ auth0, cognito, nexus, people }: Sandbox): object {
  return {
    providers: { auth0: auth0.origin, cognito: cognito.origin, nexus: nexus.origin },
    people: people.map(describePerson),
  };
}

const seededAtMs = Date.UTC(2026, 0, 1, 9);

/** The users and links of the sample people who are in the directory from the start; links a second apart, in order. */
export function toLinkedUsers(people: readonly SamplePerson[]): readonly LinkedUser[] {
  return people
    .filter(({ links }) => links.length > 0)
    .map(({ userId, links }) => ({
      id: userId,
      createdAt: new Date(seededAtMs),
      links: links.map((link, index) => ({
        ...link,
        userId,
        linkedAt: new Date(seededAtMs + index * 1_000),
        changedAt: null,
      })),
    }));
}

function describePerson({ slug, about, userId, email, auth0, cognito, nexus, links }: SamplePerson): object {
  return {
    slug,
    about,
    email,
    id: links.length > 0 ? userId : null,
    auth0UserIds: auth0.map((record) => record.user_id),
    cognitoSubs: cognito.map(({ poolId, sub }) => ({ userPoolId: poolId, sub })),
    nexusUserIds: nexus.map(({ id }) => id),
    links: links.map(({ provider, realm, subject, evidence }) => ({ provider, realm, subject, evidence })),
  };
}
