import {
  AdminAddUserToGroupCommand,
  AdminCreateUserCommand,
  type AdminCreateUserCommandInput,
  AdminDeleteUserAttributesCommand,
  AdminDeleteUserCommand,
  AdminDisableUserCommand,
  AdminEnableUserCommand,
  AdminGetUserCommand,
  AdminListGroupsForUserCommand,
  AdminRemoveUserFromGroupCommand,
  AdminUpdateUserAttributesCommand,
  CreateGroupCommand,
  DescribeUserPoolCommand,
  GroupExistsException,
  InvalidParameterException,
  LimitExceededException,
  ListUsersInGroupCommand,
  ResourceNotFoundException,
  UserNotFoundException,
} from "@aws-sdk/client-cognito-identity-provider";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "@jest/globals";
import { strictPool } from "../../src/sandbox/cognito/pool-plan.js";
import { personSeed } from "../../src/sandbox/person.js";
import { liftRateLimits } from "../support/emulators.js";
import { attributesOf, type Running, staff, staffPool, startCognito, toList } from "./cognito-client.js";

let running: Running;

beforeAll(async () => {
  running = await startCognito();
});
beforeEach(() => {
  liftRateLimits(running.emulator);
  running.emulator.seed([staff(10)]);
});
afterAll(() => running.close());

const ofUser = (Username: string) => ({ UserPoolId: staffPool, Username });
const get = (Username: string) => running.client.send(new AdminGetUserCommand(ofUser(Username)));
const attributesNow = async (Username: string) => attributesOf((await get(Username)).UserAttributes);
const create = (input: Partial<AdminCreateUserCommandInput>) =>
  running.client.send(
    new AdminCreateUserCommand({
      UserPoolId: staffPool,
      Username: "newcomer",
      MessageAction: "SUPPRESS",
      ...input,
    }),
  );
const update = (attributes: Readonly<Record<string, string>>, Username = "person1") =>
  running.client.send(
    new AdminUpdateUserAttributesCommand({ ...ofUser(Username), UserAttributes: toList(attributes) }),
  );

describe("attributes", () => {
  test("an update keeps what it doesn't name, and an empty value deletes", async () => {
    const before = await attributesNow("person1");
    running.clock.ms += 5_000;
    await update({ given_name: "Renamed", phone_number: "", "custom:shoe_size": "43" });
    const { phone_number: _gone, ...kept } = before;
    expect(await attributesNow("person1")).toEqual({
      ...kept,
      given_name: "Renamed",
      "custom:shoe_size": "43",
    });
    expect((await get("person1")).UserLastModifiedDate).toEqual(new Date(running.clock.ms));
  });

  test("a new address is unverified unless the update says otherwise", async () => {
    await update({ email: "other@example.com" });
    expect(await attributesNow("person1")).toMatchObject({
      email: "other@example.com",
      email_verified: "false",
    });
    await update({ email: "third@example.com", email_verified: "true" });
    expect(await attributesNow("person1")).toMatchObject({
      email: "third@example.com",
      email_verified: "true",
    });
    await update({ email_verified: "false" });
    expect(await attributesNow("person1")).toMatchObject({
      email: "third@example.com",
      email_verified: "false",
    });
  });

  test("a user without an address can't be verified, and a deleted address isn't verified", async () => {
    await update({ email: "" });
    expect(await attributesNow("person1")).not.toHaveProperty("email_verified");
    await expect(update({ email_verified: "true" })).rejects.toBeInstanceOf(InvalidParameterException);
  });

  test.each([
    [{ "custom:nowhere": "1" }],
    [{ "custom:toString": "1" }],
    [{ nowhere: "1" }],
    [{ sub: "5" }],
    [{ "custom:badge_number": "2" }],
    [{ email: "no address" }],
    [{ "custom:app_metadata": "x".repeat(2049) }],
  ])("changes nothing when one attribute is refused: %j", async (attributes) => {
    const before = await attributesNow("person1");
    await expect(update({ given_name: "Changed", ...attributes })).rejects.toBeInstanceOf(
      InvalidParameterException,
    );
    expect(await attributesNow("person1")).toEqual(before);
  });

  test("an immutable attribute can be set at creation", async () => {
    const { User } = await create({ UserAttributes: toList({ "custom:badge_number": "1" }) });
    expect(attributesOf(User?.Attributes)).toMatchObject({ "custom:badge_number": "1" });
  });

  test("AdminDeleteUserAttributes removes declared attributes only", async () => {
    const remove = (...UserAttributeNames: string[]) =>
      running.client.send(new AdminDeleteUserAttributesCommand({ ...ofUser("person1"), UserAttributeNames }));
    await remove("email", "custom:user_metadata");
    const left = await attributesNow("person1");
    for (const name of ["email", "email_verified", "custom:user_metadata"]) {
      expect(left).not.toHaveProperty([name]);
    }
    for (const name of ["sub", "custom:nowhere"]) {
      await expect(remove(name)).rejects.toBeInstanceOf(InvalidParameterException);
    }
  });

  test("an unknown user is refused", async () => {
    await expect(update({ name: "x" }, "nobody")).rejects.toBeInstanceOf(UserNotFoundException);
  });
});

