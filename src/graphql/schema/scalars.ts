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
  "An e-mail address. Values that callers send are checked; values that providers hold are shown as they are.",
);

export const URL = lenientOut(
  GraphQLURL,
  "An absolute address. Values that callers send are checked; values that providers hold are shown as they are.",
);

export const PhoneNumber = lenientOut(
  GraphQLPhoneNumber,
  "A phone number, E.164 such as +15551234567. Values that callers send are checked; values that providers hold are shown as they are.",
);

export const DateTime = GraphQLDateTime;
export const JSONValue = GraphQLJSON;
export const JSONObject = GraphQLJSONObject;
