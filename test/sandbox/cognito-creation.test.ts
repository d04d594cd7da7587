import {
  AdminCreateUserCommand,
  type AdminCreateUserCommandInput,
  AdminGetUserCommand,
  AdminSetUserPasswordCommand,
  CodeDeliveryFailureException,
  InvalidParameterException,
  InvalidPasswordException,
  PasswordHistoryPolicyViolationException,
  UnsupportedUserStateException,
  UserNotFoundException,
  UsernameExistsException,
} from "@aws-sdk/client-cognito-identity-provider";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "@jest/globals";
import { aliasPool, sandboxPools } from "../../src/sandbox/cognito/pool-plan.js";
import { personSeed } from "../../src/sandbox/person.js";
import { liftRateLimits } from "../support/emulators.js";
import { attributesOf, type Running, staff, staffPool, startCognito, toList } from "./cognito-client.js";

const historyPool = {
  ...aliasPool,
  id: "us-east-1_History01",
  password: { ...aliasPool.password, historySize: 2 },
};
const goodPassword = "Correct-horse-7";
let running: Running;

beforeAll(async () => {
  running = await startCognito({ pools: [...sandboxPools, historyPool] });
});
beforeEach(() => {
  liftRateLimits(running.emulator);
  running.emulator.settings.failDelivery = false;
  running.emulator.seed([staff(10)]);
});
afterAll(() => running.close());

const ofUser = (Username: string) => ({ UserPoolId: staffPool, Username });
const get = (Username: string, UserPoolId: string = staffPool) =>
  running.client.send(new AdminGetUserCommand({ UserPoolId, Username }));
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
const setPassword = (
  Password: string,
  Permanent = true,
  UserPoolId: string = staffPool,
  Username = "person1",
) => running.client.send(new AdminSetUserPasswordCommand({ UserPoolId, Username, Password, Permanent }));
describe("AdminCreateUser", () => {
  test("makes an enabled user who must change the password, and answers it", async () => {
    const attributes = {
      email: "New@example.com",
      email_verified: "true",
      "custom:app_metadata": '{"role":"x"}',
    };
    const { User } = await create({ UserAttributes: toList(attributes), TemporaryPassword: goodPassword });
    expect(User).toMatchObject({ Username: "newcomer", Enabled: true, UserStatus: "FORCE_CHANGE_PASSWORD" });
    expect(User?.UserCreateDate).toEqual(new Date(running.clock.ms));
    const { sub, ...rest } = attributesOf(User?.Attributes);
    expect(sub).toMatch(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/u);
    expect(rest).toEqual(attributes);
    expect(await attributesNow(String(sub))).toEqual({ sub, ...attributes });
  });

  test("refuses a username that is taken, in any case", async () => {
    await expect(create({ Username: "person1" })).rejects.toBeInstanceOf(UsernameExistsException);
    await expect(create({ Username: "PERSON1" })).rejects.toBeInstanceOf(UsernameExistsException);
  });

  test("lets two users have one address where it is no sign-in name", async () => {
    const UserAttributes = toList({ email: personSeed(1).email, email_verified: "true" });
    expect((await create({ UserAttributes })).User?.Username).toBe("newcomer");
  });

  test("creates no user when the temporary password breaks the policy", async () => {
    await expect(create({ TemporaryPassword: "short" })).rejects.toBeInstanceOf(InvalidPasswordException);
    await expect(get("newcomer")).rejects.toBeInstanceOf(UserNotFoundException);
  });

  test.each([
    [{ "custom:nowhere": "1" }],
    [{ nowhere: "1" }],
    [{ sub: "5" }],
    [{ email: "no address" }],
    [{ phone_number: "5551234" }],
    [{ birthdate: "1 May" }],
    [{ email_verified: "true" }],
    [{ email: "a@example.com", email_verified: "perhaps" }],
  ])("creates no user with the attributes %j", async (attributes) => {
    await expect(create({ UserAttributes: toList(attributes) })).rejects.toBeInstanceOf(
      InvalidParameterException,
    );
    await expect(get("newcomer")).rejects.toBeInstanceOf(UserNotFoundException);
  });

  test("holds to the limits on lengths, counting a value in UTF-8 bytes", async () => {
    const value = (text: string) => ({ UserAttributes: toList({ name: text }) });
    await expect(create(value("é".repeat(1025)))).rejects.toBeInstanceOf(InvalidParameterException);
    expect(attributesOf((await create(value("é".repeat(1024)))).User?.Attributes).name).toHaveLength(1024);
    const refused: Partial<AdminCreateUserCommandInput>[] = [
      { Username: "x".repeat(129) },
      { Username: "two words" },
      { Username: "" },
      { TemporaryPassword: `Aa1!${"x".repeat(253)}` },
      { UserAttributes: toList({ [`custom:${"x".repeat(26)}`]: "1" }) },
    ];
    for (const input of refused)
      await expect(create(input)).rejects.toBeInstanceOf(InvalidParameterException);
    expect((await create({ Username: "x".repeat(128) })).User?.Username).toHaveLength(128);
  });

  test("a message that fails leaves the user behind, and isn't sent at all when suppressed", async () => {
    running.emulator.settings.failDelivery = true;
    const invited = new AdminCreateUserCommand(ofUser("unreached"));
    await expect(running.client.send(invited)).rejects.toBeInstanceOf(CodeDeliveryFailureException);
    expect((await get("unreached")).UserStatus).toBe("FORCE_CHANGE_PASSWORD");
    expect((await create({})).User?.Username).toBe("newcomer");
  });

  test("a medium asked for by name needs an address of its kind", async () => {
    const UserAttributes = toList({ email: "new@example.com" });
    await expect(create({ UserAttributes, DesiredDeliveryMediums: ["SMS"] })).rejects.toBeInstanceOf(
      InvalidParameterException,
    );
    expect((await create({ UserAttributes, DesiredDeliveryMediums: ["SMS", "EMAIL"] })).User).toBeDefined();
  });

  test("RESEND is for users who haven't signed in yet", async () => {
    await create({});
    expect((await create({ MessageAction: "RESEND", TemporaryPassword: goodPassword })).User?.Username).toBe(
      "newcomer",
    );
    await expect(create({ MessageAction: "RESEND", Username: "person1" })).rejects.toBeInstanceOf(
      UnsupportedUserStateException,
    );
    await expect(create({ MessageAction: "RESEND", Username: "nobody" })).rejects.toBeInstanceOf(
      UserNotFoundException,
    );
  });
});

