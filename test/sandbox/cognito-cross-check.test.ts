import {
  AdminCreateUserCommand,
  type CognitoIdentityProviderClient,
  CreateUserPoolCommand,
} from "@aws-sdk/client-cognito-identity-provider";
import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { liftRateLimits } from "../support/emulators.js";
import { attributesOf, connect, staffPool, startCognito, toList } from "./cognito-client.js";
import { type Call, type Side, steps } from "./cognito-cross-check-steps.js";
import { installCognitoLocal, startCognitoLocal } from "./cognito-local.js";

const ada = { email: "ada@example.com", email_verified: "true", "custom:app_metadata": '{"role":"teacher"}' };
const closers: (() => unknown)[] = [];
let sides: readonly [emulator: Side, cognitoLocal: Side];

beforeAll(async () => {
  await installCognitoLocal();
  const local = await startCognitoLocal();
  closers.push(local.close);
  const running = await startCognito();
  closers.push(running.close);
  liftRateLimits(running.emulator);
  const client = connect(local.origin);
  closers.push(() => client.destroy());
  sides = [await toSide(running.client, staffPool), await toSide(client, await createPool(client))];
}, 600_000);
afterAll(async () => {
  for (const close of closers.reverse()) await close();
});

test.each(steps)("cognito-local and the emulator agree: %s (%s)", async (_about, expected, call) => {
  const [emulator, cognitoLocal] = await Promise.all(sides.map((side) => outcomeOf(side, call)));
  expect(emulator).toEqual(cognitoLocal);
  expect(emulator?.outcome).toBe(expected);
});

/** The attributes have other names in a request than in the pool: there they lack `custom:`. */
async function createPool(client: CognitoIdentityProviderClient): Promise<string> {
  const Schema = [
    { Name: "app_metadata", AttributeDataType: "String" as const, Mutable: true },
    { Name: "badge_number", AttributeDataType: "String" as const, Mutable: false },
  ];
  const { UserPool } = await client.send(new CreateUserPoolCommand({ PoolName: "staff", Schema }));
  return String(UserPool?.Id);
}

async function toSide(client: CognitoIdentityProviderClient, UserPoolId: string): Promise<Side> {
  const { User } = await client.send(
    new AdminCreateUserCommand({
      UserPoolId,
      Username: "ada",
      UserAttributes: toList(ada),
      MessageAction: "SUPPRESS",
    }),
  );
  return { client, poolId: UserPoolId, sub: String(attributesOf(User?.Attributes).sub) };
}

/** What a caller gets, but for what must differ: ids, moments, the order of attributes, and the texts of refusals. */
async function outcomeOf(side: Side, call: Call): Promise<{ outcome: string; answer?: unknown }> {
  try {
    const { $metadata: _, ...answer } = (await call(side)) as Record<string, unknown>;
    return { outcome: "ok", answer: normalise(answer, side) };
  } catch (error) {
    return { outcome: (error as Error).name };
  }
}

function normalise(value: unknown, side: Side): unknown {
  if (value instanceof Date) return "a date";
  if (Array.isArray(value)) return value.map((each) => normalise(each, side)).sort(byName);
  if (typeof value === "object" && value !== null) {
    const entries = Object.entries(value).filter(([, member]) => member !== undefined);
    if ((value as { Name?: string }).Name === "sub") return { Name: "sub", Value: "a sub" };
    return Object.fromEntries(entries.map(([name, member]) => [name, normalise(member, side)]));
  }
  return value === side.poolId ? "the pool" : value;
}

function byName(left: unknown, right: unknown): number {
  return JSON.stringify(left).localeCompare(JSON.stringify(right));
}