describe("access and deletion", () => {
  test("disabling and enabling leave the status alone", async () => {
    await running.client.send(new AdminDisableUserCommand(ofUser("person1")));
    expect(await get("person1")).toMatchObject({ Enabled: false, UserStatus: "CONFIRMED" });
    await running.client.send(new AdminEnableUserCommand(ofUser("person1")));
    expect(await get("person1")).toMatchObject({ Enabled: true, UserStatus: "CONFIRMED" });
  });

  test("a deleted user is gone by every name and from the groups, and the username is free", async () => {
    await running.client.send(new AdminDeleteUserCommand(ofUser(personSeed(5).cognitoSub)));
    for (const name of ["person5", personSeed(5).cognitoSub]) {
      await expect(get(name)).rejects.toBeInstanceOf(UserNotFoundException);
    }
    const members = await running.client.send(
      new ListUsersInGroupCommand({ UserPoolId: staffPool, GroupName: "editors" }),
    );
    expect(members.Users?.map(({ Username }) => Username)).toEqual(["person0"]);
    expect(attributesOf((await create({ Username: "person5" })).User?.Attributes).sub).not.toBe(
      personSeed(5).cognitoSub,
    );
  });

  test("deleting, disabling and enabling need a user who exists", async () => {
    const nobody = ofUser("nobody");
    const calls = [
      () => running.client.send(new AdminDeleteUserCommand(nobody)),
      () => running.client.send(new AdminDisableUserCommand(nobody)),
      () => running.client.send(new AdminEnableUserCommand(nobody)),
    ];
    for (const call of calls) await expect(call()).rejects.toBeInstanceOf(UserNotFoundException);
  });
});

describe("membership", () => {
  const groupsOf = async (Username: string) =>
    (await running.client.send(new AdminListGroupsForUserCommand(ofUser(Username)))).Groups?.map(
      ({ GroupName }) => GroupName,
    );
  const membership = (GroupName: string, Username = "person1") => ({ ...ofUser(Username), GroupName });

  test("joining and leaving can be repeated", async () => {
    await running.client.send(new AdminAddUserToGroupCommand(membership("admins")));
    await running.client.send(new AdminAddUserToGroupCommand(membership("admins")));
    expect(await groupsOf("person1")).toEqual(["staff", "admins"]);
    await running.client.send(new AdminRemoveUserFromGroupCommand(membership("staff")));
    await running.client.send(new AdminRemoveUserFromGroupCommand(membership("staff")));
    expect(await groupsOf("person1")).toEqual(["admins"]);
  });

  test("needs a group and a user who exist", async () => {
    const join = (input: ReturnType<typeof membership>) =>
      running.client.send(new AdminAddUserToGroupCommand(input));
    const leave = (input: ReturnType<typeof membership>) =>
      running.client.send(new AdminRemoveUserFromGroupCommand(input));
    for (const change of [join, leave]) {
      await expect(change(membership("nowhere"))).rejects.toBeInstanceOf(ResourceNotFoundException);
      await expect(change(membership("admins", "nobody"))).rejects.toBeInstanceOf(UserNotFoundException);
    }
  });

  test("a group is created once, and a user is in 100 groups at most", async () => {
    const createGroup = (GroupName: string) =>
      running.client.send(
        new CreateGroupCommand({ UserPoolId: staffPool, GroupName, Description: "For a test." }),
      );
    expect((await createGroup("group-0")).Group).toMatchObject({
      GroupName: "group-0",
      UserPoolId: staffPool,
    });
    await expect(createGroup("group-0")).rejects.toBeInstanceOf(GroupExistsException);
    for (let index = 1; index < 100; index += 1) await createGroup(`group-${index}`);
    for (let index = 0; index < 99; index += 1) {
      await running.client.send(new AdminAddUserToGroupCommand(membership(`group-${index}`)));
    }
    await expect(
      running.client.send(new AdminAddUserToGroupCommand(membership("group-99"))),
    ).rejects.toBeInstanceOf(LimitExceededException);
  });
});

describe("a pool with strict standard attributes", () => {
  let strict: Running;
  const at = { UserPoolId: strictPool.id, Username: "grace@example.com" };
  const createAt = (attributes: Readonly<Record<string, string>>) =>
    strict.client.send(
      new AdminCreateUserCommand({ ...at, MessageAction: "SUPPRESS", UserAttributes: toList(attributes) }),
    );
  const clear = (name: string) =>
    strict.client.send(new AdminDeleteUserAttributesCommand({ ...at, UserAttributeNames: [name] }));

  beforeAll(async () => {
    strict = await startCognito({ pools: [strictPool] });
  });
  afterAll(() => strict.close());

  test("creates no user without a required one, and keeps fixed and required ones", async () => {
    await expect(createAt({ website: "urn:example:1" })).rejects.toThrow(InvalidParameterException);
    await createAt({ website: "urn:example:1", zoneinfo: "Europe/Paris", profile: "urn:example:2" });
    await expect(clear("website")).rejects.toThrow(InvalidParameterException);
    await expect(clear("zoneinfo")).rejects.toThrow(InvalidParameterException);
    await clear("profile");
    const { UserAttributes } = await strict.client.send(new AdminGetUserCommand(at));
    const attributes = attributesOf(UserAttributes);
    expect(attributes).toMatchObject({ website: "urn:example:1", zoneinfo: "Europe/Paris" });
    expect(attributes).not.toHaveProperty("profile");
  });

  test("says so in its description", async () => {
    const command = new DescribeUserPoolCommand({ UserPoolId: strictPool.id });
    const { UserPool } = await strict.client.send(command);
    expect(UserPool?.SchemaAttributes).toEqual(
      expect.arrayContaining([
        expect.objectContaining({ Name: "website", Mutable: false, Required: false }),
        expect.objectContaining({ Name: "zoneinfo", Mutable: true, Required: true }),
        expect.objectContaining({ Name: "profile", Mutable: true, Required: false }),
      ]),
    );
  });
});
