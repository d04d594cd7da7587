import {
  AdminCreateUserCommand,
  type AdminCreateUserCommandInput,
  AdminDeleteUserAttributesCommand,
  AdminDeleteUserCommand,
  AdminGetUserCommand,
  AdminUpdateUserAttributesCommand,
  AliasExistsException,
  DescribeUserPoolCommand,
  InvalidParameterException,
  ListUsersCommand,
  UserNotFoundException,
  UsernameExistsException,
} from "@aws-sdk/client-cognito-identity-provider";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "@jest/globals";
import { aliasPool, emailPool, sandboxPools } from "../../src/sandbox/cognito/pool-plan.js";
import { liftRateLimits } from "../support/emulators.js";
import { attributesOf, type Running, startCognito, toList } from "./cognito-client.js";

const keepingPool = { ...aliasPool, id: "us-east-1_Keeping01", keepsEmailUntilVerified: true };
let running: Running;

beforeAll(async () => {
  running = await startCognito({ pools: [...sandboxPools, emailPool, aliasPool, keepingPool] });
});
beforeEach(() => {
  liftRateLimits(running.emulator);
  running.emulator.seed([]);
});
afterAll(() => running.close());

const get = (pool: { id: string }, Username: string) =>
  running.client.send(new AdminGetUserCommand({ UserPoolId: pool.id, Username }));
const create = async (
  pool: { id: string },
  Username: string,
  attributes: Readonly<Record<string, string>> = {},
  more: Partial<AdminCreateUserCommandInput> = {},
) => {
  const input = { UserPoolId: pool.id, Username, UserAttributes: toList(attributes), ...more };
  return (await running.client.send(new AdminCreateUserCommand({ MessageAction: "SUPPRESS", ...input })))
    .User;
};
const update = (pool: { id: string }, Username: string, attributes: Readonly<Record<string, string>>) =>
  running.client.send(
    new AdminUpdateUserAttributesCommand({
      UserPoolId: pool.id,
      Username,
      UserAttributes: toList(attributes),
    }),
  );

describe("a pool whose usernames are addresses", () => {
  test("stores the sub as username and finds the user by address in any case", async () => {
    const user = await create(emailPool, "Ada@example.com");
    const { sub, email } = attributesOf(user?.Attributes);
    expect(user?.Username).toBe(sub);
    expect(email).toBe("Ada@example.com");
    for (const name of [String(sub), "Ada@example.com", "ada@EXAMPLE.com"]) {
      expect((await get(emailPool, name)).Username).toBe(sub);
    }
    const filter = { UserPoolId: emailPool.id, Filter: 'username = "Ada@example.com"' };
    expect((await running.client.send(new ListUsersCommand(filter))).Users).toEqual([]);
  });

  test("takes no other username, and no other address beside it", async () => {
    await expect(create(emailPool, "ada")).rejects.toBeInstanceOf(InvalidParameterException);
    await expect(create(emailPool, "a@example.com", { email: "b@example.com" })).rejects.toBeInstanceOf(
      InvalidParameterException,
    );
  });

  test("has every address once, verified or not", async () => {
    await create(emailPool, "a@example.com");
    await create(emailPool, "b@example.com");
    await expect(create(emailPool, "A@example.com")).rejects.toBeInstanceOf(UsernameExistsException);
    await expect(update(emailPool, "b@example.com", { email: "A@example.com" })).rejects.toBeInstanceOf(
      AliasExistsException,
    );
  });

  test("follows a changed address, frees the old one, and lets none be deleted", async () => {
    await create(emailPool, "old@example.com");
    await update(emailPool, "old@example.com", { email: "new@example.com", email_verified: "true" });
    expect(attributesOf((await get(emailPool, "new@example.com")).UserAttributes).email).toBe(
      "new@example.com",
    );
    await expect(get(emailPool, "old@example.com")).rejects.toBeInstanceOf(UserNotFoundException);
    await create(emailPool, "old@example.com");
    await expect(update(emailPool, "old@example.com", { email: "" })).rejects.toBeInstanceOf(
      InvalidParameterException,
    );
    const deletion = { UserPoolId: emailPool.id, Username: "old@example.com", UserAttributeNames: ["email"] };
    await expect(running.client.send(new AdminDeleteUserAttributesCommand(deletion))).rejects.toBeInstanceOf(
      InvalidParameterException,
    );
  });
});

describe("a pool whose addresses are aliases", () => {
  const verified = { email: "Ada@example.com", email_verified: "true" };

  test("finds a user by address only while it is verified", async () => {
    await create(aliasPool, "ada", verified);
    expect((await get(aliasPool, "ada@EXAMPLE.com")).Username).toBe("ada");
    await update(aliasPool, "ada", { email_verified: "false" });
    await expect(get(aliasPool, "ada@example.com")).rejects.toBeInstanceOf(UserNotFoundException);
  });

  test("takes no username that looks like an address", async () => {
    await expect(create(aliasPool, "ada@example.com")).rejects.toBeInstanceOf(InvalidParameterException);
  });

  test("refuses a verified address that another user signs in with, but not an unverified one", async () => {
    await create(aliasPool, "ada", verified);
    await expect(create(aliasPool, "bob", verified)).rejects.toBeInstanceOf(AliasExistsException);
    await expect(get(aliasPool, "bob")).rejects.toBeInstanceOf(UserNotFoundException);
    await create(aliasPool, "bob", { email: "ada@example.com" });
    await expect(update(aliasPool, "bob", { email_verified: "true" })).rejects.toBeInstanceOf(
      AliasExistsException,
    );
    expect((await get(aliasPool, "ada@example.com")).Username).toBe("ada");
  });

  test("ForceAliasCreation moves the address to the new user", async () => {
    await create(aliasPool, "ada", verified);
    await create(aliasPool, "bob", verified, { ForceAliasCreation: true });
    expect((await get(aliasPool, "ada@example.com")).Username).toBe("bob");
    expect(attributesOf((await get(aliasPool, "ada")).UserAttributes).email_verified).toBe("false");
  });

  test("an address is free again when its user is gone", async () => {
    await create(aliasPool, "ada", verified);
    await running.client.send(new AdminDeleteUserCommand({ UserPoolId: aliasPool.id, Username: "ada" }));
    expect((await create(aliasPool, "bob", verified))?.Username).toBe("bob");
  });

  test("a pool may keep the old address until the new one is verified", async () => {
    await create(keepingPool, "ada", verified);
    await update(keepingPool, "ada", { email: "new@example.com", given_name: "Ada" });
    expect(attributesOf((await get(keepingPool, "ada")).UserAttributes)).toMatchObject({
      ...verified,
      given_name: "Ada",
    });
    await update(keepingPool, "ada", { email: "new@example.com", email_verified: "true" });
    expect((await get(keepingPool, "new@example.com")).Username).toBe("ada");
  });
});

test("DescribeUserPool tells the kinds of sign-in apart", async () => {
  const describePool = async (pool: { id: string }) =>
    (await running.client.send(new DescribeUserPoolCommand({ UserPoolId: pool.id }))).UserPool;
  expect((await describePool(emailPool))?.UsernameAttributes).toEqual(["email"]);
  expect((await describePool(aliasPool))?.AliasAttributes).toEqual(["email"]);
});
