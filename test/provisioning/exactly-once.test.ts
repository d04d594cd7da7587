import { ListUsersCommand } from "@aws-sdk/client-cognito-identity-provider";
import { afterEach, beforeEach, describe, expect, test } from "@jest/globals";
import { createPeople } from "../../src/sandbox/people.js";
import { sandboxRealms } from "../../src/sandbox/realms.js";
import { type Sandbox, startSandbox } from "../../src/sandbox/sandbox.js";
import type { CreateCognitoUserInput } from "../generated/operations.js";
import { connect } from "../sandbox/cognito-client.js";
import { sharedStoreKinds, type TestStore } from "../support/directories.js";
import { ownersOf, toStoreVariables } from "../support/mutations.js";
import { startSubgraph, type TestSubgraph } from "../support/start-subgraph.js";

const [staffPool] = sandboxRealms.cognito;
const email = "once@example.com";
const input: CreateCognitoUserInput = {
  realm: staffPool,
  email,
  givenName: "Grace",
  familyName: "Hopper",
  groups: ["editors", "staff"],
  isBlocked: true,
};
/** Reads nothing from a provider, so that what is lost is lost by the write. */
const create = /* GraphQL */ `mutation ($input: CreateCognitoUserInput!) {
  createCognitoUser(input: $input) {
    __typename
    ... on CreateCognitoUserSuccess { user { id cognitoSub } }
    ... on IdentityProblem { code message }
    ... on IdentityExists { field }
  }
}`;

interface Answer {
  readonly __typename: string;
  readonly user?: { readonly id: string; readonly cognitoSub: string };
}

/** Numbers from 0 to 1, the same in every run. */
function seededRandom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}

describe.each(sharedStoreKinds)("createCognitoUser, asked for by many at once, on $name", (kind) => {
  let store: TestStore;
  let sandbox: Sandbox;
  let subgraphs: readonly TestSubgraph[];
  let usersBefore: number;

  beforeEach(async () => {
    store = await kind.create();
    sandbox = await startSandbox({ people: createPeople(30), random: seededRandom(7) });
    const options = { sandbox, variables: toStoreVariables(store.location) };
    const first = await startSubgraph(options);
    subgraphs = [first, await startSubgraph(options)];
    usersBefore = await first.app.directory.countUsers();
  });
  afterEach(async () => {
    await Promise.all(subgraphs.map((subgraph) => subgraph.close()));
    await sandbox.close();
    await store.remove();
  });

  const ask = async (given: CreateCognitoUserInput, caller = 0): Promise<Answer> => {
    const { execute } = subgraphs[caller % subgraphs.length] as TestSubgraph;
    const result = await execute<{ createCognitoUser: Answer }, object>(create, { input: given });
    return result.expectData().createCognitoUser;
  };
  /** Asks again while nothing is decided, as a client does. */
  const askUntilComplete = async (given: CreateCognitoUserInput, caller: number): Promise<Answer> => {
    const answer = await ask(given, caller);
    const isOpen =
      answer.__typename === "IdentityWritePending" || answer.__typename === "IdentityProviderFailed";
    return isOpen ? askUntilComplete(given, caller) : answer;
  };
  const askTogether = (given: CreateCognitoUserInput) =>
    Promise.all(Array.from({ length: 100 }, (_, caller) => askUntilComplete(given, caller)));
  const loseAnswers = () =>
    sandbox.cognito.faults.set(
      { kind: "lost", operation: "AdminCreateUser", times: 1 },
      { kind: "lost", probability: 0.1 },
    );
  /** Exactly one user at Cognito, one user here, and the one linked to the other. */
  const expectOne = async (won: Answer | undefined) => {
    sandbox.cognito.faults.clear();
    const client = connect(sandbox.cognito.origin);
    const query = { UserPoolId: staffPool, Filter: `email = "${email}"` };
    const { Users = [] } = await client.send(new ListUsersCommand(query));
    client.destroy();
    const [subgraph] = subgraphs as [TestSubgraph, TestSubgraph];
    const { id, cognitoSub } = won?.user ?? { id: "", cognitoSub: "" };
    expect(Users.map(({ Attributes }) => Attributes?.find(({ Name }) => Name === "sub")?.Value)).toEqual([
      cognitoSub,
    ]);
    expect(await ownersOf(subgraph, "COGNITO", cognitoSub)).toEqual([id]);
    expect(await subgraph.app.directory.countUsers()).toBe(usersBefore + 1);
    expect(await subgraph.app.directory.journal.listStarted({ limit: 10 })).toEqual([]);
  };

  test("one key, while the first creation and one answer of ten are lost: one user is made, and all 100 hear the same", async () => {
    loseAnswers();
    const answers = await askTogether({ ...input, idempotencyKey: "once" });
    expect(new Set(answers.map((answer) => JSON.stringify(answer))).size).toBe(1);
    expect(answers[0]).toMatchObject({ __typename: "CreateCognitoUserSuccess" });
    expect(sandbox.cognito.requests.some(({ status }) => status === 0)).toBe(true);
    await expectOne(answers[0]);
  });

  test("no key and one user name: one user is made, and the others hear that the name is taken", async () => {
    const answers = await askTogether({ ...input, username: "once" });
    const won = answers.filter(({ user }) => user !== undefined);
    expect(won).toHaveLength(1);
    const taken = expect.objectContaining({ code: "IDENTITY_EXISTS", field: "username" });
    expect(answers.filter((answer) => answer !== won[0])).toEqual(Array(99).fill(taken));
    await expectOne(won[0]);
  });

  test("a key that comes again replays the answer without a call, and is refused with other input", async () => {
    const keyed = { ...input, password: "Correct-horse-7", idempotencyKey: "again" };
    const answer = await ask(keyed);
    sandbox.cognito.clearRequests();
    const { email: _, ...rest } = keyed;
    expect(await ask({ ...rest, email }, 1)).toEqual(answer);
    const conflict = { __typename: "IdentityIdempotencyConflict", code: "IDEMPOTENCY_CONFLICT" };
    expect(await ask({ ...keyed, email: "other@example.com" }, 1)).toMatchObject(conflict);
    expect(await ask({ ...keyed, password: "Correct-horse-8" }, 1)).toMatchObject(conflict);
    const { password: __, ...open } = keyed;
    expect(await ask(open, 1)).toMatchObject(conflict);
    expect(sandbox.cognito.requests).toEqual([]);
    await expectOne(answer);
  });
});
