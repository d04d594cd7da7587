import { Field, ID, Int, ObjectType } from "type-graphql";
import { IdentityProblemCode } from "./problem-code.js";
import { IdentityProblem } from "./problems.js";

@ObjectType({
  implements: IdentityProblem,
  description:
    "The idempotency key was used with different input. Nothing was changed; use a new key for a new request.",
})
export class IdentityIdempotencyConflict extends IdentityProblem {
  static of(): IdentityIdempotencyConflict {
    return Object.assign(new IdentityIdempotencyConflict(), {
      code: IdentityProblemCode.IDEMPOTENCY_CONFLICT,
      message: "The idempotency key was used with other input.",
    });
  }
}

@ObjectType({
  implements: IdentityProblem,
  description:
    "Another change of the same user is in progress. Nothing was recorded or changed; send the mutation again later.",
})
export class IdentityBusy extends IdentityProblem {
  @Field(() => Int, { nullable: true, description: "Number of seconds to wait before you try again." })
  readonly retryAfterSeconds!: number | null;

  static of(retryAfterSeconds: number): IdentityBusy {
    return Object.assign(new IdentityBusy(), {
      code: IdentityProblemCode.IDENTITY_BUSY,
      message: "Another change of this user is in progress.",
      retryAfterSeconds,
    });
  }
}

@ObjectType({
  implements: IdentityProblem,
  description:
    "The change is recorded but not complete, because a provider did not respond. It will be completed or undone automatically. Follow it with the query `identityWrite`, or repeat the mutation with the same idempotency key for the result.",
})
export class IdentityWritePending extends IdentityProblem {
  @Field(() => ID, { description: "Id of the write, for the query `identityWrite`." })
  readonly writeId!: string;

  @Field(() => Int, { nullable: true, description: "Number of seconds to wait before you look again." })
  readonly retryAfterSeconds!: number | null;

  static of(writeId: string, retryAfterSeconds: number): IdentityWritePending {
    return Object.assign(new IdentityWritePending(), {
      code: IdentityProblemCode.WRITE_PENDING,
      message: "The change is not complete yet.",
      writeId,
      retryAfterSeconds,
    });
  }
}

@ObjectType({
  implements: IdentityProblem,
  description:
    "An operator stopped the change before it was complete. Part of it may have been made; sending the mutation again is a new attempt.",
})
export class IdentityWriteAbandoned extends IdentityProblem {
  @Field(() => ID, { description: "Id of the write, for the query `identityWrite`." })
  readonly writeId!: string;

  static of(writeId: string): IdentityWriteAbandoned {
    return Object.assign(new IdentityWriteAbandoned(), {
      code: IdentityProblemCode.WRITE_ABANDONED,
      message: "An operator stopped the change.",
      writeId,
    });
  }
}