describe("AdminSetUserPassword", () => {
  test.each([
    ["Aa1!", "not long enough"],
    ["lower-case-7", "uppercase"],
    ["UPPER-CASE-7", "lowercase"],
    ["No-numbers-here", "numeric"],
    ["NoSymbols7", "symbol"],
    ["x", "not long enough"],
  ])("%s is refused, naming the first broken rule: %s", async (password, rule) => {
    const refusal = await setPassword(password).catch((error: Error) => error);
    expect(refusal).toBeInstanceOf(InvalidPasswordException);
    expect((refusal as Error).message).toContain(rule);
  });

  test("a permanent password confirms the user, a temporary one must be changed", async () => {
    await setPassword(goodPassword, false);
    expect((await get("person1")).UserStatus).toBe("FORCE_CHANGE_PASSWORD");
    await setPassword(goodPassword, true);
    expect((await get("person1")).UserStatus).toBe("CONFIRMED");
  });

  test("refuses a password of more than 256 characters and an unknown user", async () => {
    await expect(setPassword(`Aa1!${"x".repeat(253)}`)).rejects.toBeInstanceOf(InvalidParameterException);
    const unknown = new AdminSetUserPasswordCommand({ ...ofUser("nobody"), Password: goodPassword });
    await expect(running.client.send(unknown)).rejects.toBeInstanceOf(UserNotFoundException);
  });

  test("a pool with a history refuses the last passwords only", async () => {
    await create({ UserPoolId: historyPool.id });
    const set = (password: string) => setPassword(password, true, historyPool.id, "newcomer");
    await set("Password-1");
    await set("Password-2");
    await expect(set("Password-1")).rejects.toBeInstanceOf(PasswordHistoryPolicyViolationException);
    await set("Password-3");
    await set("Password-1");
  });
});
