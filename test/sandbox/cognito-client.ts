import { CognitoIdentityProviderClient } from "@aws-sdk/client-cognito-identity-provider";
import { type CognitoEmulatorOptions, startCognitoEmulator } from "../../src/sandbox/cognito/cognito.js";
import type { Emulator } from "../../src/sandbox/emulator.js";
import { type CognitoRecord, personSeed, type SamplePerson, toPerson } from "../../src/sandbox/person.js";
import { sandboxCredentials, sandboxRealms } from "../../src/sandbox/realms.js";
import { toCognitoRecord } from "../../src/sandbox/records.js";

export const [staffPool, partnerPool] = sandboxRealms.cognito;

/** An emulator whose clock stands still until a test moves it, and the real SDK talking to it without retries. */
export interface Running {
  readonly emulator: Emulator;
  readonly client: CognitoIdentityProviderClient;
  readonly clock: { ms: number };
  close(): Promise<void>;
}

export async function startCognito(options: CognitoEmulatorOptions = {}): Promise<Running> {
  const clock = { ms: Date.UTC(2026, 8, 1) };
  const emulator = await startCognitoEmulator({ now: () => clock.ms, ...options });
  const client = connect(emulator.origin);
  return {
    emulator,
    client,
    clock,
    close: async () => {
      client.destroy();
      await emulator.close();
    },
  };
}

export function connect(
  endpoint: string,
  credentials: { accessKeyId: string; secretAccessKey: string } = sandboxCredentials.cognito,
): CognitoIdentityProviderClient {
  return new CognitoIdentityProviderClient({ endpoint, region: "us-east-1", credentials, maxAttempts: 1 });
}

/** A person who is only in Cognito, with these records. */
export function holderOf(...cognito: CognitoRecord[]): SamplePerson {
  return toPerson(personSeed(0), { slug: "holder", about: "Only for this test.", cognito });
}

/** `count` people of the first pool. */
export function staff(count: number): SamplePerson {
  return holderOf(...Array.from({ length: count }, (_, index) => toCognitoRecord(personSeed(index))));
}

/** The attributes of an answer as an object. */
export function attributesOf(
  attributes: readonly { Name?: string | undefined; Value?: string | undefined }[] | undefined,
): Record<string, string> {
  return Object.fromEntries((attributes ?? []).map(({ Name = "", Value = "" }) => [Name, Value]));
}

/** The SDK's list form of an object. */
export function toList(attributes: Readonly<Record<string, string>>): { Name: string; Value: string }[] {
  return Object.entries(attributes).map(([Name, Value]) => ({ Name, Value }));
}
