import type { Result } from "../support/execute.js";
import type { PersonAnswer, ProviderIdentityAnswer, SearchAnswer, WriteAnswer } from "./operations.js";
import type { ChaosPerson } from "./people.js";

type Path = readonly (string | number)[];

/** Trouble, and nothing else: no provider of the chaos refuses anything, and nobody is gone. */
const troubles = new Set(["THROTTLED", "TIMED_OUT", "DOWN"]);
const writeProblems = new Set(["WRITE_INCOMPLETE", "WRITE_PENDING", "IDENTITY_BUSY", "PROVIDER_FAILED"]);
const storeUnavailable = "DIRECTORY_UNAVAILABLE";
const texts = ["email", "givenName", "familyName", "phoneNumber"] as const;

/** How many faults of answers are kept; one is enough for a failure. */
const maxKept = 20;

/** Holds answers against what the providers hold: each value is right, or its absence says why. */
export class Judge {
  readonly wrong: string[] = [];
  /** How often there was what kind of answer. */
  readonly kinds: Record<string, number> = {};
  readonly #indexById = new Map<string, number>();

  /** Whether the store may be the reason for what is missing. */
  isStoreDown = false;
  #isWhole = true;

  /** Whether nothing was missing and nothing was old since the last time. */
  takeWhole(): boolean {
    const isWhole = this.#isWhole;
    this.#isWhole = true;
    return isWhole;
  }

  /** @param path of the user in the answer */
  person(
    expected: ChaosPerson,
    user: PersonAnswer | null | undefined,
    path: Path,
    result: Result<unknown>,
  ): void {
    if (!user) {
      this.#missing(path, result);
      if (expected.isKnown && path[0] !== "usersByEmail" && !this.isStoreDown)
        this.#fault(path, "a user who is known is null");
      return;
    }
    this.#sameId(expected, user.id, path);
    for (const field of texts) this.#text(expected[field], user[field], [...path, field], result);
    this.#nickname(expected, user.nickname, [...path, "nickname"], result);
    const { auth0, cognito, nexus } = expected.person;
    const subjects = [auth0[0]?.user_id, cognito[0]?.sub, nexus[0]?.id].filter((subject) => subject);
    const shown = user.identities.map(({ subject }) => subject);
    if (shown.toSorted().join() !== subjects.toSorted().join())
      this.#fault(path, `identities ${shown.join()}`);
    for (const [index, identity] of user.identities.entries())
      this.#identity(expected, identity, [...path, "identities", index], result);
  }

  search(expected: ChaosPerson, search: SearchAnswer | null | undefined, result: Result<unknown>): void {
    if (!search) {
      this.#missing(["usersByEmail"], result);
      return;
    }
    for (const { reason } of search.unanswered) this.#reason(reason, ["usersByEmail", "unanswered"]);
    for (const [index, user] of search.users.entries())
      this.person(expected, user, ["usersByEmail", "users", index], result);
    if (search.users.length > 1) this.#fault(["usersByEmail"], "several users have the address");
    if (search.users.length > 0) return;
    const silent = new Set(search.unanswered.map(({ provider }) => provider));
    const holders = {
      AUTH0: expected.person.auth0,
      COGNITO: expected.person.cognito,
      NEXUS: expected.person.nexus,
    };
    for (const [provider, records] of Object.entries(holders)) {
      if (records.length > 0 && !silent.has(provider))
        this.#fault(["usersByEmail"], `${provider} answered, and no user was found`);
    }
  }

