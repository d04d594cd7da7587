import { InvalidParameterException, ListUsersCommand } from "@aws-sdk/client-cognito-identity-provider";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "@jest/globals";
import { personSeed } from "../../src/sandbox/person.js";
import { toCognitoRecord } from "../../src/sandbox/records.js";
import { liftRateLimits } from "../support/emulators.js";
import { holderOf, type Running, staff, staffPool, startCognito } from "./cognito-client.js";

let running: Running;

beforeAll(async () => {
  running = await startCognito();
});
beforeEach(() => {
  liftRateLimits(running.emulator);
  running.emulator.seed([staff(20)]);
});
afterAll(() => running.close());

const search = (Filter: string) =>
  running.client.send(new ListUsersCommand({ UserPoolId: staffPool, Filter }));
const usernames = async (filter: string) => (await search(filter)).Users?.map(({ Username }) => Username);

describe("ListUsers filter", () => {
  const { cognitoSub, email } = personSeed(7);

  test.each([
    [`sub = "${cognitoSub}"`],
    [`sub ^= "${cognitoSub.slice(0, 18)}"`],
    ['username = "person7"'],
    [`email = "${email}"`],
    [`email = "${email.toUpperCase()}"`],
    [`email ^= "PERSON7@"`],
    ['phone_number = "+15551000007"'],
    [`"sub"="${cognitoSub}"`],
    [`sub="${cognitoSub}"`],
    [`"username" = "person7"`],
  ])("%s finds that one user", async (filter) => {
    expect(await usernames(filter)).toEqual(["person7"]);
  });

  test("matches names, statuses and preferred usernames as they are written", async () => {
    running.emulator.seed([
      holderOf(
        toCognitoRecord(personSeed(1), { attributes: { name: 'A "quoted" \\ name', given_name: "Zoë" } }),
        toCognitoRecord(personSeed(2), { attributes: { family_name: "Ng", preferred_username: "two" } }),
        toCognitoRecord(personSeed(3), { attributes: {}, isEnabled: false, status: "FORCE_CHANGE_PASSWORD" }),
      ),
    ]);
    expect(await usernames('name = "A \\"quoted\\" \\\\ name"')).toEqual(["person1"]);
    expect(await usernames('given_name ^= "Zo"')).toEqual(["person1"]);
    expect(await usernames('given_name = "zoë"')).toEqual([]);
    expect(await usernames('family_name = "Ng"')).toEqual(["person2"]);
    expect(await usernames('preferred_username = "two"')).toEqual(["person2"]);
    expect(await usernames('status = "Disabled"')).toEqual(["person3"]);
    expect(await usernames('status = "Enabled"')).toEqual(["person1", "person2"]);
    expect(await usernames('cognito:user_status = "force_change_password"')).toEqual(["person3"]);
    expect(await usernames('"cognito:user_status" ^= "CONF"')).toEqual(["person1", "person2"]);
    expect(await usernames('username = "PERSON1"')).toEqual([]);
    expect(await usernames("")).toHaveLength(3);
  });

  test("finds everybody who has the address", async () => {
    const second = toCognitoRecord(personSeed(2), { attributes: { email: email.toUpperCase() } });
    running.emulator.seed([holderOf(toCognitoRecord(personSeed(7)), second)]);
    expect(await usernames(`email = "${email}"`)).toEqual(["person7", "person2"]);
  });

  test.each([
    ['username = "a" and email = "b"'],
    ['username = "a" OR username = "b"'],
    ["username = person7"],
    ['username != "person7"'],
    ['username "person7"'],
    ['custom:shoe_size = "43"'],
    ['nickname = "x"'],
    ["username"],
    [`username = "${"x".repeat(256)}"`],
  ])("%s is refused", async (filter) => {
    await expect(search(filter)).rejects.toBeInstanceOf(InvalidParameterException);
  });
});
