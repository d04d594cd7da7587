import { randomUUID } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import { sandboxRealms } from "../../src/sandbox/realms.js";
import { createExecute, type Execute, type Result } from "../support/execute.js";
import { oneOf } from "../support/random.js";
import type { Harness } from "./harness.js";
import type { Judge } from "./judge.js";
import { operations, type PersonAnswer, type SearchAnswer, toKey, type WriteAnswer } from "./operations.js";
import { type ChaosPerson, toPhoneNumber } from "./people.js";

const batchSize = 10;
/** Milliseconds that a client thinks at most between two requests. */
const maxThinkMs = 50;

export interface ClientOptions {
  readonly harness: Harness;
  readonly people: readonly ChaosPerson[];
  readonly random: () => number;
  readonly judge: Judge;
  /** Told of each request: what it was, and how many milliseconds it took. */
  onRequest(kind: string, elapsedMs: number): void;
}

/** A client that asks for people and changes them, one request after the other, and has each answer judged. */
export class Client {
  readonly #execute: Execute;
  readonly #random: () => number;
  readonly #actions: readonly (() => Promise<void>)[];

  constructor(private readonly options: ClientOptions) {
    this.#execute = createExecute(options.harness.url, {
      token: options.harness.sandbox.tokens.administrator,
    });
    this.#random = options.random;
    const often = [() => this.askReferences(), () => this.askUser()];
    const [search, update] = [() => this.search(), () => this.update()];
    const rare = [() => this.create(), () => this.askNonsense()];
    this.#actions = [...often, ...often, ...often, ...often, search, search, update, update, ...rare];
  }

  async runUntil(endAt: number): Promise<void> {
    while (performance.now() < endAt) {
      await oneOf(this.#actions, this.#random)();
      await sleep(this.#random() * maxThinkMs);
    }
  }

  /** Up to so many people at once, anybody unless they are named. */
  async askReferences(people = Array.from({ length: batchSize }, () => this.#anybody())): Promise<void> {
    const representations = people.map((one) => ({ __typename: "User", ...toKey(one, this.#random()) }));
    const asked = { representations };
    const result = await this.#ask<{ _entities: PersonAnswer[] }>("references", operations.references, asked);
    for (const [index, one] of people.entries())
      this.options.judge.person(one, result.data?._entities[index], ["_entities", index], result);
  }

  async askUser(one = this.#anybody()): Promise<void> {
    const by = toKey(one, this.#random());
    const result = await this.#ask<{ user: PersonAnswer | null }>("user", operations.user, { by });
    this.options.judge.person(one, result.data?.user, ["user"], result);
  }

  async search(one = this.#anybody()): Promise<void> {
    const { email } = one;
    const result = await this.#ask<{ usersByEmail: SearchAnswer | null }>("search", operations.search, {
      email,
    });
    this.options.judge.search(one, result.data?.usersByEmail, result);
  }

  async update(): Promise<void> {
    const { judge, people } = this.options;
    const { index, person, phoneNumber } = oneOf(
      people.filter(({ isChanging }) => isChanging),
      this.#random,
    );
    const input = {
      ...{ idempotencyKey: randomUUID(), user: { id: person.userId } },
      profile: { nickname: `nick${index}-${this.#number()}` },
      ...(this.#random() < 0.3 && { cognito: { phoneNumber, password: `Canary-pass-${this.#number()}` } }),
    };
    const result = await this.#ask<{ updateUser: WriteAnswer }>("update", operations.update, { input });
    this.#checkAll(result);
    judge.write(result.data?.updateUser, person.userId, result);
  }

  async create(): Promise<void> {
    const input = this.#toCreation({ password: `Canary-pass-${this.#number()}` });
    const result = await this.#ask<{ createCognitoUser: WriteAnswer }>("create", operations.create, {
      input,
    });
    this.#checkAll(result);
    this.options.judge.write(result.data?.createCognitoUser, undefined, result);
  }

  /** Input that is refused: the refusal must not quote it. */
  async askNonsense(): Promise<void> {
    const weak = { input: this.#toCreation({ password: "canarycanary" }) };
    const noPhone = { input: this.#toCreation({ phoneNumber: "canary-phone" }) };
    const questions = [
      () => this.#ask("nonsense", operations.create, weak),
      () => this.#ask("nonsense", operations.create, noPhone),
      () => this.#ask("nonsense", operations.user, { by: { id: "canary-id" } }),
      () => this.#ask("nonsense", operations.search, { email: "canary at example.org" }),
    ];
    this.#checkAll(await oneOf(questions, this.#random)());
  }

  #toCreation(given: object): object {
    const number = this.#number();
    return {
      ...{
        idempotencyKey: randomUUID(),
        realm: sandboxRealms.cognito[0],
        email: `made${number}@canary.example.org`,
      },
      ...{
        givenName: "Made",
        familyName: `Up${number}`,
        phoneNumber: toPhoneNumber(number % 10_000),
        ...given,
      },
    };
  }

  async #ask<Data>(kind: string, query: string, variables: object): Promise<Result<Data>> {
    const startedAt = performance.now();
    const result = (await this.#execute<object, object>(query, variables)) as Result<Data>;
    this.options.onRequest(kind, performance.now() - startedAt);
    if (result.errors.length > 0)
      this.options.harness.canaries.check(JSON.stringify(result.errors), "errors");
    return result;
  }

  /** Of a mutation nothing is asked for that may hold a canary. */
  #checkAll({ data, errors }: Result<unknown>): void {
    this.options.harness.canaries.check(JSON.stringify({ data, errors }), "answers of mutations");
  }

  #anybody(): ChaosPerson {
    return oneOf(this.options.people, this.#random);
  }

  #number(): number {
    return Math.floor(this.#random() * 1_000_000_000);
  }
}
