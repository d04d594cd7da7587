import { Directive, Field, ID, InputType } from "type-graphql";
import type { Provider } from "../../identity/provider.js";
import { EmailAddress } from "../schema/scalars.js";

@InputType({ description: "One thing to know a user by; exactly one must be given." })
@Directive("@oneOf")
export class UserBy {
  @Field(() => ID, { nullable: true, description: "Our id of the user." })
  readonly id?: string;

  @Field(() => EmailAddress, {
    nullable: true,
    description:
      "An address that one of the user's identities has. An error when it belongs to several users.",
  })
  readonly email?: string;
}

/** Adds a field for each provider's subject. */
export function addSubjectInputs(registry: readonly Provider[]): void {
  for (const { subjectField, subjectDescription } of registry) {
    Field(() => ID, { nullable: true, description: subjectDescription })(UserBy.prototype, subjectField);
  }
}
