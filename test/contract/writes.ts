import type { IdentityKey } from "../../src/identity/link.js";
import type { ChangePlan, IdentityUpdate, IdentityWriter, WriteStep } from "../../src/identity/writer.js";
import { openScope } from "../../src/platform/call-scope.js";
import type { Fault } from "../../src/sandbox/faults.js";
import type { Deployment } from "./deployment.js";
import { canary } from "./expect-failure.js";
import { type ContractCase, harnesses } from "./harnesses.js";

export const newName = "New Name";
export const password = "Correct-horse-7";

const quoting = { message: canary, error: canary, errorCode: canary, detail: canary, __type: canary };

/** This status, with an answer that quotes what was sent. */
export const status = (code: number): Fault => ({ kind: "status", status: code, body: quoting });

/** Writing does not depend on how users are read. */
export const writeCases: readonly ContractCase[] = harnesses.flatMap((harness) =>
  harness.modes.slice(0, 1).map((mode) => ({ title: harness.provider.name, harness, mode })),
);

export interface Writes {
  readonly key: IdentityKey;
  readonly writer: IdentityWriter;
  plan(change: Partial<IdentityUpdate>): Promise<ChangePlan>;
  /** The only step of a change of the name; the emulator's calls are cleared. */
  planName(): Promise<WriteStep>;
  /** Carries out every step in order. */
  apply(change: Partial<IdentityUpdate>): Promise<void>;
  /** The name as a new request reads it, after a write that happened just now. */
  readName(): Promise<string | undefined>;
}

export function openWrites({ harness }: ContractCase, deployment: Deployment): Writes {
  const { connected, emulator } = deployment;
  const [subject] = deployment.subjects;
  if (subject === undefined) throw new Error("there are no users");
  const key = { provider: harness.provider.name, realm: harness.realm, subject };
  const writer = connected.openWriter(openScope());
  const plan = async (change: Partial<IdentityUpdate>): Promise<ChangePlan> => {
    const planned = await writer.plan(key, { profile: {}, ...change });
    if (planned === null) throw new Error("the user does not exist");
    return planned;
  };
  return {
    key,
    writer,
    plan,
    planName: async () => {
      const [step] = (await plan({ profile: { name: newName } })).steps;
      if (step === undefined) throw new Error("the plan has no step");
      emulator.clearRequests();
      return step;
    },
    apply: async (change) => {
      for (const step of (await plan(change)).steps) await writer.take(step, { password });
    },
    readName: async () => {
      const source = connected.openSource(openScope());
      return (await source.load(key.realm, key.subject, new Date()))?.profile.name;
    },
  };
}

/** Operations that the emulator has received, without those for tokens. */
export const callsTo = ({ emulator }: Deployment): readonly string[] =>
  emulator.requests.map(({ operation }) => operation).filter((operation) => operation !== "Token");

/** Lists show no write for an hour, where the provider's lists can lag. */
export function setLag({ harness: { lagSetting } }: ContractCase, { emulator }: Deployment): void {
  if (lagSetting !== undefined) emulator.settings[lagSetting] = 3_600_000;
}
