/** Every GraphQL document of the benchmark. The rivals' schema is cut out of the product's by what stands here. */

const profileFields = [
  "email",
  "emailVerified",
  "name",
  "givenName",
  "familyName",
  "nickname",
  "username",
  "picture",
  "phoneNumber",
] as const;

const linkFields = "__typename provider realm subject linkedAt evidence availability";

/** Three identities of 25 fields each, `__typename` included. */
const identityFields = `
  ... on Auth0Identity {
    ${linkFields}
    email emailVerified username phoneNumber phoneNumberVerified name givenName familyName nickname picture isBlocked
    createdAt updatedAt lastLogin loginsCount lastPasswordReset multifactor multifactorLastModified
  }
  ... on CognitoIdentity {
    ${linkFields}
    username isBlocked status createdAt updatedAt email emailVerified phoneNumber phoneNumberVerified name givenName
    familyName middleName nickname preferredUsername picture profile website
  }
  ... on NexusIdentity {
    ${linkFields}
    type username email emailVerified emailVerificationStatusType phoneNumber name givenName familyName nickname picture
    language isActive isMfaDisabled mfaEnrollmentStatus authenticationMethod isBlocked createdAt updatedAt
  }`;

/** What the plain Apollo Server over the vendors' SDKs maps too. */
const fewIdentityFields = `
  __typename
  ... on Auth0Identity { email name }
  ... on CognitoIdentity { username }
  ... on NexusIdentity { name }`;

export const profileQuery = references("Profile", `id ${profileFields.join(" ")}`);
export const identitiesQuery = references("Identities", `id identities { ${identityFields} }`);
export const keysQuery = references("Keys", "id auth0UserId cognitoSub nexusUserId");

export const updateMutation = `mutation Update($input: UpdateUserInput!) {
  updateUser(input: $input) { __typename ... on UpdateUserSuccess { user { id } } }
}`;

/** The documents of the mix, 50 with the mutation. Each has a name and a selection of its own. */
export const mixQueries = {
  /** Any field of anybody. */
  administrator: Array.from({ length: 30 }, (_, index) =>
    references(`Administrator${index}`, `id ${someProfileFields(index)} ${someIdentities(index)}`),
  ),
  /** The caller's own user. */
  self: Array.from({ length: 9 }, (_, index) => {
    const selection = `id ${someProfileFields(index * 3 + 1)} ${someIdentities(index)}`;
    return `query Self${index}($id: ID!) { user(by: { id: $id }) { ${selection} } }`;
  }),
  /** What everybody may see of everybody. */
  limited: Array.from({ length: 10 }, (_, index) =>
    references(`Limited${index}`, ["id name picture", "id name", "picture name id"][index % 3] as string),
  ),
};

export const allDocuments: readonly string[] = [
  profileQuery,
  identitiesQuery,
  keysQuery,
  updateMutation,
  ...Object.values(mixQueries).flat(),
];

function references(name: string, selection: string): string {
  return `query ${name}($representations: [_Any!]!) {
  _entities(representations: $representations) { ... on User { ${selection} } }
}`;
}

/** Another subset for each index, never an empty one. */
function someProfileFields(index: number): string {
  const mask = ((index + 1) * 37) % 511 || 1;
  return profileFields.filter((_, bit) => (mask & (1 << bit)) !== 0).join(" ");
}

function someIdentities(index: number): string {
  return index % 3 === 2 ? `identities { ${fewIdentityFields} }` : "";
}

/** The variables of a query for these users. */
export function toRepresentations(ids: readonly string[]): { readonly representations: readonly object[] } {
  return { representations: ids.map((id) => ({ __typename: "User", id })) };
}

export function toBody(query: string, variables: object): string {
  return JSON.stringify({ query, variables });
}
