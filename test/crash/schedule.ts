import fc from "fast-check";
import type { ProcessClock } from "../support/clocks.js";

/** Stands in every password, and must stand nowhere else. */
export const canary = "Canary-7391";

export type ProcessName = "A" | "B";

/** What every mutation of a schedule has. */
interface Asked {
  /** Who is asked; the other one when that process is dead. */
  readonly process: ProcessName;
  readonly key: string | null;
  /** Whether the next command waits for the answer. */
  readonly isAwaited: boolean;
}

export type CreateCommand = Asked & {
  readonly kind: "create";
  /** Null has one made up. */
  readonly username: string | null;
  readonly hasPassword: boolean;
  /** `missing` is no group of the pool, so that the creation is undone. */
  readonly group: "staff" | "missing" | null;
  /** Number of the user to link it to; a new user when null. */
  readonly forUser: number | null;
};
export type UpdateCommand = Asked & {
  readonly kind: "update";
  readonly user: number;
  readonly nickname: string;
};
/** Blocks or unblocks the Auth0 identity of the user. */
export type BlockCommand = Asked & {
  readonly kind: "block";
  readonly user: number;
  readonly isBlocked: boolean;
};
/** `person` has a Nexus identity; the last of the people is not in the directory at first. */
export type SyncCommand = Asked & { readonly kind: "sync"; readonly person: number; readonly badge: string };
export type LinkCommand = Asked & {
  readonly kind: "link" | "unlink";
  readonly user: number;
  /** Number of one of the Auth0 identities that no user has at first. */
  readonly subject: number;
};
export type MutationCommand = CreateCommand | UpdateCommand | BlockCommand | SyncCommand | LinkCommand;

export type Command =
  | MutationCommand
  | {
      readonly kind: "fault";
      readonly provider: "auth0" | "cognito" | "nexus";
      readonly fault: "lost" | "reset" | 429 | 503;
      /** Otherwise only calls that write are hit. */
      readonly hitsReads: boolean;
      readonly probability: number;
    }
  | {
      readonly kind: "kill";
      readonly process: ProcessName;
      /** At which of its next calls it dies; at once when 0. */
      readonly call: number;
      /** Whether that call still goes through. */
      readonly isAfter: boolean;
    }
  /** Another program creates an account like one that a creation asks for. */
  | { readonly kind: "stranger"; readonly username: "ada" | "bob" | null; readonly key: "key-1" | "key-2" }
  | { readonly kind: "restart" | "freeze" | "thaw" | "recover"; readonly process: ProcessName }
  /** Waits until no call is in progress, then lets every lease run out. */
  | { readonly kind: "run" }
  | { readonly kind: "clear_faults" };

export interface Schedule {
  /** Seeds the chance that decides which calls the faults hit. */
  readonly chance: number;
  /** Whether the processes have each a directory of their own, over one file. */
  readonly isOnFile: boolean;
  /** The processes' own clocks; the store has another one. */
  readonly clocks: Readonly<Record<ProcessName, ProcessClock>>;
  readonly commands: readonly Command[];
}

const process = fc.constantFrom<ProcessName>("A", "B");
const clock: fc.Arbitrary<ProcessClock> = fc.record({
  aheadMs: fc.constantFrom(0, 60_000, -60_000),
  rate: fc.constantFrom(1, 1.05, 0.95),
});
const user = fc.integer({ min: 0, max: 1 });
const value = fc.constantFrom("one", "two");
const asked = {
  process,
  key: fc.option(fc.constantFrom("key-1", "key-2"), { freq: 1 }),
  isAwaited: fc.boolean(),
};

const mutation: fc.Arbitrary<MutationCommand> = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.record({
      kind: fc.constant("create" as const),
      ...asked,
      username: fc.option(fc.constantFrom("ada", "bob"), { freq: 3 }),
      hasPassword: fc.boolean(),
      group: fc.constantFrom("staff" as const, "missing" as const, null),
      forUser: fc.option(user, { freq: 1 }),
    }),
  },
  {
    weight: 4,
    arbitrary: fc.record({ kind: fc.constant("update" as const), ...asked, user, nickname: value }),
  },
  {
    weight: 3,
    arbitrary: fc.record({
      kind: fc.constant("block" as const),
      ...asked,
      user,
      isBlocked: fc.boolean(),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      kind: fc.constant("sync" as const),
      ...asked,
      person: fc.integer({ min: 0, max: 2 }),
      badge: value,
    }),
  },
  {
    weight: 4,
    arbitrary: fc.record({
      kind: fc.constantFrom("link" as const, "unlink" as const),
      ...asked,
      user,
      subject: fc.integer({ min: 0, max: 1 }),
    }),
  },
);

const trouble: fc.Arbitrary<Command> = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.record({
      kind: fc.constant("fault" as const),
      provider: fc.constantFrom("auth0" as const, "cognito" as const, "nexus" as const),
      fault: fc.constantFrom("lost" as const, "reset" as const, 429 as const, 503 as const),
      hitsReads: fc.boolean(),
      probability: fc.constantFrom(0.3, 0.6, 0.9, 1), // 1: it stays down
    }),
  },
  {
    weight: 3,
    arbitrary: fc.record({
      kind: fc.constant("kill" as const),
      process,
      call: fc.integer({ min: 0, max: 15 }),
      isAfter: fc.boolean(),
    }),
  },
  {
    weight: 4,
    arbitrary: fc.record({
      kind: fc.constantFrom("restart" as const, "freeze" as const, "thaw" as const, "recover" as const),
      process,
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      kind: fc.constant("stranger" as const),
      username: fc.option(fc.constantFrom("ada" as const, "bob" as const), { freq: 3 }),
      key: fc.constantFrom("key-1" as const, "key-2" as const),
    }),
  },
  { weight: 3, arbitrary: fc.record({ kind: fc.constantFrom("run" as const, "clear_faults" as const) }) },
);

export const schedules: fc.Arbitrary<Schedule> = fc.record({
  chance: fc.integer({ min: 0, max: 2 ** 31 - 1 }),
  clocks: fc.record({ A: clock, B: clock }),
  isOnFile: fc.integer({ min: 0, max: 9 }).map((number) => number === 9),
  commands: fc.array(fc.oneof({ weight: 3, arbitrary: mutation }, { weight: 2, arbitrary: trouble }), {
    minLength: 6,
    maxLength: 18,
    size: "max",
  }),
});
