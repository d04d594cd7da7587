import { type ValidationError, validate } from "class-validator";
import type { InputFault } from "../mutations/problems.js";

/**
 * Every rule that the input breaks, in the order of the fields; empty when it breaks none. Nothing of the faults holds a
 * value: class-validator's own errors do, so they go no further than this.
 *
 * @param input an instance of a type-graphql input class whose fields carry class-validator's rules
 */
export async function checkInput(input: object): Promise<readonly InputFault[]> {
  const errors = await validate(input, {
    forbidUnknownValues: false,
    validationError: { target: false, value: false },
  });
  return errors.flatMap((error) => toFaults(error, ""));
}

function toFaults(
  { property, constraints = {}, children = [] }: ValidationError,
  above: string,
): InputFault[] {
  const path = `${above}${property}`;
  const own = Object.entries(constraints).map(([constraint, message]) => ({ path, constraint, message }));
  return [...own, ...children.flatMap((child) => toFaults(child, `${path}.`))];
}
