import type { ChaosPerson } from "./people.js";

/** What the chaos asks of a person; texts that are null without an error are wrong. */
export interface PersonAnswer {
  readonly id: string;
  readonly email: string | null;
  readonly givenName: string | null;
  readonly familyName: string | null;
  readonly phoneNumber: string | null;
  readonly nickname: string | null;
  readonly identities: readonly ProviderIdentityAnswer[];
}

export interface ProviderIdentityAnswer {
  readonly __typename: string;
  readonly provider: string;
  readonly subject: string;
  readonly availability: string;
  readonly unavailableReason: string | null;
  readonly email?: string | null;
  readonly givenName?: string | null;
  readonly familyName?: string | null;
  readonly phoneNumber?: string | null;
  readonly groups?: readonly { readonly name: string }[] | null;
}

export interface SearchAnswer {
  readonly users: readonly PersonAnswer[];
  readonly unanswered: readonly {
    readonly provider: string;
    readonly realm: string;
    readonly reason: string;
  }[];
}

export interface WriteAnswer {
  readonly __typename: string;
  readonly code?: string;
  readonly user?: { readonly id: string };
  readonly outcomes?: readonly OutcomeAnswer[];
}

interface OutcomeAnswer {
  readonly subject: string;
  readonly status: string;
  readonly problem: { readonly code: string } | null;
}

const person = `fragment Person on User {
  id email givenName familyName phoneNumber nickname
  identities {
    __typename
    ... on Identity { provider subject availability unavailableReason }
    ... on Auth0Identity { email givenName familyName }
    ... on CognitoIdentity { email givenName familyName phoneNumber }
    ... on NexusIdentity { email givenName familyName }
  }
}`;

export const operations = {
  references: `query ($representations: [_Any!]!) { _entities(representations: $representations) { ...Person } } ${person}`,
  user: `query ($by: UserByInput!) { user(by: $by) { ...Person identities { ... on CognitoIdentity { groups { name } } } } } ${person}`,
  search: `query ($email: EmailAddress!) { usersByEmail(email: $email) { users { ...Person } unanswered { provider realm reason } } } ${person}`,
  update: `mutation ($input: UpdateUserInput!) { updateUser(input: $input) {
    __typename
    ... on UpdateUserSuccess { user { id } outcomes { subject status problem { code message } } }
    ... on UpdateUserIncomplete { user { id } outcomes { subject status problem { code message } } }
    ... on IdentityProblem { code message }
  } }`,
  create: `mutation ($input: CreateCognitoUserInput!) { createCognitoUser(input: $input) {
    __typename
    ... on CreateCognitoUserSuccess { user { id } identity { subject } }
    ... on IdentityProblem { code message }
    ... on InvalidIdentityInput { violations { path message } }
    ... on IdentityChangeRefused { violations { path message } }
  } }`,
};

/** A key by which the person can be asked for; strangers are known by none but their Auth0 subject. */
export function toKey({ person: { userId, auth0, cognito, nexus } }: ChaosPerson, choice: number): object {
  const keys = [
    { auth0UserId: auth0[0]?.user_id },
    { id: userId },
    { cognitoSub: cognito[0]?.sub },
    { nexusUserId: nexus[0]?.id },
  ];
  return (cognito.length === 0 ? keys[0] : keys[Math.floor(choice * keys.length)]) as object;
}
