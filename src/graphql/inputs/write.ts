import { Matches } from "class-validator";
import { Field, InputType } from "type-graphql";
import type { JsonObject } from "../../identity/app-metadata.js";
import type { ProviderName } from "../../identity/link.js";
import { toPlainJson } from "../../identity/plain-json.js";
import type { Secrets } from "../../identity/writer.js";
import { IfNotNull } from "./rules.js";

/** What every mutation's input can carry. */
@InputType({ description: "What every mutation takes." })
export abstract class WriteInput {
  @Field(() => String, {
    nullable: true,
    description:
      "Makes the mutation safe to repeat: for 24 hours, the same key with the same input returns the first result. Use a new key for each change. 1 to 255 printable characters.",
  })
  @IfNotNull()
  @Matches(/^[^\p{C}]{1,255}$/u, { message: "$property must be 1 to 255 printable characters" })
  readonly idempotencyKey?: string | null;
}

/** Stands in the journal where the input had a secret. */
const placeholder = "[secret]";

/** An input without what was left out, as plain JSON; its password apart from it. */
export function splitSecrets(
  provider: ProviderName,
  input: object,
): { readonly plain: JsonObject; readonly secrets: Secrets } {
  const plain = toPlainJson(input);
  if (typeof plain.password !== "string") return { plain, secrets: {} };
  const secrets = { [`${provider}.password`]: plain.password };
  return { plain: { ...plain, password: placeholder }, secrets };
}
