import { readFile } from "node:fs/promises";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "@jest/globals";
import { print } from "graphql";
import { createPeople } from "../../../src/sandbox/people.js";
import { sandboxRealms } from "../../../src/sandbox/realms.js";
import { mutationDocuments, mutationsOf, noCalls, writingCalls } from "../../support/mutations.js";
import { openJsonInputs } from "../../support/open-json.js";
import { personCalled } from "../../support/sample.js";
import { startSubgraph, type TestSubgraph } from "../../support/start-subgraph.js";

const people = createPeople();
const user = { id: personCalled("person-30", people).userId };
const [realm = ""] = sandboxRealms.cognito;
const newUser = { realm, email: "nils@example.com", givenName: "Nils", familyName: "Holm" };

let subgraph: TestSubgraph;

beforeAll(async () => {
  subgraph = await startSubgraph({ people });
});
afterAll(() => subgraph.close());
beforeEach(() => subgraph.resetCounts());

/** Keys that count in total, and how deep they may lie. */
const plain = { keys: 1_000, depth: 10 };
const attributes = { keys: 60, depth: 1 };
const fewer = { keys: 100, depth: 10 };

/** Every place of every mutation's input that takes JSON of any form, with its bounds. */
const inputs = {
  "updateUser.auth0.appMetadata.json": plain,
  "updateUser.auth0.userMetadata.mfaOptIn": plain,
  "updateUser.auth0.userMetadata.notificationSubscriptions": plain,
  "updateUser.auth0.userMetadata.json": plain,
  "updateUser.auth0.json": plain,
  "updateUser.cognito.appMetadata.json": plain,
  "updateUser.cognito.userMetadata.mfaOptIn": plain,
  "updateUser.cognito.userMetadata.notificationSubscriptions": plain,
  "updateUser.cognito.userMetadata.json": plain,
  "updateUser.cognito.json": attributes,
  "updateUser.nexus.json": fewer,
  "createCognitoUser.appMetadata.json": plain,
  "createCognitoUser.userMetadata.mfaOptIn": plain,
  "createCognitoUser.userMetadata.notificationSubscriptions": plain,
  "createCognitoUser.userMetadata.json": plain,
  "createCognitoUser.json": attributes,
} as const;

const places = Object.keys(inputs) as (keyof typeof inputs)[];
const cases = places.map((place) => [place, inputs[place]] as const);

test("the list has every input that takes JSON of any form", async () => {
  const sdl = await readFile(new URL("../../../schema/subgraph.graphql", import.meta.url), "utf8");
  expect([...places].sort()).toEqual(openJsonInputs(sdl));
});

describe("an input with more keys than its bound is refused as a violation that names path and rule", () => {
  test.each(cases)("%s with 12,000 keys", async (place, { keys }) => {
    expect(await violationsOf(place, keysOf(12_000))).toContainEqual(tooManyKeys(place, keys));
    expect(writingCalls(subgraph.sandbox)).toEqual(noCalls);
  });

  test.each(cases)("%s with one more than may be", async (place, { keys }) => {
    expect(await violationsOf(place, keysOf(keys + 1))).toContainEqual(tooManyKeys(place, keys));
  });

  test.each(cases)("%s with as many as may be is not refused for that", async (place, { keys }) => {
    const violations = await violationsOf(place, keysOf(keys));
    expect(violations.filter(({ constraint }) => constraint === "maxKeys")).toEqual([]);
  });

  test("keys of inner objects and entries of lists count", async () => {
    const value = { list: Array.from({ length: 150 }, () => ({ one: 1, two: 2, three: [3, 4, 5] })) };
    const place = "updateUser.auth0.appMetadata.json";
    expect(await violationsOf(place, value)).toEqual([tooManyKeys(place, 1_000)]);
  });

  test("and with every other rule that it breaks", async () => {
    const place = "updateUser.auth0.appMetadata.json";
    const input = inputFor(place, keysOf(12_000));
    const auth0 = { ...(input.auth0 as object), name: "" };
    expect(await answeredViolations("updateUser", { ...input, auth0 })).toEqual(
      expect.arrayContaining([tooManyKeys(place, 1_000), expect.objectContaining({ path: "auth0.name" })]),
    );
  });
});

describe("an input that is nested deeper than its bound is refused", () => {
  test.each(cases)("%s", async (place, { depth }) => {
    expect(await violationsOf(place, nested(depth + 1))).toContainEqual({
      path: pathOf(place),
      constraint: "maxDepth",
      message: expect.stringContaining(`must have ${depth} level`),
    });
  });

  test.each(cases)("%s, not when it is as deep as may be", async (place, { depth }) => {
    const violations = await violationsOf(place, nested(depth));
    expect(violations.filter(({ constraint }) => constraint === "maxDepth")).toEqual([]);
  });
});

