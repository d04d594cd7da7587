import {
  AdminGetUserCommand,
  CognitoIdentityProviderServiceException,
  ListUsersCommand,
  TooManyRequestsException,
} from "@aws-sdk/client-cognito-identity-provider";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "@jest/globals";
import { Pool } from "../../src/sandbox/cognito/pool.js";
import { aliasPool } from "../../src/sandbox/cognito/pool-plan.js";
import { personSeed } from "../../src/sandbox/person.js";
import { toCognitoRecord } from "../../src/sandbox/records.js";
import { liftRateLimits } from "../support/emulators.js";
import { connect, partnerPool, type Running, staff, staffPool, startCognito } from "./cognito-client.js";

let running: Running;

beforeAll(async () => {
  running = await startCognito();
});
beforeEach(() => {
  liftRateLimits(running.emulator);
  running.emulator.faults.clear();
  running.emulator.clearRequests();
  running.emulator.seed([staff(10)]);
});
afterAll(() => running.close());

const signature =
  "AWS4-HMAC-SHA256 Credential=SANDBOX/20260901/us-east-1/cognito-idp/aws4_request, SignedHeaders=host, Signature=00";

/** Sends a call by hand; undefined headers are left out. */
async function post(operation: string, body: unknown, headers: Record<string, string | undefined> = {}) {
  const all = {
    "content-type": "application/x-amz-json-1.1",
    "x-amz-target": `AWSCognitoIdentityProviderService.${operation}`,
    authorization: signature,
    ...headers,
  };
  const response = await fetch(running.emulator.origin, {
    method: "POST",
    headers: Object.entries(all).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])) as [
      string,
      string,
    ][],
    body: typeof body === "string" ? body : JSON.stringify(body),
  });
  const text = await response.text();
  return { status: response.status, headers: response.headers, text };
}
const get = (UserPoolId: string, Username: string) =>
  running.client.send(new AdminGetUserCommand({ UserPoolId, Username }));

describe("the wire", () => {
  test("an answer is AWS JSON 1.1 with dates in epoch seconds", async () => {
    const answer = await post("AdminGetUser", { UserPoolId: staffPool, Username: "person1" });
    expect(answer.status).toBe(200);
    expect(answer.headers.get("content-type")).toBe("application/x-amz-json-1.1");
    expect(answer.headers.get("x-amzn-requestid")).toMatch(/^[0-9a-f-]{36}$/u);
    expect(JSON.parse(answer.text)).toMatchObject({
      Username: "person1",
      UserCreateDate: Date.UTC(2026, 0, 1, 8) / 1000,
    });
  });

  test.each([
    [
      "AdminGetUser",
      { UserPoolId: staffPool, Username: "nobody" },
      "UserNotFoundException",
      "User does not exist.",
    ],
    [
      "AdminGetUser",
      { UserPoolId: "us-east-1_Nowhere01", Username: "nobody" },
      "ResourceNotFoundException",
      "User pool us-east-1_Nowhere01 does not exist.",
    ],
    [
      "AdminCreateUser",
      { UserPoolId: staffPool, Username: "person1" },
      "UsernameExistsException",
      "User account already exists",
    ],
    [
      "ListUsers",
      { UserPoolId: staffPool, Limit: 61 },
      "InvalidParameterException",
      "1 validation error detected: Value at 'limit' failed to satisfy constraint: Member must have value less than or equal to 60",
    ],
    [
      "AdminCreateUser",
      { UserPoolId: staffPool, UserAttributes: [{ Name: "name", Value: "x".repeat(2049) }] },
      "InvalidParameterException",
      "2 validation errors detected: Value at 'username' failed to satisfy constraint: Member must not be null; Value at 'userAttributes.1.member.value' failed to satisfy constraint: Member must have length less than or equal to 2048",
    ],
    ["AdminGetUser", { UserPoolId: staffPool, Username: 5 }, "SerializationException", "Expected a string."],
    ["AdminGetUser", "{", "SerializationException", "The body is no JSON."],
    ["Nonsense", {}, "UnknownOperationException", "Unknown operation."],
    ["toString", {}, "UnknownOperationException", "Unknown operation."],
  ])("%s %j is refused with %s, byte for byte", async (operation, body, type, message) => {
    const answer = await post(operation, body);
    expect(answer.status).toBe(400);
    expect(answer.headers.get("x-amzn-errortype")).toBe(`${type}:`);
    expect(answer.headers.get("content-type")).toBe("application/x-amz-json-1.1");
    expect(answer.text).toBe(JSON.stringify({ __type: type, message }));
  });

  test("operations without an answer send an empty body", async () => {
    const answer = await post("AdminDeleteUser", { UserPoolId: staffPool, Username: "person1" });
    expect(answer).toMatchObject({ status: 200, text: "" });
  });
});

