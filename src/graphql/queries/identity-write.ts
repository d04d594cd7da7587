import { Arg, Ctx, Field, ID, Int, ObjectType, Query, Resolver, registerEnumType } from "type-graphql";
import { validate } from "uuid";
import type { Write } from "../../directory/journal.js";
import { IdentityChangeOutcome } from "../mutations/identity-outcome.js";
import { IdentityProblem } from "../mutations/problems.js";
import { retryAfterSeconds } from "../mutations/run-write.js";
import { toWriteReport } from "../mutations/write-report.js";
import type { GraphContext } from "../schema/context.js";
import { DateTime } from "../schema/scalars.js";

export enum IdentityWriteState {
  PENDING = "PENDING",
  PARKED = "PARKED",
  FINISHED = "FINISHED",
  UNDONE = "UNDONE",
  ABANDONED = "ABANDONED",
}

registerEnumType(IdentityWriteState, {
  name: "IdentityWriteState",
  description: "How far a write has come.",
  valuesConfig: {
    PENDING: { description: "Not complete. It will be completed or undone automatically." },
    PARKED: { description: "Not complete. An operator must decide how it continues." },
    FINISHED: { description: "Complete. The outcomes say whether every part of it was made." },
    UNDONE: { description: "It failed, and its changes were undone: see `problem`." },
    ABANDONED: { description: "An operator stopped it. Part of it may have been made." },
  },
});

@ObjectType({
  description:
    "A recorded change of a user, requested by one mutation. It can be read until 24 hours after it ended.",
})
export class IdentityWrite {
  @Field(() => ID, { description: "The `writeId` that the mutation returned." })
  readonly id!: string;

  @Field(() => IdentityWriteState, { description: "How far the write has come." })
  readonly state!: IdentityWriteState;

  @Field(() => [IdentityChangeOutcome], {
    description:
      "Result of the write at each account. Empty when it has not reached an account, or was undone.",
  })
  readonly outcomes!: readonly IdentityChangeOutcome[];

  @Field(() => IdentityProblem, {
    nullable: true,
    description: "Why the write failed as a whole. Null when it did not.",
  })
  readonly problem!: IdentityProblem | null;

  @Field(() => DateTime, { description: "When the write was recorded." })
  readonly startedAt!: Date;

  @Field(() => DateTime, { nullable: true, description: "When the write ended. Null when it has not." })
  readonly finishedAt!: Date | null;

  @Field(() => Int, {
    nullable: true,
    description: "Number of seconds to wait before you look again. Null unless `state` is PENDING.",
  })
  readonly retryAfterSeconds!: number | null;
}

@Resolver()
export class IdentityWriteResolver {
  @Query(() => IdentityWrite, {
    nullable: true,
    description:
      "A change that an earlier mutation recorded. Null when it does not exist, or when neither the caller requested it nor has the permission `read:writes`.",
  })
  async identityWrite(
    @Arg("id", () => ID, { description: "The `writeId` that the mutation returned." }) id: string,
    @Ctx() context: GraphContext,
  ): Promise<IdentityWrite | null> {
    if (!validate(id)) return null;
    const write = await context.directory.journal.find(id.toLowerCase());
    return write !== null && mayRead(write, context) ? toIdentityWrite(write) : null;
  }
}

function mayRead({ actor }: Write, { viewer, access }: GraphContext): boolean {
  return access.mayLookUp("write") || (access.mayLookUpSelf("write") && actor === viewer.actor);
}

function toIdentityWrite(write: Write): IdentityWrite {
  const { id, startedAt, updatedAt } = write;
  const state = toState(write);
  return Object.assign(new IdentityWrite(), {
    ...toWriteReport(write),
    id,
    state,
    startedAt,
    finishedAt: write.state === "started" ? null : updatedAt,
    retryAfterSeconds: state === IdentityWriteState.PENDING ? retryAfterSeconds : null,
  });
}

function toState({ state, parkedReason }: Write): IdentityWriteState {
  switch (state) {
    case "started":
      return parkedReason === null ? IdentityWriteState.PENDING : IdentityWriteState.PARKED;
    case "finished":
      return IdentityWriteState.FINISHED;
    case "undone":
      return IdentityWriteState.UNDONE;
    case "abandoned":
      return IdentityWriteState.ABANDONED;
  }
}
