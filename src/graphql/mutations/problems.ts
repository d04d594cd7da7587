import { Field, ID, Int, InterfaceType, ObjectType } from "type-graphql";
import { type UnavailableReason as Reason, toUnavailableReason } from "../../identity/identity-read.js";
import type { IdentityKey, ProviderName } from "../../identity/link.js";
import type { ClassType } from "../../identity/provider.js";
import type { ProviderError } from "../../identity/provider-error.js";
import { IdentityProvider, UnavailableReason } from "../schema/enums.js";
import { IdentityProblemCode } from "./problem-code.js";

@InterfaceType({
  description:
    "Why a mutation did not do everything that was requested. Select `code` and `message` here to handle every type of problem.",
})
export abstract class IdentityProblem {
  @Field(() => IdentityProblemCode, { description: "Which problem it is, for programs." })
  readonly code!: IdentityProblemCode;

  @Field(() => String, { description: "What happened, in English. Contains no value that was sent." })
  readonly message!: string;
}

@ObjectType({ description: "A rule that a field of the input violates." })
export class IdentityInputViolation {
  @Field(() => String, { description: "Path of the field in the input, such as `cognito.appMetadata.role`." })
  readonly path!: string;

  @Field(() => String, { description: "Name of the rule, such as `maxLength`, for programs." })
  readonly constraint!: string;

  @Field(() => String, {
    description: "What the rule requires, in English. Contains no value that was sent.",
  })
  readonly message!: string;
}

@ObjectType({
  implements: IdentityProblem,
  description:
    "The input breaks a rule. Nothing was changed. Fix every violation and send the mutation again.",
})
export class InvalidIdentityInput extends IdentityProblem {
  @Field(() => [IdentityInputViolation], { description: "Every violation, not only the first." })
  readonly violations!: readonly IdentityInputViolation[];

  static of(violations: readonly IdentityInputViolation[]): InvalidIdentityInput {
    const message = `The input violates ${violations.length === 1 ? "a rule" : `${violations.length} rules`}.`;
    return Object.assign(new InvalidIdentityInput(), {
      code: IdentityProblemCode.INVALID_INPUT,
      message,
      violations,
    });
  }
}

@ObjectType({
  implements: IdentityProblem,
  description:
    "The provider can't make the change (for example, clear a field), or refused it (for example, a weak password). Repeating the mutation does not help.",
})
export class IdentityChangeRefused extends IdentityProblem {
  @Field(() => [IdentityInputViolation], { description: "The refused changes, field by field." })
  readonly violations!: readonly IdentityInputViolation[];

  static of(violations: readonly IdentityInputViolation[]): IdentityChangeRefused {
    return Object.assign(new IdentityChangeRefused(), {
      code: IdentityProblemCode.CHANGE_REFUSED,
      message: "The provider does not allow the change.",
      violations,
    });
  }
}

@ObjectType({
  implements: IdentityProblem,
  description: "The caller may not do this, whether or not the user exists.",
})
export class IdentityAccessDenied extends IdentityProblem {
  static of(): IdentityAccessDenied {
    return Object.assign(new IdentityAccessDenied(), {
      code: IdentityProblemCode.ACCESS_DENIED,
      message: "You may not do this.",
    });
  }
}

@ObjectType({ implements: IdentityProblem, description: "The user does not exist." })
export class UserNotFound extends IdentityProblem {
  static of(): UserNotFound {
    return Object.assign(new UserNotFound(), {
      code: IdentityProblemCode.USER_NOT_FOUND,
      message: "There is no such user.",
    });
  }
}

@ObjectType({
  implements: IdentityProblem,
  description:
    "More than one user has verified the e-mail address. Nothing was changed; name the user by an id instead.",
})
export class UserAmbiguous extends IdentityProblem {
  static of(): UserAmbiguous {
    return Object.assign(new UserAmbiguous(), {
      code: IdentityProblemCode.USER_AMBIGUOUS,
      message: "Several users have this e-mail address.",
    });
  }
}

/** Adds the fields that name an identity to a problem. */
function addIdentityFields(target: ClassType, providerDescription: string): void {
  const add = (field: keyof IdentityKey, type: () => unknown, description: string): void => {
    const options = { nullable: field !== "provider", description };
    Field(type as () => typeof String, options)(target.prototype, field);
  };
  add("provider", () => IdentityProvider, providerDescription);
  add("realm", () => String, "Realm of the account, as in `Identity.realm`. Null when the input names none.");
  add("subject", () => ID, "Id of the account, as in `Identity.subject`. Null when the input names none.");
}

@ObjectType({
  implements: IdentityProblem,
  description: "The account does not exist at the provider, or the user has none there.",
})
export class IdentityNotFound extends IdentityProblem {
  static at(key: Pick<IdentityKey, "provider"> & Partial<IdentityKey>): IdentityNotFound {
    return Object.assign(new IdentityNotFound(), {
      realm: null,
      subject: null,
      ...toNames(key),
      code: IdentityProblemCode.IDENTITY_NOT_FOUND,
      message: `${key.provider} has no such account.`,
    });
  }
}
addIdentityFields(IdentityNotFound, "The provider that was asked for the account.");

@ObjectType({
  implements: IdentityProblem,
  description: "The account belongs to another user. No link was changed; unlink it from that user first.",
})
export class IdentityConflict extends IdentityProblem {
  static at(key: IdentityKey): IdentityConflict {
    return Object.assign(new IdentityConflict(), {
      ...toNames(key),
      code: IdentityProblemCode.IDENTITY_CONFLICT,
      message: `The ${key.provider} account belongs to another user.`,
    });
  }
}
addIdentityFields(IdentityConflict, "The provider that holds the account.");

@ObjectType({
  implements: IdentityProblem,
  description:
    "The provider already has an account with this name or address, or the user already has an account there. Nothing was created.",
})
export class IdentityExists extends IdentityProblem {
  @Field(() => String, { description: "Field of the input whose value is taken." })
  readonly field!: string;

  static of(field: string): IdentityExists {
    return Object.assign(new IdentityExists(), {
      code: IdentityProblemCode.IDENTITY_EXISTS,
      message: `There is an account with this ${field} already.`,
      field,
    });
  }
}

@ObjectType({ implements: IdentityProblem, description: "A provider did not respond. Try again later." })
export class IdentityProviderFailed extends IdentityProblem {
  @Field(() => IdentityProvider, { description: "The provider that did not respond." })
  readonly provider!: ProviderName;

  @Field(() => UnavailableReason, { nullable: true, description: "Why the provider did not respond." })
  readonly reason!: Reason | null;

  @Field(() => Int, {
    nullable: true,
    description: "Number of seconds to wait before you try again. Null when the wait is unknown.",
  })
  readonly retryAfterSeconds!: number | null;

  static because({ provider, kind, retryAfterSeconds }: ProviderError): IdentityProviderFailed {
    const reason = toUnavailableReason(kind);
    return Object.assign(new IdentityProviderFailed(), {
      code: IdentityProblemCode.PROVIDER_FAILED,
      message:
        kind === "unauthorized"
          ? `${provider} refuses this service's credentials.`
          : `${provider} could not answer.`,
      provider,
      reason,
      retryAfterSeconds: retryAfterSeconds ?? null,
    });
  }
}

function toNames({ provider, realm, subject }: Partial<IdentityKey>): Partial<IdentityKey> {
  return { ...(provider && { provider }), ...(realm && { realm }), ...(subject && { subject }) };
}
