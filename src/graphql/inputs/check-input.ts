import { type ValidationError, validate } from "class-validator";
import type { IdentityInputViolation } from "../mutations/problems.js";

/**
 * Every rule that the input breaks, in the order of the fields; empty when it breaks none. Nothing of the violations holds a
 * value: class-validator's own errors do, so they go no further than this.
 *
 * @param input an instance of a type-graphql input class whose fields carry class-validator's rules
 */
export async function checkInput(input: object): Promise<readonly IdentityInputViolation[]> {
  const errors = await validate(input, {
    forbidUnknownValues: false,
    validationError: { target: false, value: false },
  });
  return errors.flatMap((error) => toViolations(error, ""));
}

function toViolations(
  { property, constraints = {}, children = [] }: ValidationError,
  above: string,
): IdentityInputViolation[] {
  const path = `${above}${property}`;
  const own = Object.entries(constraints).map(([constraint, message]) => ({ path, constraint, message }));
  return [...own, ...children.flatMap((child) => toViolations(child, `${path}.`))];
}
