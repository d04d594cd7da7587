import { Field, ID, ObjectType } from "type-graphql";
import type { ProviderSubject, Realm } from "../../identity/ids.js";
import type { IdentityKey, ProviderName } from "../../identity/link.js";
import { IdentityProvider } from "../schema/enums.js";
import { JSONValue } from "../schema/scalars.js";
import { IdentityProblem } from "./problems.js";

@ObjectType({ description: "One field that an update would change." })
export class IdentityFieldChange {
  @Field(() => String, { description: "Name of the field, such as `appMetadata.role`." })
  readonly field!: string;

  @Field(() => JSONValue, {
    nullable: true,
    description: "The current value. Null when there is none, and for passwords.",
  })
  readonly before!: unknown;

  @Field(() => JSONValue, {
    nullable: true,
    description: "The new value. Null when the field would be cleared, and for passwords.",
  })
  readonly after!: unknown;
}

@ObjectType({ description: "What an update would change at one account." })
export class IdentityChangePreview {
  @Field(() => IdentityProvider, { description: "The provider that holds the account." })
  readonly provider!: ProviderName;

  @Field(() => String, { description: "Realm of the account, as in `Identity.realm`." })
  readonly realm!: Realm;

  @Field(() => ID, { description: "Id of the account, as in `Identity.subject`." })
  readonly subject!: ProviderSubject;

  @Field(() => [IdentityFieldChange], {
    nullable: true,
    description: "Every field that would change; empty when the account already has the requested values.",
  })
  readonly fieldChanges!: readonly IdentityFieldChange[];

  @Field(() => IdentityProblem, {
    nullable: true,
    description: "Why the update would not be made at this account. Null when it would be.",
  })
  readonly problem!: IdentityProblem | null;

  static of(
    key: IdentityKey,
    fieldChanges: readonly IdentityFieldChange[],
    problem: IdentityProblem | null,
  ): IdentityChangePreview {
    return Object.assign(new IdentityChangePreview(), { ...key, fieldChanges, problem });
  }
}
