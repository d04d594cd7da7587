import { Directive, Field, ID, InputType } from "type-graphql";
import type { Provider } from "../../identity/provider.js";

@InputType({ description: "The id or the e-mail address of a user. Give exactly one field." })
@Directive("@oneOf")
export class UserByInput {
  @Field(() => ID, { nullable: true, description: "The id of the user, as in `User.id`." })
  readonly id?: string;

  @Field(() => String, {
    nullable: true,
    description:
      "An e-mail address that exactly one user has verified. Every provider is searched, and while one of them does not respond, no user is found. Callers without the permission `read:users` find only themselves, and can't use it in a mutation.",
  })
  readonly email?: string;
}

/** Adds a field for each provider's subject. */
export function addSubjectInputs(registry: readonly Provider[]): void {
  for (const { subjectField, subjectDescription } of registry) {
    Field(() => ID, { nullable: true, description: subjectDescription })(UserByInput.prototype, subjectField);
  }
}
