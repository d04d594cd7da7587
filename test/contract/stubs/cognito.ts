import { cognitoContract } from "../../rules/pairings.js";
import type { Json, StubPlan } from "./stub.js";

interface Attribute {
  readonly Name: string;
  readonly Value: unknown;
}

const standard = cognitoContract.standardAttributes
  .filter((name) => name !== "sub")
  .map((Name): Attribute => ({ Name, Value: Name.endsWith("_verified") ? "true" : "text" }));

/** One value for each of AWS's types of members; times are in seconds. */
const values: Readonly<Record<string, unknown>> = {
  string: "text",
  boolean: true,
  number: 7,
  Date: 1_767_323_045.25,
  "string[]": ["text"],
};

function sampleOf(shape: string): Json {
  const members = Object.entries(cognitoContract.shapes[shape] ?? {});
  return Object.fromEntries(members.map(([name, type]) => [name, values[type] ?? "text"]));
}

const group = { ...sampleOf("GroupType"), GroupName: "staff" };

/** The API `AWSCognitoIdentityProviderService`, from cognito.md and AWS's declarations. */
export const cognitoStub: StubPlan = {
  name: "COGNITO",
  keyField: "cognitoSub",
  identityType: "CognitoIdentity",
  sample: {
    ...sampleOf("AdminGetUserResponse"),
    UserAttributes: [...standard, { Name: "custom:app_metadata", Value: '{"role":"teacher"}' }],
    MFAOptions: [{ DeliveryMedium: "SMS", AttributeName: "phone_number" }],
    Groups: [group],
  },
  required: ["Username", "UserAttributes", "Groups", "Groups.0.GroupName"],
  toSubject: (index) => `00000000-0000-4000-8000-${String(index).padStart(12, "0")}`,
  withId: (record, sub) => {
    const attributes = record.UserAttributes;
    const list = Array.isArray(attributes) ? attributes : [];
    return { ...record, Username: sub, UserAttributes: [{ Name: "sub", Value: sub }, ...list] };
  },
  answer: ({ headers, body }, find) => {
    const operation = String(headers["x-amz-target"]).replace(/^.*\./, "");
    const { Username, Filter } = JSON.parse(body);
    const user = find(Username ?? /"([^"]+)"/.exec(Filter)?.[1] ?? "") as Json | undefined;
    const { Groups, ...record } = user ?? {};
    const answers: Readonly<Record<string, unknown>> = {
      AdminGetUser: record,
      ListUsers: { Users: user === undefined ? [] : [{ ...record, Attributes: record.UserAttributes }] },
      AdminListGroupsForUser: { Groups },
    };
    const isMissing = user === undefined && operation !== "ListUsers";
    const exception = { __type: "UserNotFoundException", message: "User does not exist." };
    return isMissing ? { status: 400, body: exception } : { body: answers[operation] };
  },
  variables: (origin) => ({ COGNITO_ENDPOINT: origin }),
};
