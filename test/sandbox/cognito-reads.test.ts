import {
  AdminDeleteUserCommand,
  AdminGetUserCommand,
  AdminListGroupsForUserCommand,
  AdminUpdateUserAttributesCommand,
  DescribeUserPoolCommand,
  InvalidParameterException,
  ListGroupsCommand,
  ListUsersCommand,
  type ListUsersCommandInput,
  ListUsersInGroupCommand,
  ResourceNotFoundException,
  UserNotFoundException,
} from "@aws-sdk/client-cognito-identity-provider";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "@jest/globals";
import { edgePeople } from "../../src/sandbox/edge-people.js";
import { personSeed } from "../../src/sandbox/person.js";
import { toCognitoRecord } from "../../src/sandbox/records.js";
import { liftRateLimits } from "../support/emulators.js";
import {
  attributesOf,
  holderOf,
  partnerPool,
  type Running,
  staff,
  staffPool,
  startCognito,
  toList,
} from "./cognito-client.js";

let running: Running;

beforeAll(async () => {
  running = await startCognito();
});
beforeEach(() => {
  liftRateLimits(running.emulator);
  Object.assign(running.emulator.settings, { listLagMs: 0, shortPages: false });
  running.emulator.seed([staff(150)]);
});
afterAll(() => running.close());

const get = (Username: string, UserPoolId: string = staffPool) =>
  running.client.send(new AdminGetUserCommand({ UserPoolId, Username }));
const list = (input: Partial<ListUsersCommandInput>) =>
  running.client.send(new ListUsersCommand({ UserPoolId: staffPool, ...input }));
const usernames = async (Filter: string) =>
  (await list({ Filter })).Users?.map(({ Username }) => Username) ?? [];

/** Follows the tokens to the end; answers the pages' usernames. */
async function walk(input: Partial<ListUsersCommandInput>): Promise<(string | undefined)[][]> {
  const pages: (string | undefined)[][] = [];
  let token: string | undefined;
  do {
    const page = await list({ ...input, ...(token === undefined ? {} : { PaginationToken: token }) });
    pages.push((page.Users ?? []).map(({ Username }) => Username));
    token = page.PaginationToken;
  } while (token !== undefined);
  return pages;
}

describe("AdminGetUser", () => {
  test("answers everything that the pool holds of the user", async () => {
    const record = toCognitoRecord(personSeed(7));
    const user = await get("person7");
    expect(user).toMatchObject({ Username: "person7", Enabled: true, UserStatus: "CONFIRMED" });
    expect(attributesOf(user.UserAttributes)).toEqual({ sub: record.sub, ...record.attributes });
    expect(user.UserCreateDate).toEqual(new Date("2026-01-01T08:00:00.000Z"));
    expect(user.UserLastModifiedDate).toBeInstanceOf(Date);
  });

  test("finds a user by username in any case and by sub, but not by an address that is no alias", async () => {
    const { cognitoSub, email } = personSeed(7);
    expect((await get("PERSON7")).Username).toBe("person7");
    expect((await get(cognitoSub)).Username).toBe("person7");
    await expect(get(email)).rejects.toBeInstanceOf(UserNotFoundException);
  });

  test("doesn't find a federated user by sub", async () => {
    running.emulator.seed([holderOf(toCognitoRecord(personSeed(1), { status: "EXTERNAL_PROVIDER" }))]);
    expect((await get("person1")).UserStatus).toBe("EXTERNAL_PROVIDER");
    await expect(get(personSeed(1).cognitoSub)).rejects.toBeInstanceOf(UserNotFoundException);
  });

  test("keeps the pools apart and refuses a pool that doesn't exist", async () => {
    await expect(get("person7", partnerPool)).rejects.toBeInstanceOf(UserNotFoundException);
    await expect(get("person7", "us-east-1_Nowhere01")).rejects.toBeInstanceOf(ResourceNotFoundException);
  });

  test("holds the sample people of both pools", async () => {
    running.emulator.seed(edgePeople());
    const people = edgePeople().flatMap(({ cognito }) => cognito);
    expect(new Set(people.map(({ poolId }) => poolId))).toEqual(new Set([staffPool, partnerPool]));
    for (const { poolId, sub, username, isEnabled } of people) {
      expect(await get(sub, poolId)).toMatchObject({ Username: username, Enabled: isEnabled });
    }
  });
});

