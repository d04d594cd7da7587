import { personSeed, type SamplePerson, toLink, toPerson } from "./person.js";
import { sandboxRealms } from "./realms.js";
import { toAppMetadata, toAuth0Record, toCognitoRecord, toNexusIdentity, toNexusRecord } from "./records.js";

const [staffPool, partnerPool] = sandboxRealms.cognito;

/** Creates the person of one case. Its position in the list is its index, so new cases go to the end. */
type Case = readonly [slug: string, about: string, make: (index: number) => Partial<SamplePerson>];

const everywhere = (index: number): Pick<SamplePerson, "auth0" | "cognito" | "nexus"> => {
  const seed = personSeed(index);
  return { auth0: [toAuth0Record(seed)], cognito: [toCognitoRecord(seed)], nexus: [toNexusRecord(seed)] };
};

/** Linked at all three providers, but deleted at one of them. */
const goneAt = (provider: "auth0" | "cognito" | "nexus") => (index: number) => {
  const whole = everywhere(index);
  return {
    ...whole,
    links: toPerson(personSeed(index), { slug: "", about: "", ...whole }).links,
    [provider]: [],
  };
};

const cases: readonly Case[] = [
  ["everywhere", "One healthy identity at each provider.", everywhere],
  [
    "two-pools",
    "Two Cognito identities, in two user pools.",
    (index) => {
      const other = { ...personSeed(index), cognitoSub: personSeed(index + 100_000).cognitoSub };
      const { cognito, ...rest } = everywhere(index);
      return {
        ...rest,
        cognito: [...cognito, toCognitoRecord(other, { poolId: partnerPool, groups: ["partners"] })],
      };
    },
  ],
  [
    "two-connections",
    "Two Auth0 users, in the connections district and self-signup.",
    (index) => {
      const other = { ...personSeed(index), auth0UserId: personSeed(index + 100_000).auth0UserId };
      const identities = [
        {
          connection: "self-signup",
          provider: "auth0",
          user_id: other.auth0UserId.slice(6),
          isSocial: false,
        },
      ];
      const { auth0, ...rest } = everywhere(index);
      return { ...rest, auth0: [...auth0, toAuth0Record(other, { identities, email_verified: false })] };
    },
  ],
  [
    "blocked-at-auth0",
    "Blocked at Auth0, enabled at Cognito: partly blocked.",
    (index) => ({ ...everywhere(index), auth0: [toAuth0Record(personSeed(index), { blocked: true })] }),
  ],
  [
    "blocked-everywhere",
    "Blocked at Auth0 and disabled at Cognito.",
    (index) => ({
      ...everywhere(index),
      auth0: [toAuth0Record(personSeed(index), { blocked: true })],
      cognito: [toCognitoRecord(personSeed(index), { isEnabled: false })],
    }),
  ],
  [
    "no-metadata",
    "No metadata anywhere, and only an address at Auth0: absent keys, not nulls.",
    (index) => {
      const { user_id, email, created_at, updated_at, identities } = toAuth0Record(personSeed(index));
      const attributes = { email: personSeed(index).email, email_verified: "false" };
      return {
        auth0: [{ user_id, ...(email === undefined ? {} : { email }), created_at, updated_at, identities }],
        cognito: [
          toCognitoRecord(personSeed(index), { attributes, groups: [], status: "FORCE_CHANGE_PASSWORD" }),
        ],
        nexus: [{ id: personSeed(index).nexusUserId }],
      };
    },
  ],
  [
    "unknown-metadata",
    "Metadata with undeclared keys, values of other types than declared, and nested values.",
    (index) => {
      const app = {
        ...toAppMetadata(index),
        admin: true,
        shoeSize: 43,
        nested: { deep: [1, { deeper: null }] },
        titanAuthorized: "true",
      };
      const user = {
        mfaOptIn: { sms: true },
        notificationSubscriptions: { "weekly-report": { channel: "mail" } },
        hobby: "chess",
      };
      return {
        ...everywhere(index),
        auth0: [toAuth0Record(personSeed(index), { app_metadata: app, user_metadata: user })],
        cognito: [withAttributes(index, { "custom:app_metadata": '{"role":', "custom:shoe_size": "43" })],
      };
    },
  ],
  ["gone-at-auth0", "Linked at Auth0, which no longer has the user.", goneAt("auth0")],
  ["gone-at-cognito", "Linked at Cognito, which no longer has the user.", goneAt("cognito")],
  ["gone-at-nexus", "Linked at Nexus, which no longer has the user.", goneAt("nexus")],
  ["auth0-only", "Known at Auth0 alone.", (index) => ({ auth0: [toAuth0Record(personSeed(index))] })],
  ["cognito-only", "Known at Cognito alone.", (index) => ({ cognito: [toCognitoRecord(personSeed(index))] })],
  [
    "nexus-only",
    "Known at Nexus alone, which names no Auth0 identity.",
    (index) => ({ nexus: [toNexusRecord(personSeed(index), { identities: [] })] }),
  ],
  [
    "linked-accounts",
    "An Auth0 user with a second, social account linked into it.",
    (index) => {
      const primary = {
        connection: "district",
        provider: "auth0",
        user_id: personSeed(index).auth0UserId.slice(6),
        isSocial: false,
      };
      const profileData = {
        email: `social${index}@example.org`,
        email_verified: true,
        name: "Social Self",
        phone_verified: false,
      };
      const social = {
        connection: "google-oauth2",
        provider: "google-oauth2",
        user_id: `10${index}4215`,
        isSocial: true,
        profileData,
      };
      return {
        ...everywhere(index),
        auth0: [
          toAuth0Record(personSeed(index), { identities: [primary, social], multifactor: ["guardian"] }),
        ],
      };
    },
  ],
  [
    "service-account",
    "A Nexus user that another Nexus user owns.",
    (index) => {
      const owner = {
        id: personSeed(0).nexusUserId,
        displayName: "Owner",
        emailAddress: personSeed(0).email,
      };
      return {
        nexus: [
          toNexusRecord(personSeed(index), { type: "Service", owner, ownerId: owner.id, identities: [] }),
        ],
      };
    },
  ],
  [
    "shared-email",
    "Another person with the address of `everywhere`, at Cognito's second pool.",
    (index) => ({
      email: personSeed(0).email,
      cognito: [
        { ...withAttributes(index, { email: personSeed(0).email.toUpperCase() }), poolId: partnerPool },
      ],
    }),
  ],
  [
    "just-in-time",
    "At Auth0 and Nexus, but not yet in the directory: registered by the first reference to either subject.",
    (index) => ({
      auth0: [toAuth0Record(personSeed(index))],
      nexus: [toNexusRecord(personSeed(index))],
      links: [],
    }),
  ],
  [
    "just-in-time-cognito",
    "At Cognito, but not yet in the directory.",
    (index) => ({ cognito: [toCognitoRecord(personSeed(index), { poolId: staffPool })], links: [] }),
  ],
  [
    "asserted-later",
    "Linked at Auth0; Nexus says that one of its users is the same person, who is not in the directory yet.",
    (index) => ({
      auth0: [toAuth0Record(personSeed(index))],
      nexus: [toNexusRecord(personSeed(index))],
      links: [toLink("AUTH0", sandboxRealms.auth0, personSeed(index).auth0UserId)],
    }),
  ],
  [
    "other-tenant",
    "A Nexus user whose identity list names a user of an unknown tenant.",
    (index) => {
      const foreign = {
        ...toNexusIdentity(personSeed(index)),
        idpTenantId: 9,
        idpTenantName: "eu-1",
        idpTenantFqdn: "eu.auth0.example",
        azoTenantName: "elsewhere",
        loginDomain: "login.eu.example.com",
      };
      return { nexus: [toNexusRecord(personSeed(index), { identities: [foreign] })] };
    },
  ],
  [
    "long-values",
    "Values at the longest that the contracts allow.",
    (index) => ({
      ...everywhere(index),
      auth0: [
        toAuth0Record(personSeed(index), {
          given_name: "G".repeat(150),
          family_name: "F".repeat(150),
          name: "N".repeat(300),
          nickname: "n".repeat(300),
        }),
      ],
      nexus: [
        toNexusRecord(personSeed(index), {
          displayName: "D".repeat(250),
          givenName: "G".repeat(100),
          familyName: "F".repeat(100),
        }),
      ],
    }),
  ],
];

/** The people who each represent one case, at the start of the sample people. */
export function edgePeople(): readonly SamplePerson[] {
  return cases.map(([slug, about, make], index) =>
    toPerson(personSeed(index), { slug, about, ...make(index) }),
  );
}

function withAttributes(
  index: number,
  changes: Readonly<Record<string, string>>,
): SamplePerson["cognito"][number] {
  const record = toCognitoRecord(personSeed(index));
  return { ...record, attributes: { ...record.attributes, ...changes } };
}
