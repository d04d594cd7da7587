import { personSeed, type SamplePerson, toPerson } from "../../src/sandbox/person.js";
import { sandboxRealms } from "../../src/sandbox/realms.js";
import { toAuth0Record, toCognitoRecord, toNexusRecord } from "../../src/sandbox/records.js";

const [staffPool, partnerPool] = sandboxRealms.cognito;
const history = {
  created: "2026-01-01T00:00:00Z",
  createdBy: "admin",
  modified: "2026-02-01T00:00:00Z",
  modifiedBy: "admin",
};

/** A Nexus user as another record refers to one. */
function otherNexusUser(index: number): Record<string, unknown> {
  const seed = personSeed(index);
  const { memberOf: _, ...record } = toNexusRecord(seed);
  return { ...record, recoveryEmailAddress: seed.email, phoneNumber: "+15550000001" };
}

function membership(user: Record<string, unknown>): Record<string, unknown> {
  return {
    id: `1-${String(user.id)}`,
    user,
    userId: user.id,
    organizationId: 1,
    organizationName: "org-1",
    roles: [{ id: "organization-admin", name: "Admin" }],
    ...history,
  };
}

const deployment = {
  id: "deployment-1",
  name: "portal",
  steps: ["prepare"],
  configuration: "{}",
  deploymentTarget: { region: "us" },
  customMetadata: { theme: "blue" },
  readonlyMetadata: { host: "internal" },
  ...history,
};

const subscription = {
  id: "subscription-1",
  type: "Standard",
  details: "negotiated",
  sfLicenseId: "L-1",
  sfContractId: "C-1",
  sfSubscriptionId: "S-1",
  product: { id: "titan" },
  customMetadata: { theme: "blue" },
  readonlyMetadata: { price: 1 },
  logs: ["renewed"],
  applicationDeployments: [deployment],
  ...history,
};

/** The user whom the tests read: every provider has a value for as many fields as it can. */
export const subject: SamplePerson = toPerson(personSeed(0), {
  slug: "subject",
  about: "Everything that a provider can hold.",
  auth0: [
    toAuth0Record(personSeed(0), {
      identities: [
        {
          connection: "district",
          provider: "auth0",
          user_id: personSeed(0).auth0UserId.slice(6),
          isSocial: false,
        },
        {
          connection: "google-oauth2",
          provider: "google-oauth2",
          user_id: "104215",
          isSocial: true,
          profileData: { email: "social@example.org", name: "Social Self", hobby: "chess" },
        },
      ],
    }),
  ],
  cognito: [toCognitoRecord(personSeed(0), { poolId: partnerPool, groups: ["partners"] })],
  nexus: [
    toNexusRecord(personSeed(0), {
      owner: otherNexusUser(7),
      ownerId: personSeed(7).nexusUserId,
      organization: {
        id: 1,
        name: "org-1",
        contact: "Contact Person",
        members: [membership(otherNexusUser(8))],
        subscriptions: [subscription],
        ...history,
      },
      memberOf: [membership(otherNexusUser(0))],
      subscriptions: [subscription],
      applicationDeployments: [deployment],
      customUpns: [
        { id: "upn-1", userId: personSeed(0).nexusUserId, customUpnValue: "person0@corp", ...history },
      ],
      recoveryEmailAddress: "recovery@example.com",
    }),
  ],
});

const atAuth0 = (index: number): Partial<SamplePerson> => ({ auth0: [toAuth0Record(personSeed(index))] });

/** The people whom the other callers signed in as, and one whose identity is not linked yet. */
export const stranger = toPerson(personSeed(1), {
  slug: "stranger",
  about: "Another person.",
  ...atAuth0(1),
  cognito: [toCognitoRecord(personSeed(1), { poolId: staffPool })],
});
export const colleague = toPerson(personSeed(2), {
  slug: "colleague",
  about: "Has permissions.",
  ...atAuth0(2),
});
export const spare = toPerson(personSeed(3), {
  slug: "spare",
  about: "In no directory.",
  ...atAuth0(3),
  links: [],
});

export const people: readonly SamplePerson[] = [subject, stranger, colleague, spare];
