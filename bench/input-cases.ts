/** One input of one mutation. */
export interface InputCase {
  readonly mutation: Mutation;
  /** What is at which of its limits; the ordinary request of the mutation when it is `ordinary`. */
  readonly name: string;
  /** @param round goes into values, so that there is something to change */
  readonly input: (subject: Subject, round: number) => object;
}

export type Mutation =
  | "updateUser"
  | "createCognitoUser"
  | "syncNexusIdentity"
  | "linkIdentity"
  | "unlinkIdentity";

/** Someone whom the requests are about. */
export interface Subject {
  readonly auth0UserId: string;
  readonly cognitoSub: string;
  readonly nexusUserId: string;
  readonly userPoolId: string;
}

export const ordinary = "ordinary";

/** Bytes for the value that fills a body of 1,000,000 bytes; the rest fits beside it. */
const wholeBody = 990_000;

const wholeEmail = `${"a.".repeat(wholeBody / 4)}a@${"b.".repeat(wholeBody / 4)}example`;

const text = (length: number, round: number): string => String(round).padEnd(length, "x");

/** So many keys; their values fill the body when `total` is what is left of it. */
function keys(count: number, round: number, total = 0, prefix = "k"): Record<string, string> {
  const length = Math.max(1, Math.floor(total / count) - 20);
  return Object.fromEntries(
    Array.from({ length: count }, (_, index) => [`${prefix}${index}`, text(length, round)]),
  );
}

/** As many keys as a body can hold. */
function shortKeys(round: number): object {
  return Object.fromEntries(Array.from({ length: 100_000 }, (_, index) => [index.toString(36), round]));
}

function list<Item>(length: number, item: (index: number) => Item): readonly Item[] {
  return Array.from({ length }, (_, index) => item(index));
}

function nested(levels: number, round: number): object {
  return levels === 1 ? { k: text(1, round) } : { k: nested(levels - 1, round) };
}

type Part = (round: number) => unknown;

/** What an input of open JSON can be filled with; the first three are accepted, the others are refused. */
const fillings: Readonly<Record<string, Part>> = {
  "1,000 keys": (round) => keys(1_000, round),
  "1,000 keys, whole body": (round) => keys(1_000, round, wholeBody),
  "10 levels, one text, whole body": (round) => ({ ...nested(10, round), text: text(wholeBody, round) }),
  "one key, whole body": (round) => ({ [text(wholeBody, round)]: 1 }),
  "19,000 keys": (round) => keys(19_000, round),
  "100,000 keys": shortKeys,
  "200 lists of 200 lists": (round) => ({ all: list(200, () => list(200, () => list(5, () => round))) }),
};

const openJson: Readonly<Record<string, (value: unknown) => object>> = {
  "auth0.appMetadata.json": (json) => ({ auth0: { appMetadata: { json } } }),
  "auth0.userMetadata.json": (json) => ({ auth0: { userMetadata: { json } } }),
  "auth0.userMetadata.mfaOptIn": (mfaOptIn) => ({ auth0: { userMetadata: { mfaOptIn } } }),
  "auth0.userMetadata.notificationSubscriptions": (notificationSubscriptions) => ({
    auth0: { userMetadata: { notificationSubscriptions } },
  }),
  "auth0.json": (json) => ({ auth0: { json } }),
  "cognito.appMetadata.json": (json) => ({ cognito: { appMetadata: { json } } }),
  "cognito.userMetadata.json": (json) => ({ cognito: { userMetadata: { json } } }),
  "cognito.json": (json) => ({ cognito: { json } }),
  "nexus.json": (json) => ({ nexus: { json } }),
};

const attributes: Part = (round) => keys(60, round, 60 * 2_060, "custom:a");
const groups = (prefix: string) => list(100, (index) => `${prefix}${index}`.padEnd(128, "x"));

/** The user is known by their identity at the provider that the input begins with, and has that one at least. */
const update = (name: string, parts: (round: number) => object): InputCase => ({
  mutation: "updateUser",
  name,
  input: ({ auth0UserId, cognitoSub, nexusUserId }, round) => {
    const byPart: Readonly<Record<string, object>> = { cognito: { cognitoSub }, nexus: { nexusUserId } };
    const [part = ""] = /^\w+/.exec(name) ?? [];
    return { user: byPart[part] ?? { auth0UserId }, ...parts(round) };
  },
});

const create = (name: string, parts: (round: number) => object): InputCase => ({
  mutation: "createCognitoUser",
  name,
  input: ({ userPoolId, auth0UserId }, round) => {
    const email = `new-${auth0UserId.replace(/\W/g, "-")}@example.com`;
    return { realm: userPoolId, email, givenName: "A", familyName: "B", ...parts(round) };
  },
});

const sync = (name: string, parts: (round: number) => object): InputCase => ({
  mutation: "syncNexusIdentity",
  name,
  input: ({ nexusUserId }, round) => ({
    user: { nexusUserId },
    audience: "https://reports.example.com",
    attributes: [{ key: "costCenter", value: String(round) }],
    connection: { connectionId: "district", groups: ["staff"] },
    ...parts(round),
  }),
});

const link = (mutation: "linkIdentity" | "unlinkIdentity", name: string, parts: object): InputCase => ({
  mutation,
  name,
  input: ({ auth0UserId }) => ({
    user: { auth0UserId },
    provider: "AUTH0",
    subject: "auth0|000000000000000000000000",
    ...parts,
  }),
});

