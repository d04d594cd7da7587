import { randomUUID } from "node:crypto";
import { type Emulator, type EmulatorOptions, startEmulator } from "../emulator.js";
import type { EmulatorAnswer, EmulatorRequest } from "../exchange.js";
import type { SamplePerson } from "../person.js";
import { sandboxCredentials } from "../realms.js";
import { Account, type CognitoSettings, callsPerSecond, type Operation } from "./account.js";
import { createOperations } from "./create-operations.js";
import { type PoolPlan, sandboxPools } from "./pool-plan.js";
import { readOperations } from "./read-operations.js";
import { awsJson, Refusal } from "./refusal.js";
import { updateOperations } from "./update-operations.js";

export interface CognitoEmulatorOptions extends EmulatorOptions {
  /** The pools of the sandbox when absent. */
  readonly pools?: readonly PoolPlan[];
}

const operations: Readonly<Record<string, Operation>> = {
  ...readOperations,
  ...createOperations,
  ...updateOperations,
};
const quotas = Object.fromEntries(
  Object.entries(callsPerSecond).map(([quotaClass, perSecond]) => [
    quotaClass,
    { capacity: perSecond, refill: perSecond, intervalMs: 1000 },
  ]),
);
const target = /^AWSCognitoIdentityProviderService\.(\w+)$/u;
const authorization = /^AWS4-HMAC-SHA256 Credential=([^/\s,]+)\/[^\s,]+\/aws4_request[\s,]/u;

/** Serves the administrators' part of the Cognito user pools API: AWS JSON 1.1, one address for every call. */
export function startCognitoEmulator(options: CognitoEmulatorOptions = {}): Promise<Emulator> {
  const { pools = sandboxPools, ...rest } = options;
  const settings: CognitoSettings = { listLagMs: 0, shortPages: false, failDelivery: false };
  const account = new Account(pools, settings, options.now ?? Date.now);
  return startEmulator(
    {
      name: "cognito",
      quotas,
      settings,
      recognise,
      answer: (request, operation) => withRequestId(answer(account, request, operation)),
      throttle: () => withRequestId(new Refusal("TooManyRequestsException", "Rate exceeded").answer),
      quotaHeaders: () => ({}),
      seed: (people) => seed(account, people),
    },
    rest,
  );
}

/** A request without valid credentials uses no quota. */
function recognise(request: EmulatorRequest): { operation: string; quotaClasses: readonly string[] } {
  const operation = target.exec(String(request.headers["x-amz-target"]))?.[1] ?? "unknown";
  const quotaClass = findOperation(operation)?.quotaClass;
  const isLimited = quotaClass !== undefined && findCredentialsError(request) === undefined;
  return { operation, quotaClasses: isLimited ? [quotaClass] : [] };
}

function answer(account: Account, request: EmulatorRequest, operation: string): EmulatorAnswer {
  try {
    const error = findCredentialsError(request);
    if (error !== undefined) throw error;
    const known =
      request.method === "POST" && request.url.pathname === "/" ? findOperation(operation) : undefined;
    if (known === undefined) throw new Refusal("UnknownOperationException", "Unknown operation.");
    return { status: 200, body: known.perform(account, request.body), contentType: awsJson };
  } catch (error) {
    if (error instanceof Refusal) return error.answer;
    throw error;
  }
}

function findOperation(name: string): Operation | undefined {
  return Object.hasOwn(operations, name) ? operations[name] : undefined;
}

/** The signature isn't verified: the credentials protect nothing here. */
function findCredentialsError({ headers }: EmulatorRequest): Refusal | undefined {
  if (headers.authorization === undefined) {
    return new Refusal("MissingAuthenticationTokenException", "Missing Authentication Token");
  }
  const accessKeyId = authorization.exec(headers.authorization)?.[1];
  if (accessKeyId === undefined) {
    return new Refusal(
      "IncompleteSignatureException",
      "The Authorization header has no signature version 4.",
    );
  }
  if (accessKeyId === sandboxCredentials.cognito.accessKeyId) return undefined;
  return new Refusal("UnrecognizedClientException", "The security token included in the request is invalid.");
}

function withRequestId(given: EmulatorAnswer): EmulatorAnswer {
  return { ...given, headers: { ...given.headers, "x-amzn-requestid": randomUUID() } };
}

function seed(account: Account, people: readonly SamplePerson[]): void {
  account.reset();
  for (const { cognito } of people) {
    for (const record of cognito) account.getPool(record.poolId).load(record);
  }
}
