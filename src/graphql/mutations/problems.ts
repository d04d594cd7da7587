import { Field, ID, Int, InterfaceType, ObjectType, registerEnumType } from "type-graphql";
import { type UnavailableReason as Reason, toUnavailableReason } from "../../identity/identity-read.js";
import type { IdentityKey, ProviderName } from "../../identity/link.js";
import type { ClassType } from "../../identity/provider.js";
import type { ProviderError } from "../../identity/provider-error.js";
import { IdentityProvider, UnavailableReason } from "../schema/enums.js";

export enum ProblemCode {
  INVALID_INPUT = "INVALID_INPUT",
  CHANGE_REFUSED = "CHANGE_REFUSED",
  FORBIDDEN = "FORBIDDEN",
  USER_NOT_FOUND = "USER_NOT_FOUND",
  IDENTITY_NOT_FOUND = "IDENTITY_NOT_FOUND",
  IDENTITY_CONFLICT = "IDENTITY_CONFLICT",
  IDENTITY_EXISTS = "IDENTITY_EXISTS",
  IDEMPOTENCY_CONFLICT = "IDEMPOTENCY_CONFLICT",
  WRITE_PENDING = "WRITE_PENDING",
  PROVIDER_FAILED = "PROVIDER_FAILED",
}

registerEnumType(ProblemCode, {
  name: "ProblemCode",
  description: "What kept a mutation from doing what was asked.",
  valuesConfig: {
    INVALID_INPUT: {
      description: "The input breaks rules; nothing was done. Mend every fault and ask again.",
    },
    CHANGE_REFUSED: {
      description: "The provider can't make the change, or refused it. Asking again does not help.",
    },
    FORBIDDEN: { description: "The caller may not do this; nothing was done, and nobody was looked for." },
    USER_NOT_FOUND: { description: "There is no such user." },
    IDENTITY_NOT_FOUND: { description: "The provider holds no such identity, or the user has none there." },
    IDENTITY_CONFLICT: { description: "The identity belongs to another user; nothing was changed here." },
    IDENTITY_EXISTS: {
      description:
        "The provider already has a user of that name or address, or the user already has an identity there.",
    },
    IDEMPOTENCY_CONFLICT: {
      description:
        "The idempotency key was used with other input; nothing was done. Use a new key for a new wish.",
    },
    WRITE_PENDING: {
      description:
        "The write is recorded but not finished; it will be finished or undone. Ask again with the same idempotency key.",
    },
    PROVIDER_FAILED: { description: "A provider could not answer. Ask again later." },
  },
});

@InterfaceType({ description: "What kept a mutation from doing what was asked." })
export abstract class Problem {
  @Field(() => ProblemCode, { description: "Which kind of problem; for programs." })
  readonly code!: ProblemCode;

  @Field(() => String, { description: "The problem in words; for people. Holds no value that was sent." })
  readonly message!: string;
}

@ObjectType({ description: "One rule that the input breaks." })
export class InputFault {
  @Field(() => String, { description: "Where, as cognito.appMetadata.role." })
  readonly path!: string;

  @Field(() => String, { description: "Name of the rule, as maxLength; for programs." })
  readonly constraint!: string;

  @Field(() => String, { description: "The rule in words; for people. Holds no value that was sent." })
  readonly message!: string;
}

@ObjectType({
  implements: Problem,
  description: "The input breaks rules. Nothing was done. Mend every fault and ask again.",
})
export class InvalidInput extends Problem {
  @Field(() => [InputFault], { description: "Every fault, not only the first." })
  readonly faults!: readonly InputFault[];

  static of(faults: readonly InputFault[]): InvalidInput {
    const message = `The input breaks ${faults.length === 1 ? "a rule" : `${faults.length} rules`}.`;
    return Object.assign(new InvalidInput(), { code: ProblemCode.INVALID_INPUT, message, faults });
  }
}

@ObjectType({
  implements: Problem,
  description:
    "The provider can't make the change (a field that it can't clear, say), or refused it (a password policy). Asking again does not help.",
})
export class ChangeRefused extends Problem {
  @Field(() => [InputFault], { description: "What is refused, field by field." })
  readonly faults!: readonly InputFault[];

  static of(faults: readonly InputFault[]): ChangeRefused {
    return Object.assign(new ChangeRefused(), {
      code: ProblemCode.CHANGE_REFUSED,
      message: "The provider does not allow the change.",
      faults,
    });
  }
}

@ObjectType({ implements: Problem, description: "The caller may not do this, be there such a user or not." })
export class Forbidden extends Problem {
  static of(): Forbidden {
    return Object.assign(new Forbidden(), { code: ProblemCode.FORBIDDEN, message: "You may not do this." });
  }
}

