import { GraphQLScalarType } from "graphql";
import {
  GraphQLDateTime,
  GraphQLEmailAddress,
  GraphQLJSON,
  GraphQLJSONObject,
  GraphQLPhoneNumber,
  GraphQLURL,
} from "graphql-scalars";

/** Checked on the way in. On the way out a provider's value is shown as it stands: an odd one must not hide the rest. */
function lenientOut(scalar: GraphQLScalarType, description: string): GraphQLScalarType {
  return new GraphQLScalarType({
    ...scalar.toConfig(),
    description,
    serialize: (value: unknown) => String(value),
  });
}

export const EmailAddress = lenientOut(
  GraphQLEmailAddress,
  "An e-mail address. Input must be valid; output is whatever the provider stores, even if it is malformed.",
);

export const URL = lenientOut(
  GraphQLURL,
  "An absolute URL. Input must be valid; output is whatever the provider stores, even if it is malformed.",
);

export const PhoneNumber = lenientOut(
  GraphQLPhoneNumber,
  "A phone number in E.164 format, such as +15551234567. Input must be valid; output is whatever the provider stores, even if it is malformed.",
);

export const DateTime = describe(
  GraphQLDateTime,
  "A date and time in UTC, in the format of RFC 3339, such as 2026-03-31T09:30:00.000Z.",
);

export const JSONValue = describe(
  GraphQLJSON,
  "Any JSON value: an object, a list, a string, a number, a boolean or null.",
);

export const JSONObject = describe(
  GraphQLJSONObject,
  "A JSON object with keys that this schema does not define.",
);

function describe(scalar: GraphQLScalarType, description: string): GraphQLScalarType {
  return new GraphQLScalarType({ ...scalar.toConfig(), description });
}
