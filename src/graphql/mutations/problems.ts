import { Field, ID, Int, InterfaceType, ObjectType } from "type-graphql";
import { type UnavailableReason as Reason, toUnavailableReason } from "../../identity/identity-read.js";
import type { IdentityKey, ProviderName } from "../../identity/link.js";
import type { ClassType } from "../../identity/provider.js";
import type { ProviderError } from "../../identity/provider-error.js";
import { IdentityProvider, UnavailableReason } from "../schema/enums.js";
import { ProblemCode } from "./problem-code.js";

@InterfaceType({ description: "Why a mutation could not make the requested change." })
export abstract class Problem {
  @Field(() => ProblemCode, { description: "Kind of problem, for programs." })
  readonly code!: ProblemCode;

  @Field(() => String, { description: "Description for people. Contains no value that was sent." })
  readonly message!: string;
}

@ObjectType({ description: "A rule that the input violates." })
export class InputFault {
  @Field(() => String, { description: "Path in the input, such as cognito.appMetadata.role." })
  readonly path!: string;

  @Field(() => String, { description: "Name of the rule, such as maxLength, for programs." })
  readonly constraint!: string;

  @Field(() => String, { description: "Description for people. Contains no value that was sent." })
  readonly message!: string;
}

@ObjectType({
  implements: Problem,
  description: "The input is invalid. Nothing was changed. Fix every violation and send the mutation again.",
})
export class InvalidInput extends Problem {
  @Field(() => [InputFault], { description: "Every violation, not only the first." })
  readonly faults!: readonly InputFault[];

  static of(faults: readonly InputFault[]): InvalidInput {
    const message = `The input violates ${faults.length === 1 ? "a rule" : `${faults.length} rules`}.`;
    return Object.assign(new InvalidInput(), { code: ProblemCode.INVALID_INPUT, message, faults });
  }
}

@ObjectType({
  implements: Problem,
  description:
    "The provider can't make the change (such as clearing a field), or refused it (such as a weak password). Repeating the mutation does not help.",
})
export class ChangeRefused extends Problem {
  @Field(() => [InputFault], { description: "The refused changes, field by field." })
  readonly faults!: readonly InputFault[];

  static of(faults: readonly InputFault[]): ChangeRefused {
    return Object.assign(new ChangeRefused(), {
      code: ProblemCode.CHANGE_REFUSED,
      message: "The provider does not allow the change.",
      faults,
    });
  }
}

@ObjectType({
  implements: Problem,
  description: "The caller may not do this, whether or not the user exists.",
})
export class Forbidden extends Problem {
  static of(): Forbidden {
    return Object.assign(new Forbidden(), { code: ProblemCode.FORBIDDEN, message: "You may not do this." });
  }
}

@ObjectType({ implements: Problem, description: "The user does not exist." })
export class UserNotFound extends Problem {
  static of(): UserNotFound {
    return Object.assign(new UserNotFound(), {
      code: ProblemCode.USER_NOT_FOUND,
      message: "There is no such user.",
    });
  }
}

/** Adds the fields that name an identity to a problem. */
function addIdentityFields(target: ClassType): void {
  const add = (field: keyof IdentityKey, type: () => unknown, description: string): void => {
    const options = { nullable: field !== "provider", description };
    Field(type as () => typeof String, options)(target.prototype, field);
  };
  add("provider", () => IdentityProvider, "The provider.");
  add("realm", () => String, "The realm; null when the input named none.");
  add("subject", () => ID, "The identity's subject; null when the input named none.");
}

@ObjectType({
  implements: Problem,
  description: "The identity does not exist at the provider, or the user has none there.",
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
  description: "The identity belongs to another user. Nothing was changed; unlink it from that user first.",
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
    "The provider already has a user with this name or address, or the user already has an identity in that realm. Nothing was created.",
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
    "The idempotency key was used with different input. Nothing was changed; use a new key for a new request.",
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
    "The write is recorded but not complete: a provider did not respond, or another write of the same user is in progress. It will be completed or undone; repeat the mutation with the same idempotency key for the result.",
})
export class WritePending extends Problem {
  @Field(() => ID, { description: "Id of the write, for operators." })
  readonly writeId!: string;

  @Field(() => Int, { nullable: true, description: "Seconds after which to try again." })
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

@ObjectType({ implements: Problem, description: "A provider did not respond. Try again later." })
export class ProviderFailed extends Problem {
  @Field(() => IdentityProvider, { description: "The provider." })
  readonly provider!: ProviderName;

  @Field(() => UnavailableReason, { nullable: true, description: "Why the provider did not respond." })
  readonly reason!: Reason | null;

  @Field(() => Int, {
    nullable: true,
    description: "Seconds after which to try again, if the provider sent a value.",
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
