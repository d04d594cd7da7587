import {
  registerDecorator,
  ValidateIf,
  type ValidationArguments,
  type ValidationOptions,
} from "class-validator";

/** For a field that may be left out but not be null: the field's other rules see null and refuse it. */
export function IfGiven(): PropertyDecorator {
  return ValidateIf((_input, value) => value !== undefined);
}

/** For a field that may be left out, and that null clears. */
export function IfNotNull(): PropertyDecorator {
  return ValidateIf((_input, value) => value !== undefined && value !== null);
}

/** Bounds in bytes of UTF-8, as some providers count. */
export function MaxBytes(max: number, options: ValidationOptions = {}): PropertyDecorator {
  return toRule(
    "maxBytes",
    `must have ${max} bytes of UTF-8 at most`,
    (value) => typeof value === "string" && Buffer.byteLength(value) <= max,
    options,
  );
}

/** For objects of further keys: none of them may be one that has a field of its own, nor one that JavaScript treats specially. */
export function NoneOf(names: readonly string[], options: ValidationOptions = {}): PropertyDecorator {
  const forbidden = [...names, "constructor", "prototype"];
  return toRule(
    "noneOf",
    "must not have a key that has a field of its own",
    (value) =>
      typeof value === "object" && value !== null && !forbidden.some((key) => Object.hasOwn(value, key)),
    options,
  );
}

/** A rule of our own; no message of it holds a value or a key that was sent. */
export function toRule(
  name: string,
  rule: string,
  holds: (value: unknown, args: ValidationArguments) => boolean,
  options: ValidationOptions = {},
): PropertyDecorator {
  return (target, propertyName) => {
    registerDecorator({
      name,
      target: target.constructor,
      propertyName: String(propertyName),
      options,
      validator: {
        validate: (value, args) => holds(value, args as ValidationArguments),
        defaultMessage: () => `$property ${rule}`,
      },
    });
  };
}
