import { inspect } from "node:util";
import { expect } from "@jest/globals";
import type { ProviderName } from "../../src/identity/link.js";
import { ProviderError, type ProviderErrorKind } from "../../src/identity/provider-error.js";
import { sandboxCredentials } from "../../src/sandbox/realms.js";
import { people } from "./deployment.js";

/** Put into faulty answers, where it stands for whatever a provider may quote. */
export const canary = "canary-9f3a@example.com";

export interface ExpectedFailure {
  readonly provider: ProviderName;
  readonly kind: ProviderErrorKind;
  readonly retryAfterSeconds?: number | undefined;
}

/** What a failure must not contain: everything that was sent or could have come back. */
const secrets: readonly string[] = [
  canary,
  ...Object.values(sandboxCredentials).flatMap((credentials) => Object.values(credentials)),
  ...people.flatMap(({ email, auth0, cognito, nexus }) => [
    email,
    ...auth0.flatMap(({ user_id }) => [user_id, encodeURIComponent(user_id)]),
    ...cognito.map(({ sub }) => sub),
    ...nexus.map(({ id }) => id),
  ]),
].filter((secret) => secret !== "sandbox"); // a user name that is also part of realms

/** The failure is a ProviderError, of that kind, with that time to wait or none, and tells nothing that it must not. */
export function expectFailure(failure: unknown, expected: ExpectedFailure): void {
  expect(failure).toBeInstanceOf(ProviderError);
  const { provider, kind, retryAfterSeconds } = failure as ProviderError;
  expect({ provider, kind, retryAfterSeconds, detail: (failure as ProviderError).detail }).toEqual({
    retryAfterSeconds: undefined,
    ...expected,
    detail: expect.any(String),
  });
  const whole = inspect(failure, { depth: 10, showHidden: true, maxStringLength: null });
  expect(secrets.filter((secret) => whole.includes(secret))).toEqual([]);
}

/** What the promise is rejected with. */
export async function failureOf(read: Promise<unknown>): Promise<unknown> {
  return read.then(
    (answer) => {
      throw new Error(`expected a failure, got ${inspect(answer)}`);
    },
    (error: unknown) => error,
  );
}
