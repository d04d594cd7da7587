import { afterAll, beforeAll, beforeEach, describe, expect, test } from "@jest/globals";
import type { Emulator } from "../../../src/sandbox/emulator.js";
import type { Fault } from "../../../src/sandbox/faults.js";
import { createPeople } from "../../../src/sandbox/people.js";
import { ReferenceIdentitiesDocument, UserIdentitiesDocument } from "../../generated/operations.js";
import { personCalled } from "../../support/sample.js";
import { startSubgraph, type TestSubgraph } from "../../support/start-subgraph.js";

const people = createPeople();
const whole = personCalled("everywhere", people);

describe("identities", () => {
  let subgraph: TestSubgraph;

  beforeAll(async () => {
    subgraph = await startSubgraph({ people, timeoutMs: 1_000 });
  });
  afterAll(() => subgraph.close());
  beforeEach(() => subgraph.resetCounts());

  const select = async (selection: string, slug = "everywhere") => {
    const query = `query ($id: ID!) { user(by: { id: $id }) { identities${selection} } }`;
    const { user } = (
      await subgraph.execute<{ user: { identities: Record<string, unknown>[] } }, { id: string }>(query, {
        id: personCalled(slug, people).userId,
      })
    ).expectData();
    return user.identities;
  };

  test.each<[string, string, { auth0: number; cognito: number; nexus: number }]>([
    [
      "what the link tells",
      "{ __typename ... on Identity { id provider realm subject linkedAt evidence } }",
      { auth0: 0, cognito: 0, nexus: 0 },
    ],
    [
      "one provider's fields",
      "{ __typename ... on Auth0Identity { email } }",
      { auth0: 1, cognito: 0, nexus: 0 },
    ],
    [
      "link fields of one, own fields of another",
      "{ ... on Auth0Identity { subject } ... on NexusIdentity { language } }",
      { auth0: 0, cognito: 0, nexus: 1 },
    ],
    ["Cognito without groups", "{ ... on CognitoIdentity { status } }", { auth0: 0, cognito: 1, nexus: 0 }],
    [
      "Cognito with groups",
      "{ ... on CognitoIdentity { groups { name } } }",
      { auth0: 0, cognito: 2, nexus: 0 },
    ],
    [
      "whether each can be read",
      "{ ... on Identity { unavailableReason } }",
      { auth0: 1, cognito: 1, nexus: 1 },
    ],
    ["freshness", "{ ... on Identity { availability readAt } }", { auth0: 1, cognito: 1, nexus: 1 }],
    [
      "whether one provider can be read",
      "(providers: [NEXUS]) { ... on Identity { unavailableReason } }",
      { auth0: 0, cognito: 0, nexus: 1 },
    ],
    [
      "fields behind a false @include",
      "{ __typename ... on Auth0Identity { email @include(if: false) } }",
      { auth0: 0, cognito: 0, nexus: 0 },
    ],
    [
      "fields behind a true @skip",
      "{ __typename ... on Auth0Identity @skip(if: true) { email } }",
      { auth0: 0, cognito: 0, nexus: 0 },
    ],
    [
      "no providers at all",
      "(providers: []) { ... on Auth0Identity { email } }",
      { auth0: 0, cognito: 0, nexus: 0 },
    ],
  ])("%s: calls the providers that it needs and no others", async (_name, selection, expected) => {
    await select(selection);
    expect(subgraph.calls()).toEqual(expected);
  });

  test("a fragment spread counts like the fields in it", async () => {
    const query = `query ($id: ID!) { user(by: { id: $id }) { identities { ...Some } } }
      fragment Some on UserIdentity { ...More } fragment More on CognitoIdentity { username }`;
    (await subgraph.execute(query, { id: whole.userId })).expectData();
    expect(subgraph.calls()).toEqual({ auth0: 0, cognito: 1, nexus: 0 });
  });

  type Name = "auth0" | "cognito" | "nexus";
  const typeOf = { auth0: "Auth0Identity", cognito: "CognitoIdentity", nexus: "NexusIdentity" } as const;
  const refusal: Readonly<Record<Name, Fault>> = {
    auth0: { kind: "status", status: 403, body: { statusCode: 403, error: "Forbidden", message: "no" } },
    cognito: { kind: "status", status: 400, body: { __type: "NotAuthorizedException", message: "no" } },
    nexus: { kind: "status", status: 403 },
  };
  const throttle: Readonly<Record<Name, Fault>> = {
    auth0: { kind: "status", status: 429, headers: { "retry-after": "7" } },
    cognito: {
      kind: "status",
      status: 400,
      body: { __type: "TooManyRequestsException", message: "Rate exceeded" },
    },
    nexus: { kind: "status", status: 429, headers: { "retry-after": "7" } },
  };
  const troubles: readonly [string, (name: Name) => Fault, string][] = [
    ["answering 500", () => ({ kind: "status", status: 500 }), "DOWN"],
    ["answering a proxy's page", () => ({ kind: "html", status: 502 }), "DOWN"],
    ["cutting the connection", () => ({ kind: "reset" }), "DOWN"],
    ["answering garbage", () => ({ kind: "garbage" }), "DOWN"],
    ["answering half of it", () => ({ kind: "truncated" }), "DOWN"],
    ["silent", () => ({ kind: "delay_headers", delayMs: 60_000 }), "TIMED_OUT"],
    ["stalling in the body", () => ({ kind: "delay_body", delayMs: 60_000 }), "TIMED_OUT"],
    ["throttling", (name) => throttle[name], "THROTTLED"],
    ["refusing", (name) => refusal[name], "REFUSED"],
  ];
  const cases = (["auth0", "cognito", "nexus"] as const).flatMap((name) =>
    troubles.map(([what, fault, reason]) => ({ name, what, fault: fault(name), reason })),
  );

  test.each(cases)(
    "$name $what: its identities say $reason, all else is whole",
    async ({ name, fault, reason }) => {
      const emulator: Emulator = subgraph.sandbox[name];
      emulator.faults.set(fault);
      const pair = [whole, personCalled("person-40", people)];
      const representations = pair.map(({ userId }) => ({ __typename: "User", id: userId }));
      const result = await subgraph.execute(ReferenceIdentitiesDocument, { representations });
      for (const user of result.expectData()._entities) {
        const types = Object.fromEntries(
          (user?.identities ?? []).map((identity) => [identity.provider, identity.__typename]),
        );
        expect(types).toEqual({ AUTH0: typeOf.auth0, COGNITO: typeOf.cognito, NEXUS: typeOf.nexus });
        const broken = user?.identities?.filter(({ availability }) => availability !== "FRESH");
        expect(broken).toEqual([
          expect.objectContaining({
            ...{ provider: name.toUpperCase(), availability: "UNAVAILABLE" },
            ...{ unavailableReason: reason, email: null, username: null, name: null },
          }),
        ]);
      }
    },
  );

  test("retryAfterSeconds is what the provider said", async () => {
    subgraph.sandbox.nexus.faults.set(throttle.nexus);
    const [nexus] = await select(
      "(providers: [NEXUS]) { ... on Identity { unavailableReason retryAfterSeconds } }",
    );
    expect(nexus).toEqual({ unavailableReason: "THROTTLED", retryAfterSeconds: 7 });
  });

  test.each(["auth0", "cognito", "nexus"])("an identity that %s no longer has is GONE", async (name) => {
    const { userId } = personCalled(`gone-at-${name}`, people);
    const { user } = (await subgraph.execute(UserIdentitiesDocument, { by: { id: userId } })).expectData();
    const states = user?.identities?.map(({ availability }) => availability);
    expect(states?.filter((state) => state !== "FRESH")).toEqual(["GONE"]);
  });

  test("two identities at one provider are two entries", async () => {
    const pools = await select(
      "(providers: [COGNITO]) { ... on CognitoIdentity { realm username } }",
      "two-pools",
    );
    expect(pools.map(({ realm }) => realm)).toEqual(["us-east-1_Staff0001", "us-east-1_Partner01"]);
    const connections = await select(
      "(providers: [AUTH0]) { ... on Auth0Identity { accounts { connection } } }",
      "two-connections",
    );
    expect(connections).toEqual([
      { accounts: [{ connection: "district" }] },
      { accounts: [{ connection: "self-signup" }] },
    ]);
  });

  test("undeclared metadata is not lost, and a member of another type is null", async () => {
    const [auth0] = await select(
      "(providers: [AUTH0]) { ... on Auth0Identity { appMetadata { admin titanAuthorized json } userMetadata { mfaOptIn notificationSubscriptions json } } }",
      "unknown-metadata",
    );
    expect(auth0).toMatchObject({
      appMetadata: {
        admin: null,
        titanAuthorized: true,
        json: { admin: true, shoeSize: 43, nested: { deep: [1, { deeper: null }] } },
      },
      userMetadata: {
        mfaOptIn: { sms: true },
        notificationSubscriptions: { "weekly-report": { channel: "mail" } },
        json: { hobby: "chess" },
      },
    });
  });

  test("tokens of linked accounts are never readable", async () => {
    const fields = await subgraph.execute<{ __type: { fields: { name: string }[] } }, undefined>(
      '{ __type(name: "Auth0Account") { fields { name } } }',
    );
    const names = fields.expectData().__type.fields.map(({ name }) => name);
    expect(names).toEqual(["connection", "userId", "provider", "isSocial", "profileData"]);
  });
});