  write(answer: WriteAnswer | null | undefined, userId: string | undefined, result: Result<unknown>): void {
    if (!answer && this.isStoreDown && result.errors[0]?.extensions?.code === storeUnavailable) {
      this.#count(`missing: ${storeUnavailable}`);
      return;
    }
    if (!answer) {
      this.#fault([], `a write without an answer: ${JSON.stringify(result.errors)}`);
      return;
    }
    this.#count(`write: ${answer.__typename}`);
    if (answer.code !== undefined && !writeProblems.has(answer.code))
      this.#fault([], `a write ended as ${answer.__typename}`);
    if (answer.user && userId !== undefined && answer.user.id !== userId)
      this.#fault([], "a write answered another user");
    for (const { status, problem } of answer.outcomes ?? []) {
      this.#count(`write of an identity: ${status}`);
      if (status === "FAILED" && problem === null) this.#fault([], "a part failed without a problem");
    }
  }

  #identity(
    expected: ChaosPerson,
    identity: ProviderIdentityAnswer,
    path: Path,
    result: Result<unknown>,
  ): void {
    if (identity.availability === "UNAVAILABLE" || identity.availability === "GONE") {
      this.#reason(identity.unavailableReason ?? identity.availability, path);
      return;
    }
    this.#count(identity.availability === "FRESH" ? "identity: fresh" : "identity: stale");
    if (identity.availability !== "FRESH") this.#isWhole = false;
    for (const field of texts) {
      if (identity[field] !== undefined)
        this.#text(expected[field], identity[field], [...path, field], result);
    }
    if (identity.groups === undefined) return;
    const groups = expected.index % 5 === 0 ? "editors,staff" : "staff";
    const shown = identity.groups?.map(({ name }) => name).toSorted();
    this.#text(groups, shown?.join() ?? null, [...path, "groups"], result);
  }

  #text(expected: string, shown: string | null, path: Path, result: Result<unknown>): void {
    if (shown === null) this.#missing(path, result);
    else if (shown !== expected) this.#fault(path, `${shown} instead of ${expected}`);
    else this.#count("value: right");
  }

  /** Changed here and there by mutations, never to another person's. */
  #nickname(
    { index, isChanging }: ChaosPerson,
    shown: string | null,
    path: Path,
    result: Result<unknown>,
  ): void {
    const own = isChanging
      ? new RegExp(`^(person${index}|nick${index}-\\d+)$`)
      : new RegExp(`^person${index}$`);
    if (shown === null) this.#missing(path, result);
    else if (!own.test(shown)) this.#fault(path, `${shown} is not of person ${index}`);
    else this.#count("value: right");
  }

  /** Strangers get their id on just-in-time registration, and keep it. */
  #sameId({ index, isKnown, person }: ChaosPerson, id: string, path: Path): void {
    if (isKnown && id !== person.userId) this.#fault(path, `user ${id} instead of ${person.userId}`);
    const known = this.#indexById.get(id);
    if (known !== undefined && known !== index) this.#fault(path, `user ${id} is two people`);
    this.#indexById.set(id, index);
  }

  /** Null is right only beside an error that tells which provider is in which trouble. */
  #missing(path: Path, { errors }: Result<unknown>): void {
    const error = errors.find((each) => JSON.stringify(each.path) === JSON.stringify(path));
    if (error === undefined) {
      this.#fault(path, "null without an error");
      return;
    }
    const { code, provider } = error.extensions ?? {};
    if (this.isStoreDown && code === storeUnavailable) {
      this.#isWhole = false;
      this.#count(`missing: ${storeUnavailable}`);
      return;
    }
    if (typeof provider !== "string") this.#fault(path, `an error without its provider: ${error.message}`);
    this.#reason(String(code).replace("PROVIDER_", ""), path);
  }

  #reason(reason: string, path: Path): void {
    this.#isWhole = false;
    this.#count(`missing: ${reason}`);
    if (!troubles.has(reason)) this.#fault(path, `missing because of ${reason}`);
  }

  #count(kind: string): void {
    this.kinds[kind] = (this.kinds[kind] ?? 0) + 1;
  }

  #fault(path: Path, what: string): void {
    this.#isWhole = false;
    if (this.wrong.length < maxKept) this.wrong.push(`${path.join(".")}: ${what}`);
  }
}
