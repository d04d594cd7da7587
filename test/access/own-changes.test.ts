import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import { personSeed, toPerson } from "../../src/sandbox/person.js";
import { sandboxRealms } from "../../src/sandbox/realms.js";
import { toAuth0Record, toCognitoRecord } from "../../src/sandbox/records.js";
import type { Execute } from "../support/execute.js";
import { startSubgraph, type TestSubgraph } from "../support/start-subgraph.js";
import { people, stranger } from "./people.js";

/** Has the sub in the second pool that `stranger` has in the first. */
const twin = toPerson(personSeed(4), {
  slug: "twin",
  about: "A sub that belongs to another person in another pool.",
  auth0: [toAuth0Record(personSeed(4))],
  cognito: [
    toCognitoRecord(
      { ...personSeed(4), cognitoSub: personSeed(1).cognitoSub },
      { poolId: sandboxRealms.cognito[1] },
    ),
  ],
});
const sharedSub = stranger.cognito[0]?.sub;

const mutation = `mutation ($input: UpdateUserInput!) { updateUser(input: $input) {
  __typename ... on UpdateUserSuccess { user { id nickname } } ... on IdentityProblem { code }
} }`;

interface Data {
  readonly updateUser: { readonly __typename: string; readonly user?: object };
}

let subgraph: TestSubgraph;
let asStranger: Execute;
let asTwin: Execute;

beforeAll(async () => {
  subgraph = await startSubgraph({ people: [...people, twin] });
  const as = async (sub: string | undefined): Promise<Execute> =>
    subgraph.as({ token: await subgraph.sandbox.issuer.issueAuth0({ sub, permissions: [] }) });
  asStranger = await as(stranger.auth0[0]?.user_id);
  asTwin = await as(twin.auth0[0]?.user_id);
});

afterAll(() => subgraph.close());

async function update(execute: Execute, input: object): Promise<Data["updateUser"]> {
  return (await execute<Data, object>(mutation, { input })).expectData().updateUser;
}

describe("a person", () => {
  test.each([
    ["our id", { id: stranger.userId }],
    ["a subject of their own", { auth0UserId: stranger.auth0[0]?.user_id }],
  ])("changes their own profile, identified by %s", async (_, user) => {
    const updated = await update(asStranger, { user, profile: { nickname: "renamed" } });
    expect(updated).toEqual({
      __typename: "UpdateUserSuccess",
      user: { id: stranger.userId, nickname: "renamed" },
    });
  });

  test.each([
    ["the address", { profile: { email: "mine@example.com" } }],
    ["the phone number", { profile: { phoneNumber: "+15550000009" } }],
    ["a password", { auth0: { password: "Something-Long-1!" } }],
    ["whether sign-in is blocked", { auth0: { isBlocked: false } }],
    ["appMetadata", { auth0: { appMetadata: { role: "admin" } } }],
    ["userMetadata", { cognito: { userMetadata: { siteId: "S-1" } } }],
    ["groups", { cognito: { addGroups: ["editors"] } }],
    ["raw attributes", { cognito: { json: { "custom:role": "admin" } } }],
  ])("cannot change %s, and the rest of that input is not applied", async (_, part) => {
    subgraph.resetCounts();
    const input = { user: { id: stranger.userId }, profile: { nickname: "sly" }, ...part };
    if ("profile" in part) input.profile = { nickname: "sly", ...part.profile };
    expect((await update(asStranger, input)).__typename).toBe("IdentityAccessDenied");
    expect(subgraph.calls()).toEqual({ auth0: 0, cognito: 0, nexus: 0 });
  });

  test("cannot change a person with the same subject in another realm", async () => {
    const input = { user: { cognitoSub: sharedSub }, profile: { nickname: "not mine" } };
    expect((await update(asTwin, input)).__typename).toBe("IdentityAccessDenied");
    const query = "query ($by: UserByInput!) { user(by: $by) { nickname } }";
    const { data } = await subgraph.execute<{ user: object }, object>(query, { by: { id: stranger.userId } });
    expect(data?.user).toEqual({ nickname: "renamed" });
  });

  test("finds their own user by a subject that another person has in another realm", async () => {
    const query = "query ($by: UserByInput!) { user(by: $by) { id } }";
    const { user } = (
      await asTwin<{ user: object }, object>(query, { by: { cognitoSub: sharedSub } })
    ).expectData();
    expect(user).toEqual({ id: twin.userId });
  });
});