describe("credentials", () => {
  test.each([
    [undefined, "MissingAuthenticationTokenException"],
    ["Bearer SANDBOX", "IncompleteSignatureException"],
    [signature.replace("SANDBOX", "STRANGER"), "UnrecognizedClientException"],
  ])("%s is refused with %s and costs no quota", async (authorization, type) => {
    const before = running.emulator.quotaStates;
    const answer = await post(
      "AdminGetUser",
      { UserPoolId: staffPool, Username: "person1" },
      { authorization },
    );
    expect(answer.status).toBe(400);
    expect(JSON.parse(answer.text)).toMatchObject({ __type: type });
    expect(running.emulator.quotaStates).toEqual(before);
  });

  test("the SDK sees a stranger's key refused", async () => {
    const stranger = connect(running.emulator.origin, { accessKeyId: "STRANGER", secretAccessKey: "x" });
    const call = stranger.send(new AdminGetUserCommand({ UserPoolId: staffPool, Username: "person1" }));
    const refusal = await call.catch((error: unknown) => error);
    expect(refusal).toBeInstanceOf(CognitoIdentityProviderServiceException);
    expect(refusal).toMatchObject({
      name: "UnrecognizedClientException",
      $metadata: { httpStatusCode: 400 },
    });
    stranger.destroy();
  });
});

describe("quotas", () => {
  test("pools share a category, another category is untouched, and the next second fills it", async () => {
    running.emulator.setQuotas({ UserRead: { capacity: 4, refill: 4, intervalMs: 1000 } });
    for (const pool of [staffPool, staffPool, staffPool]) await get(pool, "person1");
    await expect(get(partnerPool, "person1")).rejects.toMatchObject({ name: "UserNotFoundException" });
    const refusal = await get(staffPool, "person1").catch((error: unknown) => error);
    expect(refusal).toBeInstanceOf(TooManyRequestsException);
    expect(refusal).toMatchObject({ message: "Rate exceeded", $metadata: { httpStatusCode: 400 } });
    await running.client.send(new ListUsersCommand({ UserPoolId: staffPool }));
    running.clock.ms += 1_000;
    expect((await get(staffPool, "person1")).Username).toBe("person1");
  });

  test("every category starts with AWS's calls a second", async () => {
    const fresh = await startCognito();
    const capacities = Object.entries(fresh.emulator.quotaStates).map(([name, { capacity }]) => [
      name,
      capacity,
    ]);
    await fresh.close();
    expect(Object.fromEntries(capacities)).toMatchObject({
      UserRead: 120,
      UserList: 30,
      UserResourceRead: 50,
      UserCreation: 50,
      UserAccountRecovery: 30,
      UserUpdate: 25,
    });
  });

  test.each([
    ["AdminGetUser", "UserRead"],
    ["ListUsers", "UserList"],
    ["ListUsersInGroup", "UserList"],
    ["AdminListGroupsForUser", "UserResourceRead"],
    ["AdminCreateUser", "UserCreation"],
    ["AdminSetUserPassword", "UserAccountRecovery"],
    ["AdminUpdateUserAttributes", "UserUpdate"],
    ["AdminDeleteUserAttributes", "UserUpdate"],
    ["AdminDisableUser", "UserUpdate"],
    ["AdminEnableUser", "UserUpdate"],
    ["AdminDeleteUser", "UserUpdate"],
    ["AdminAddUserToGroup", "UserUpdate"],
    ["AdminRemoveUserFromGroup", "UserUpdate"],
  ])("%s draws on %s", async (operation, quotaClass) => {
    running.emulator.setQuotas({ [quotaClass]: { capacity: 0, refill: 0, intervalMs: 1000 } });
    const answer = await post(operation, { UserPoolId: staffPool, Username: "person1", GroupName: "staff" });
    expect(answer.status).toBe(400);
    expect(answer.text).toBe('{"__type":"TooManyRequestsException","message":"Rate exceeded"}');
    expect(answer.headers.get("x-amzn-errortype")).toBe("TooManyRequestsException:");
  });
});

describe("log and faults", () => {
  test("know a call by AWS's name of the operation", async () => {
    running.emulator.faults.set({ kind: "reset", operation: "AdminGetUser", containing: "person2" });
    await get(staffPool, "person1");
    await expect(get(staffPool, "person2")).rejects.toThrow("socket hang up");
    expect(running.emulator.requests).toEqual([
      { operation: "AdminGetUser", method: "POST", path: "/", status: 200, atMs: running.clock.ms },
      { operation: "AdminGetUser", method: "POST", path: "/", status: 0, atMs: running.clock.ms },
    ]);
  });
});

test("a pool of 100,000 finds a user by any name without looking at the others", () => {
  const pool = new Pool(aliasPool, { now: () => 0, listLagMs: () => 0 });
  const seeds = Array.from({ length: 100_000 }, (_, index) => personSeed(index));
  for (const seed of seeds) pool.load(toCognitoRecord(seed, { poolId: aliasPool.id }));
  for (const { index, cognitoSub, email } of seeds) {
    const user = pool.get(`PERSON${index}`);
    if (pool.get(cognitoSub) !== user || pool.get(email) !== user) throw new Error(`person${index} is lost.`);
    const filter = { attribute: "email", isPrefix: false, value: email };
    const [found] = [...pool.listed.matching(filter, 0)];
    if (found?.[1] !== user) throw new Error(`person${index} isn't listed.`);
  }
  expect(pool.size).toBe(100_000);
});