export const inputCases: readonly InputCase[] = [
  update(ordinary, (round) => ({
    profile: { nickname: `n${round}` },
    auth0: { appMetadata: { role: `r${round}` } },
  })),
  ...Object.entries(openJson).flatMap(([path, at]) =>
    Object.entries(fillings).map(([name, fill]) => update(`${path}: ${name}`, (round) => at(fill(round)))),
  ),
  update("dry run, auth0.appMetadata.json: 1,000 keys, whole body", (round) => ({
    dryRun: true,
    auth0: { appMetadata: { json: keys(1_000, round, wholeBody) } },
  })),
  update("nexus and auth0: everything at its bound", (round) => ({
    profile: { name: text(200, round), givenName: text(100, round), nickname: text(100, round) },
    auth0: {
      appMetadata: { json: keys(1_000, round, 200_000) },
      userMetadata: {
        json: keys(1_000, round, 200_000),
        notificationSubscriptions: keys(1_000, round, 200_000),
        mfaOptIn: keys(1_000, round, 100_000),
      },
      json: keys(1_000, round, 100_000, "further"),
    },
    nexus: { json: keys(100, round, 100_000) },
  })),
  update("cognito: everything at its bound", (round) => ({
    cognito: {
      appMetadata: { json: keys(1_000, round, 200_000) },
      userMetadata: { json: keys(1_000, round, 200_000) },
      json: attributes(round),
      addGroups: groups("a"),
      removeGroups: groups("r"),
    },
  })),
  update("cognito.json: 60 attributes of 2048 bytes", (round) => ({
    cognito: { json: attributes(round) },
  })),
  update("cognito groups: 100 and 100", () => ({
    cognito: { addGroups: groups("a"), removeGroups: groups("r") },
  })),
  update("cognito groups: 200 and 200", () => ({
    cognito: {
      addGroups: list(200, (index) => `a${index}`),
      removeGroups: list(200, (index) => `r${index}`),
    },
  })),
  update("nexus.json: 100 keys, whole body", (round) => ({ nexus: { json: keys(100, round, wholeBody) } })),
  ...wholeTexts(["email", "name", "picture", "phoneNumber"], (parts) => ({ profile: parts })).map(
    ([name, parts]) => update(`profile.${name}`, () => parts),
  ),
  ...wholeTexts(["email", "name", "picture", "password", "connection", "username"], (parts) => ({
    auth0: parts,
  })).map(([name, parts]) => update(`auth0.${name}`, () => parts)),
  ...wholeTexts(["email", "picture", "password", "realm"], (parts) => ({ cognito: parts })).map(
    ([name, parts]) => update(`cognito.${name}`, () => parts),
  ),
  ...wholeTexts(["picture", "recoveryEmailAddress", "emailVerifySentDate", "username"], (parts) => ({
    nexus: parts,
  })).map(([name, parts]) => update(`nexus.${name}`, () => parts)),
  update("user.email, whole body", () => ({ user: { email: wholeEmail } })),
  update("user.auth0UserId, whole body", () => ({ user: { auth0UserId: text(wholeBody, 1) } })),
  update("idempotencyKey, whole body", () => ({ idempotencyKey: text(wholeBody, 1) })),
  create(ordinary, () => ({})),
  create("json: 60 attributes of 2048 bytes", (round) => ({ json: attributes(round) })),
  create("appMetadata.json: 1,000 keys, whole body", (round) => ({
    appMetadata: { json: keys(1_000, round, wholeBody) },
  })),
  create("userMetadata.json: 1,000 keys, whole body", (round) => ({
    userMetadata: { json: keys(1_000, round, wholeBody) },
  })),
  create("json: 100,000 keys", (round) => ({ json: shortKeys(round) })),
  create("groups: 100", () => ({ groups: groups("g") })),
  ...wholeTexts(
    ["email", "picture", "phoneNumber", "password", "username", "givenName"],
    (parts) => parts,
  ).map(([name, parts]) => create(name, () => parts)),
  sync(ordinary, () => ({})),
  sync("100 attributes of 2048 characters, 100 groups of 250", (round) => ({
    attributes: list(100, (index) => ({ key: `a${index}`.padEnd(250, "x"), value: text(2_048, round) })),
    connection: { connectionId: text(50, 1), groups: list(100, (index) => `g${index}`.padEnd(250, "x")) },
  })),
  sync("200 attributes, whole body", () => ({
    attributes: list(200, (index) => ({ key: `a${index}`, value: text(wholeBody / 200 - 60, 1) })),
  })),
  ...wholeTexts(["audience", "clientUpnKey"], (parts) => parts).map(([name, parts]) =>
    sync(name, () => parts),
  ),
  ...(["linkIdentity", "unlinkIdentity"] as const).flatMap((mutation) => [
    link(mutation, ordinary, {}),
    link(mutation, "texts of 255 characters", { subject: text(255, 1), realm: text(255, 1) }),
    link(mutation, "subject, whole body", { subject: text(wholeBody, 1) }),
    link(mutation, "realm, whole body", { realm: text(wholeBody, 1) }),
  ]),
];

/** A text that fills the body and begins as the field's own form does, for each of the fields. */
function wholeTexts(
  fields: readonly string[],
  at: (parts: Readonly<Record<string, string>>) => object,
): readonly (readonly [name: string, parts: object])[] {
  const formOf: Readonly<Record<string, string>> = {
    email: wholeEmail,
    recoveryEmailAddress: wholeEmail,
    picture: `https://a.example/${"a?b=%20&".repeat(wholeBody / 8)}`,
    phoneNumber: `+${"1".repeat(wholeBody)}`,
  };
  return fields.map((field) => [
    `${field}, whole body`,
    at({ [field]: formOf[field] ?? "x".repeat(wholeBody) }),
  ]);
}
