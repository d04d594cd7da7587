import { Field, ID, ObjectType, registerEnumType } from "type-graphql";
import type { ProviderSubject, Realm } from "../../identity/ids.js";
import type { IdentityKey, ProviderName } from "../../identity/link.js";
import { IdentityProvider } from "../schema/enums.js";
import { IdentityProblem } from "./problems.js";

export enum IdentityChangeStatus {
  APPLIED = "APPLIED",
  UNCHANGED = "UNCHANGED",
  FAILED = "FAILED",
  PENDING = "PENDING",
  SUPERSEDED = "SUPERSEDED",
}

registerEnumType(IdentityChangeStatus, {
  name: "IdentityChangeStatus",
  description: "Result of a change at one account.",
  valuesConfig: {
    APPLIED: { description: "Every requested change was made." },
    UNCHANGED: { description: "The account already had the requested values." },
    FAILED: {
      description: "Some changes were not made: see `problem`. `appliedFields` lists those that were.",
    },
    PENDING: {
      description:
        "The provider has not confirmed the change yet. It will be sent again automatically; follow it with `identityWrite`.",
    },
    SUPERSEDED: {
      description: "A newer change of the same fields replaced this one before it was made.",
    },
  },
});

@ObjectType({ description: "Result of a change at one account." })
export class IdentityChangeOutcome {
  @Field(() => IdentityProvider, { description: "The provider that holds the account." })
  readonly provider!: ProviderName;

  @Field(() => String, { description: "Realm of the account, as in `Identity.realm`." })
  readonly realm!: Realm;

  @Field(() => ID, { description: "Id of the account, as in `Identity.subject`." })
  readonly subject!: ProviderSubject;

  @Field(() => IdentityChangeStatus, { description: "Whether the change was made." })
  readonly status!: IdentityChangeStatus;

  @Field(() => [String], {
    description: "Names of the fields that were changed, even when another part of the change failed.",
  })
  readonly appliedFields!: readonly string[];

  @Field(() => IdentityProblem, {
    nullable: true,
    description: "Why some changes were not made. Null unless `status` is FAILED.",
  })
  readonly problem!: IdentityProblem | null;

  static of(outcome: {
    readonly key: IdentityKey;
    readonly status: `${IdentityChangeStatus}`;
    readonly appliedFields?: readonly string[];
    readonly problem?: IdentityProblem | null;
  }): IdentityChangeOutcome {
    const { key, status, appliedFields = [], problem = null } = outcome;
    return Object.assign(new IdentityChangeOutcome(), { ...key, status, appliedFields, problem });
  }
}
