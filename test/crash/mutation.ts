import type { AuditEntry } from "../../src/directory/journal.js";
import type { PersonSeed, SamplePerson } from "../../src/sandbox/person.js";
import type { Execute } from "../support/execute.js";
import type { Harness } from "./harness.js";

/** What a mutation answered; the name of the type tells how it went. */
export interface Answer {
  readonly __typename: string;
}

/** One way to ask for a write, and what must hold around it. */
export interface Mutation {
  readonly name: string;
  /** The type of the answer when it went well. */
  readonly success: string;
  /** Someone for whom it has not been asked yet. */
  toPerson(seed: PersonSeed): SamplePerson;
  /** What happens before it is asked for. */
  prepare?(harness: Harness, person: SamplePerson): Promise<void>;
  ask(execute: Execute, person: SamplePerson, idempotencyKey: string): Promise<Answer>;
  /** Fails unless providers and directory are as this entry says; without one, as they were before. */
  check(harness: Harness, person: SamplePerson, entry: AuditEntry | undefined): Promise<void>;
  /** Fails unless all of it is done, and once only. */
  checkDone(harness: Harness, person: SamplePerson): Promise<void>;
}

/** Sends one mutation whose answer is under `result`. */
export async function send(
  execute: Execute,
  [inputType, field, selection]: readonly [inputType: string, field: string, selection: string],
  input: object,
): Promise<Answer> {
  const problem =
    "... on IdentityProblem { code message } ... on InvalidIdentityInput { violations { path message } }";
  const text = `mutation ($input: ${inputType}!) { result: ${field}(input: $input) { __typename ${selection} ${problem} } }`;
  const { result } = (await execute<{ result: Answer }, object>(text, { input })).expectData();
  return result;
}
