import { afterAll, beforeAll, beforeEach, describe, expect, test } from "@jest/globals";
import type { Fault } from "../../../src/sandbox/faults.js";
import { createPeople } from "../../../src/sandbox/people.js";
import { sandboxRealms } from "../../../src/sandbox/realms.js";
import { personCalled } from "../../support/sample.js";
import { startSubgraph, type TestSubgraph } from "../../support/start-subgraph.js";

const people = createPeople();
const by = (number: number) => ({ id: personCalled(`person-${number}`, people).userId });
/** Sent in every change, and quoted by every answer. */
const canary = "canary-of-mine";
const names = { givenName: canary };

let subgraph: TestSubgraph;
let used = 100;

beforeAll(async () => {
  subgraph = await startSubgraph({ people, timeoutMs: 20_000 });
});
afterAll(() => subgraph.close());
beforeEach(() => subgraph.resetCounts());

const sharedFields = "... on IdentityProblem { code message } ... on IdentityProviderFailed { reason }";
const problemFields = `${sharedFields}
  ... on IdentityChangeRefused { violations { path message } }`;
const outcomeFields = `user { id } outcomes { status problem { ${problemFields} } }`;
const selections = {
  updateUser: `... on UpdateUserSuccess { ${outcomeFields} }
    ... on UpdateUserIncomplete { ${outcomeFields} writeId retryAfterSeconds }`,
  createCognitoUser:
    "... on CreateCognitoUserSuccess { user { id } } ... on IdentityWritePending { writeId retryAfterSeconds }",
  syncNexusIdentity:
    "... on SyncNexusIdentitySuccess { user { id } } ... on IdentityWritePending { writeId retryAfterSeconds }",
};

async function send(name: keyof typeof selections, input: object): Promise<object | null> {
  const type = `${name.charAt(0).toUpperCase()}${name.slice(1)}Input`;
  const text = `mutation ($input: ${type}!) { answer: ${name}(input: $input) { __typename ${selections[name]} ${name === "updateUser" ? sharedFields : problemFields} } }`;
  return (await subgraph.execute<{ answer: object | null }, object>(text, { input })).expectData().answer;
}

type Provider = "auth0" | "cognito" | "nexus";
type Write = (number: number) => Promise<object | null>;

/** Every call that writes: its provider, its operation, and the mutation that makes it. */
const writes: Readonly<Record<string, readonly [Provider, operation: string, Write]>> = {
  "Auth0 UpdateUser": [
    "auth0",
    "UpdateUser",
    (number) => send("updateUser", { user: by(number), auth0: names, idempotencyKey: `key-${number}` }),
  ],
  "Cognito AdminUpdateUserAttributes": [
    "cognito",
    "AdminUpdateUserAttributes",
    (number) => send("updateUser", { user: by(number), cognito: names, idempotencyKey: `key-${number}` }),
  ],
  "Nexus PatchUser": [
    "nexus",
    "PatchUser",
    (number) => send("updateUser", { user: by(number), nexus: names, idempotencyKey: `key-${number}` }),
  ],
  "Cognito AdminCreateUser": [
    "cognito",
    "AdminCreateUser",
    (number) =>
      send("createCognitoUser", {
        ...{ realm: sandboxRealms.cognito[0], email: `table-${number}@example.com`, familyName: "Hopper" },
        ...{ ...names, idempotencyKey: `key-${number}` },
      }),
  ],
  "Nexus SyncUserIdentity": [
    "nexus",
    "SyncUserIdentity",
    (number) =>
      send("syncNexusIdentity", {
        ...{ user: by(number), audience: canary, attributes: [], connection: {} },
        idempotencyKey: `key-${number}`,
      }),
  ],
};

const auth0 = (statusCode: number, message: string) => ({ statusCode, error: "E", message });
const problem = (status: number, title: string, detail: string) => ({
  type: "about:blank",
  status,
  title,
  detail,
});
const cognito = (name: string, message: string) => ({ __type: name, message });