describe("a whole number that loses digits is refused", () => {
  test.each(cases)("%s", async (place) => {
    expect(await violationsOf(place, { locale: 2 ** 53 })).toContainEqual({
      path: pathOf(place),
      constraint: "exactNumbers",
      message: expect.stringContaining("send it as a string"),
    });
  });

  test.each(cases)("%s, not the largest exact one, nor a fraction", async (place) => {
    for (const locale of [Number.MAX_SAFE_INTEGER, Number.MIN_SAFE_INTEGER, 0.1]) {
      const violations = await violationsOf(place, { locale });
      expect(violations.filter(({ constraint }) => constraint === "exactNumbers")).toEqual([]);
    }
  });
});

describe("metadata at its bounds", () => {
  test("is written as it was sent", async () => {
    const json = { ...keysOf(988), inner: nested(9) };
    const { updateUser } = mutationsOf(subgraph);
    expect(await updateUser({ user, auth0: { appMetadata: { json } } })).toMatchObject({
      outcomes: [{ provider: "AUTH0", status: "APPLIED" }],
    });
    const answer = await subgraph.execute(
      "query ($by: UserByInput!) { user(by: $by) { identities(providers: [AUTH0]) { ... on Auth0Identity { appMetadata { json } } } } }",
      { by: user },
    );
    expect(answer.expectData()).toMatchObject({ user: { identities: [{ appMetadata: { json } }] } });
  });
});

describe("keys that JavaScript treats specially", () => {
  const send = (json: string) =>
    subgraph.execute<{ updateUser: object }, object>(
      `mutation ($user: UserByInput!) { updateUser(input: { user: $user, auth0: { userMetadata: { json: ${json} } } }) {
        ... on UpdateUserSuccess { outcomes { status } }
        ... on InvalidIdentityInput { violations { path constraint } }
      } }`,
      { user },
    );

  test.each(["constructor", "prototype"])("%s is refused", async (key) => {
    const { updateUser } = (await send(`{ ${key}: { isPolluted: true } }`)).expectData();
    expect(updateUser).toEqual({ violations: [{ path: "auth0.userMetadata.json", constraint: "noneOf" }] });
  });

  test("constructor further down is data like any other", async () => {
    const { updateUser } = (await send('{ inner: { constructor: { isPolluted: "x" } } }')).expectData();
    expect(updateUser).toEqual({ outcomes: [{ status: "APPLIED" }] });
    expect("isPolluted" in {}).toBe(false);
  });

  test.each(["{ __proto__: { isPolluted: true } }", "{ inner: [{ __proto__: { isPolluted: true } }] }"])(
    "__proto__ is refused at any depth: %s",
    async (json) => {
      const { updateUser } = (await send(json)).expectData();
      const refusal = { path: "auth0.userMetadata.json", constraint: "plainKeys" };
      expect(updateUser).toEqual({ violations: [refusal] });
      expect("isPolluted" in {}).toBe(false);
    },
  );

  test("__proto__ in a variable is malformed JSON", async () => {
    const json = JSON.parse('{ "inner": [{ "__proto__": { "isPolluted": true } }] }');
    const input = inputFor("updateUser.auth0.userMetadata.json", json);
    const answer = await subgraph.execute(print(mutationDocuments.updateUser), { input });
    expect(answer.status).toBe(400);
    answer.expectError("BAD_REQUEST");
  });
});

interface Violation {
  readonly path: string;
  readonly constraint: string;
  readonly message: string;
}

async function violationsOf(place: string, value: object): Promise<readonly Violation[]> {
  const [mutation = ""] = place.split(".");
  return answeredViolations(mutation, inputFor(place, value));
}

interface Refused {
  readonly violations?: readonly Violation[];
}

/** Empty when the mutation does not refuse the input. */
async function answeredViolations(mutation: string, input: object): Promise<readonly Violation[]> {
  const operation = print(mutationDocuments[mutation as keyof typeof mutationDocuments]);
  const result = await subgraph.execute<Readonly<Record<string, Refused>>, object>(operation, { input });
  return result.expectData()[mutation]?.violations ?? [];
}

/** The least input that has the value at the place; a dry run where there is one. */
function inputFor(place: string, value: object): Record<string, unknown> {
  const [mutation, ...path] = place.split(".");
  const own = path.reduceRight<unknown>((inner, name) => ({ [name]: inner }), value) as object;
  return mutation === "updateUser" ? { user, dryRun: true, ...own } : { ...newUser, ...own };
}

function pathOf(place: string): string {
  return place.slice(place.indexOf(".") + 1);
}

function tooManyKeys(place: string, keys: number): unknown {
  return {
    path: pathOf(place),
    constraint: "maxKeys",
    message: expect.stringContaining(`must have ${keys.toLocaleString("en")} keys`),
  };
}

function keysOf(count: number): Record<string, string> {
  return Object.fromEntries(Array.from({ length: count }, (_, index) => [`custom:k${index}`, "x"]));
}

/** An object in an object, and so on: so many levels of them. */
function nested(levels: number): object {
  return levels === 1 ? { k: "x" } : { k: nested(levels - 1) };
}