describe("ListUsers", () => {
  test("walks through every user once, 60 on a page at most", async () => {
    const pages = await walk({});
    expect(pages.map((page) => page.length)).toEqual([60, 60, 30]);
    expect(new Set(pages.flat()).size).toBe(150);
    expect((await walk({ Limit: 40 })).map((page) => page.length)).toEqual([40, 40, 40, 30]);
  });

  test("gives no token when the last page is just full", async () => {
    expect((await walk({ Limit: 50 })).map((page) => page.length)).toEqual([50, 50, 50]);
  });

  test("with short pages some are empty and still have a token, and no user is left out", async () => {
    running.emulator.settings.shortPages = true;
    const pages = await walk({ Limit: 60 });
    expect(pages[0]).toEqual([]);
    expect(Math.max(...pages.map((page) => page.length))).toBeLessThan(60);
    expect(new Set(pages.flat()).size).toBe(150);
    expect(pages.flat()).toHaveLength(150);
    expect(await walk({ Filter: 'username = "person7"', Limit: 1 })).toEqual([[], ["person7"]]);
  });

  test("a walk goes on over users who are deleted meanwhile", async () => {
    const first = await list({ Limit: 60 });
    for (const Username of ["person3", "person60", "person61"]) {
      await running.client.send(new AdminDeleteUserCommand({ UserPoolId: staffPool, Username }));
    }
    const second = await list({ Limit: 60, PaginationToken: String(first.PaginationToken) });
    expect(second.Users?.[0]?.Username).toBe("person62");
    expect(second.Users).toHaveLength(60);
  });

  test("refuses a token with other parameters, of another pool, made up, or too old", async () => {
    const { PaginationToken = "" } = await list({ Limit: 10 });
    const others: Partial<ListUsersCommandInput>[] = [
      { PaginationToken, Limit: 11 },
      { PaginationToken, Limit: 10, Filter: 'username ^= "person"' },
      { PaginationToken, Limit: 10, UserPoolId: partnerPool },
      { PaginationToken: "bm9uc2Vuc2U", Limit: 10 },
    ];
    for (const input of others) await expect(list(input)).rejects.toBeInstanceOf(InvalidParameterException);
    expect((await list({ PaginationToken, Limit: 10 })).Users).toHaveLength(10);
    running.clock.ms += 3_600_001;
    await expect(list({ PaginationToken, Limit: 10 })).rejects.toBeInstanceOf(InvalidParameterException);
  });

  test("gives only the attributes asked for, and fails when one user lacks one", async () => {
    const { Users } = await list({ Limit: 1, AttributesToGet: ["email", "sub"] });
    expect(attributesOf(Users?.[0]?.Attributes)).toEqual({
      email: personSeed(0).email,
      sub: personSeed(0).cognitoSub,
    });
    await expect(list({ AttributesToGet: ["nickname"] })).rejects.toBeInstanceOf(InvalidParameterException);
  });

  test("sees a write only after the lag, while AdminGetUser sees it at once", async () => {
    running.emulator.settings.listLagMs = 2_000;
    const isThere = async () => (await usernames('given_name = "Renamed"')).length === 1;
    await running.client.send(
      new AdminUpdateUserAttributesCommand({
        UserPoolId: staffPool,
        Username: "person7",
        UserAttributes: toList({ given_name: "Renamed" }),
      }),
    );
    await running.client.send(new AdminDeleteUserCommand({ UserPoolId: staffPool, Username: "person8" }));
    expect(attributesOf((await get("person7")).UserAttributes).given_name).toBe("Renamed");
    expect(await isThere()).toBe(false);
    expect(await usernames('username = "person8"')).toEqual(["person8"]);
    running.clock.ms += 1_999;
    expect(await isThere()).toBe(false);
    running.clock.ms += 1;
    expect(await isThere()).toBe(true);
    expect(await usernames('username = "person8"')).toEqual([]);
  });
});

describe("groups", () => {
  test("ListUsersInGroup pages through the full users of the group", async () => {
    const names: (string | undefined)[] = [];
    let token: string | undefined;
    do {
      const page = await running.client.send(
        new ListUsersInGroupCommand({
          UserPoolId: staffPool,
          GroupName: "editors",
          Limit: 7,
          ...(token === undefined ? {} : { NextToken: token }),
        }),
      );
      expect(attributesOf(page.Users?.[0]?.Attributes)).toHaveProperty(["custom:app_metadata"]);
      names.push(...(page.Users ?? []).map(({ Username }) => Username));
      token = page.NextToken;
    } while (token !== undefined);
    expect(names).toEqual(Array.from({ length: 30 }, (_, index) => `person${index * 5}`));
  });

  test("AdminListGroupsForUser answers by username and by sub, page by page", async () => {
    for (const Username of ["person5", personSeed(5).cognitoSub]) {
      const request = { UserPoolId: staffPool, Username, Limit: 1 };
      const first = await running.client.send(new AdminListGroupsForUserCommand(request));
      const second = await running.client.send(
        new AdminListGroupsForUserCommand({ ...request, NextToken: String(first.NextToken) }),
      );
      expect([...(first.Groups ?? []), ...(second.Groups ?? [])].map(({ GroupName }) => GroupName)).toEqual([
        "staff",
        "editors",
      ]);
      expect(second.NextToken).toBeUndefined();
    }
  });

  test("a list of groups or members needs the group and the user", async () => {
    const group = new ListUsersInGroupCommand({ UserPoolId: staffPool, GroupName: "nobody" });
    await expect(running.client.send(group)).rejects.toBeInstanceOf(ResourceNotFoundException);
    const user = new AdminListGroupsForUserCommand({ UserPoolId: staffPool, Username: "nobody" });
    await expect(running.client.send(user)).rejects.toBeInstanceOf(UserNotFoundException);
  });

  test("ListGroups and DescribeUserPool tell how the pool is set up", async () => {
    const { Groups } = await running.client.send(new ListGroupsCommand({ UserPoolId: staffPool }));
    expect(Groups?.map(({ GroupName }) => GroupName)).toEqual(["staff", "editors", "admins"]);
    const { UserPool } = await running.client.send(new DescribeUserPoolCommand({ UserPoolId: staffPool }));
    expect(UserPool).toMatchObject({ Id: staffPool, Name: "staff", EstimatedNumberOfUsers: 150 });
    expect(UserPool?.UsernameAttributes).toBeUndefined();
    expect(UserPool?.Policies?.PasswordPolicy).toMatchObject({ MinimumLength: 8, RequireSymbols: true });
    expect(UserPool?.SchemaAttributes).toContainEqual({
      Name: "custom:app_metadata",
      AttributeDataType: "String",
      Mutable: true,
      Required: false,
      StringAttributeConstraints: { MinLength: "0", MaxLength: "2048" },
    });
  });
});
