import { afterEach, describe, expect, test } from "@jest/globals";
import type { Directory } from "../../../src/directory/directory.js";
import { openDirectory } from "../../../src/directory/open-directory.js";
import { cognito } from "../../../src/providers/cognito/index.js";
import { RetainedWrites } from "../../../src/provisioning/runner.js";
import { plainGates } from "../../support/upstream.js";
import { type CognitoStub, type FirstCreation, startCognitoStub } from "./contract-stub.js";
import { createIn, goodPassword } from "./creations.js";

const pool = "us-east-1_Contract1";
const given = new Set(["email", "email_verified", "given_name", "family_name"]);
const reads = ["DescribeUserPool", "AdminGetUser", "ListUsers"];

let stub: CognitoStub | undefined;
let directory: Directory | undefined;

afterEach(async () => {
  await stub?.close();
  await directory?.close();
});

async function createAt(first: FirstCreation, usernameAttributes: readonly string[]) {
  const running = await startCognitoStub({
    first,
    usernameAttributes,
    isGiven: ({ Name }) => given.has(Name),
  });
  stub = running;
  directory = await openDirectory({ sqliteFile: ":memory:" });
  const variables = {
    COGNITO_USER_POOL_IDS: pool,
    COGNITO_ENDPOINT: running.origin,
    ...{ COGNITO_ACCESS_KEY_ID: "key", COGNITO_SECRET_ACCESS_KEY: "secret" },
  };
  const provider = cognito.connect(variables, plainGates());
  const environment = {
    ...{ directory, providers: [provider], now: () => new Date(), elapsedMs: () => performance.now() },
    ...{ timeoutMs: 5_000, leaseMs: 30_000, maxDeaths: 3, retained: new RetainedWrites() },
  };
  const outcome = await createIn(environment, {
    ...{ realm: pool, email: "grace@example.com", givenName: "Grace", familyName: "Hopper" },
    ...(usernameAttributes.length === 0 && { username: "grace" }),
    ...{ password: goodPassword, groups: ["editors"], isBlocked: true },
  });
  await provider.close();
  const operations = running.calls.map(({ operation }) => operation);
  return { outcome, operations, afterLoss: operations.slice(operations.indexOf("AdminCreateUser") + 1) };
}

describe.each([
  ["user names are free", []],
  ["the address is the user name", ["email"]],
])("by the contract alone, where %s, after a creation without an answer", (_kind, usernameAttributes) => {
  test("no call changes an account that does not show the creation's own mark", async () => {
    const { outcome, afterLoss } = await createAt("lost_before", usernameAttributes);
    expect(afterLoss.filter((operation) => ![...reads, "AdminCreateUser"].includes(operation))).toEqual([]);
    expect(outcome).toMatchObject({ kind: "failed", failure: { kind: "taken" } });
  });

  test("an account that shows it is completed, and only after it was read", async () => {
    const { outcome, afterLoss } = await createAt("lost_after", usernameAttributes);
    expect(outcome).toMatchObject({ kind: "created" });
    expect(afterLoss).toEqual([
      "AdminGetUser",
      "AdminDisableUser",
      "AdminSetUserPassword",
      "AdminAddUserToGroup",
      "AdminGetUser",
      "AdminDeleteUserAttributes",
    ]);
  });
});