/** What a status means for every call of the provider. */
const refusals: readonly (readonly [Provider, what: string, status: number, body: object, said: string])[] = [
  ["auth0", "400", 400, auth0(400, `Some rule is broken by ${canary}`), "Some rule is broken by"],
  ["auth0", "409", 409, auth0(409, `The user already exists: ${canary}`), "The user already exists"],
  ["nexus", "400 without a field", 400, problem(400, "Bad input", `Not so: ${canary}`), "Bad input Not so"],
  ["nexus", "409", 409, problem(409, "Conflict", `There is a record: ${canary}`), "There is a record"],
  [
    "cognito",
    "InvalidParameterException",
    400,
    cognito("InvalidParameterException", `Not like '${canary}'`),
    "Not like",
  ],
  [
    "cognito",
    "UserLambdaValidationException",
    400,
    cognito("UserLambdaValidationException", "PreSignUp failed"),
    "PreSignUp failed",
  ],
];
const credentials: readonly (readonly [Provider, what: string, status: number, body: object])[] = [
  ["auth0", "401", 401, auth0(401, "Invalid token")],
  ["auth0", "403", 403, auth0(403, "Insufficient scope")],
  ["nexus", "401", 401, problem(401, "Unauthorized", "No token")],
  ["nexus", "403", 403, problem(403, "Forbidden", "Not allowed")],
  ["cognito", "NotAuthorizedException", 400, cognito("NotAuthorizedException", "no")],
  ["cognito", "AccessDeniedException", 400, cognito("AccessDeniedException", "no")],
];
const limits: readonly (readonly [Provider, what: string, status: number, body: object])[] = [
  ["auth0", "429", 429, auth0(429, "Global limit has been reached")],
  ["nexus", "429", 429, problem(429, "Too many requests", "Wait")],
  ["cognito", "TooManyRequestsException", 400, cognito("TooManyRequestsException", "Rate exceeded")],
];
const outages: readonly (readonly [Provider, what: string, status: number, body: object])[] = [
  ["auth0", "500", 500, auth0(500, "no")],
  ["auth0", "503", 503, auth0(503, "no")],
  ["nexus", "500", 500, problem(500, "Error", "no")],
  ["nexus", "503", 503, problem(503, "Error", "no")],
  ["cognito", "InternalErrorException", 500, cognito("InternalErrorException", "no")],
];

/** Each row with each call of its provider. */
function cross<Row extends readonly [Provider, string, ...unknown[]]>(rows: readonly Row[]) {
  return rows.flatMap((row) =>
    Object.entries(writes)
      .filter(([, [provider]]) => provider === row[0])
      .map(([call, write]) => ({ title: `${call}: ${row[1]}`, write, row })),
  );
}

/** The problem of a mutation, or of its only outcome. */
function toProblem(answer: object | null): unknown {
  const { outcomes } = { outcomes: [] as readonly { problem: unknown }[], ...answer };
  return outcomes[0]?.problem ?? answer;
}

/** Meets the fault for as long as it lasts, then sends the same again. */
async function meet(
  [provider, operation, write]: readonly [Provider, string, Write],
  status: number,
  body: object,
) {
  used += 1;
  const fault: Fault = { kind: "status", status, operation, body };
  const { faults } = subgraph.sandbox[provider];
  faults.set(fault);
  const answer = await write(used);
  faults.clear();
  return { problem: toProblem(answer), answer, again: await write(used) };
}

const isDone = expect.objectContaining({ user: expect.anything() });

describe("what a provider refuses is a refusal, in its own words without the values", () => {
  test.each(cross(refusals))("$title", async ({ write, row: [, , status, body, said] }) => {
    const { problem } = await meet(write, status, body);
    expect(problem).toMatchObject({
      code: "CHANGE_REFUSED",
      violations: [expect.objectContaining({ message: expect.stringContaining(said) })],
    });
    expect(JSON.stringify(problem)).not.toContain(canary);
  });
});

describe("wrong credentials of this service are a failure of the provider, and over when they are right", () => {
  test.each(cross(credentials))("$title", async ({ write, row: [, , status, body] }) => {
    const { problem, again } = await meet(write, status, body);
    expect(problem).toMatchObject({ code: "PROVIDER_FAILED", reason: "REFUSED" });
    expect(again).toEqual(isDone);
  });
});

describe("a spent rate limit is not replayed once it is over", () => {
  test.each(cross(limits))("$title", async ({ write, row: [, , status, body] }) => {
    const { problem, again } = await meet(write, status, body);
    expect(problem).toMatchObject({ code: "PROVIDER_FAILED", reason: "THROTTLED" });
    expect(again).toEqual(isDone);
  });
});

describe("after an outage the outcome is unknown, and the same request completes it", () => {
  test.each(cross(outages))("$title", async ({ write, row: [, , status, body] }) => {
    const { answer, again } = await meet(write, status, body);
    expect(answer).toMatchObject({ retryAfterSeconds: expect.any(Number), writeId: expect.any(String) });
    expect(again).toEqual(isDone);
  });
});
