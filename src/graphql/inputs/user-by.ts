import { Directive, Field, ID, InputType } from "type-graphql";
import type { Provider } from "../../identity/provider.js";

@InputType({ description: "What the caller knows a user by. Give exactly one field." })
@Directive("@oneOf")
export class UserByInput {
  @Field(() => ID, { nullable: true, description: "The id of the user, as in `User.id`." })
  readonly id?: string;

  @Field(() => String, {
    nullable: true,
    description:
      "An e-mail address that exactly one user has verified. Only for callers who may read users. Asks every provider, and finds no user while one of them does not respond.",
  })
  readonly email?: string;
}

/** Adds a field for each provider's subject. */
export function addSubjectInputs(registry: readonly Provider[]): void {
  for (const { subjectField, subjectDescription } of registry) {
    Field(() => ID, { nullable: true, description: subjectDescription })(UserByInput.prototype, subjectField);
  }
}