@ObjectType({ implements: Problem, description: "There is no such user." })
export class UserNotFound extends Problem {
  static of(): UserNotFound {
    return Object.assign(new UserNotFound(), {
      code: ProblemCode.USER_NOT_FOUND,
      message: "There is no such user.",
    });
  }
}

/** Gives a problem the fields that name an identity. */
function addIdentityFields(target: ClassType): void {
  const add = (field: keyof IdentityKey, type: () => unknown, description: string): void => {
    const options = { nullable: field !== "provider", description };
    Field(type as () => typeof String, options)(target.prototype, field);
  };
  add("provider", () => IdentityProvider, "The provider.");
  add("realm", () => String, "The realm; null when none was named.");
  add("subject", () => ID, "The identity's subject; null when none was named.");
}

@ObjectType({
  implements: Problem,
  description: "The provider holds no such identity, or the user has none there.",
})
export class IdentityNotFound extends Problem {
  static at(key: Pick<IdentityKey, "provider"> & Partial<IdentityKey>): IdentityNotFound {
    return Object.assign(new IdentityNotFound(), {
      realm: null,
      subject: null,
      ...toNames(key),
      code: ProblemCode.IDENTITY_NOT_FOUND,
      message: `${key.provider} holds no such identity.`,
    });
  }
}
addIdentityFields(IdentityNotFound);

@ObjectType({
  implements: Problem,
  description:
    "The identity belongs to another user. Nothing was changed here; unlink it there first if it is yours.",
})
export class IdentityConflict extends Problem {
  static at(key: IdentityKey): IdentityConflict {
    return Object.assign(new IdentityConflict(), {
      ...toNames(key),
      code: ProblemCode.IDENTITY_CONFLICT,
      message: `The ${key.provider} identity belongs to another user.`,
    });
  }
}
addIdentityFields(IdentityConflict);

@ObjectType({
  implements: Problem,
  description:
    "The provider already has a user of that name or address, or the user already has an identity in that realm. Nothing was created.",
})
export class IdentityExists extends Problem {
  @Field(() => String, { description: "Field of the input whose value is taken." })
  readonly field!: string;

  static of(field: string): IdentityExists {
    return Object.assign(new IdentityExists(), {
      code: ProblemCode.IDENTITY_EXISTS,
      message: `There is an identity with this ${field} already.`,
      field,
    });
  }
}

@ObjectType({
  implements: Problem,
  description:
    "The idempotency key was used with other input. Nothing was done; use a new key for a new wish.",
})
export class IdempotencyConflict extends Problem {
  static of(): IdempotencyConflict {
    return Object.assign(new IdempotencyConflict(), {
      code: ProblemCode.IDEMPOTENCY_CONFLICT,
      message: "The idempotency key was used with other input.",
    });
  }
}

@ObjectType({
  implements: Problem,
  description:
    "The write is recorded but not finished: a provider did not answer, or another write of the same user is under way. It will be finished or undone; ask again with the same idempotency key to hear how it ended.",
})
export class WritePending extends Problem {
  @Field(() => ID, { description: "Id of the write, for operators." })
  readonly writeId!: string;

  @Field(() => Int, { nullable: true, description: "Seconds after which to ask again." })
  readonly retryAfterSeconds!: number | null;

  static of(writeId: string, retryAfterSeconds: number): WritePending {
    return Object.assign(new WritePending(), {
      code: ProblemCode.WRITE_PENDING,
      message: "The write is not finished yet.",
      writeId,
      retryAfterSeconds,
    });
  }
}

@ObjectType({ implements: Problem, description: "A provider could not answer. Ask again later." })
export class ProviderFailed extends Problem {
  @Field(() => IdentityProvider, { description: "The provider." })
  readonly provider!: ProviderName;

  @Field(() => UnavailableReason, { nullable: true, description: "Why the provider could not answer." })
  readonly reason!: Reason | null;

  @Field(() => Int, {
    nullable: true,
    description: "Seconds after which to ask again, where the provider said so.",
  })
  readonly retryAfterSeconds!: number | null;

  static because({ provider, kind, retryAfterSeconds }: ProviderError): ProviderFailed {
    const reason = toUnavailableReason(kind);
    return Object.assign(new ProviderFailed(), {
      code: ProblemCode.PROVIDER_FAILED,
      message: `${provider} could not answer.`,
      provider,
      reason,
      retryAfterSeconds: retryAfterSeconds ?? null,
    });
  }
}

function toNames({ provider, realm, subject }: Partial<IdentityKey>): Partial<IdentityKey> {
  return { ...(provider && { provider }), ...(realm && { realm }), ...(subject && { subject }) };
}
