import type { PayloadRules, PropertyRule } from "./payload.js";

const boolean = { type: "boolean" } as const;
const object = { type: "object" } as const;
const email = { type: "string", format: "email" } as const;
const phoneNumber = { type: "string", pattern: /^\+[0-9]{1,15}$/ } as const;
const picture = { type: "string", format: "strict-uri" } as const;

/** A string of 1 to `maxLength` characters. */
function text(maxLength = Number.POSITIVE_INFINITY): PropertyRule {
  return { type: "string", minLength: 1, maxLength };
}

function nullable(rule: PropertyRule): PropertyRule {
  return { ...rule, isNullable: true };
}

/** The body of POST /users. */
export const createUserRules: PayloadRules = {
  required: ["connection"],
  allowsOthers: false,
  properties: {
    connection: text(),
    email,
    email_verified: boolean,
    phone_number: phoneNumber,
    phone_verified: boolean,
    username: text(128),
    password: text(),
    given_name: text(150),
    family_name: text(150),
    name: text(300),
    nickname: text(300),
    picture,
    blocked: boolean,
    verify_email: boolean,
    user_id: { type: "string", maxLength: 255, pattern: /^\S*$/ },
    user_metadata: object,
    app_metadata: object,
  },
};

/** The body of PATCH /users/{id}. */
export const updateUserRules: PayloadRules = {
  required: [],
  allowsOthers: true,
  properties: {
    connection: text(),
    client_id: text(),
    email: nullable(email),
    email_verified: boolean,
    phone_number: nullable(phoneNumber),
    phone_verified: boolean,
    username: nullable(text(128)),
    password: nullable(text()),
    given_name: nullable(text(150)),
    family_name: nullable(text(150)),
    name: nullable(text(300)),
    nickname: nullable(text(300)),
    picture: nullable(picture),
    blocked: boolean,
    verify_email: boolean,
    verify_phone_number: boolean,
    user_metadata: object,
    app_metadata: object,
  },
};

/** The body of POST /users/{id}/identities. */
export const linkIdentityRules: PayloadRules = {
  required: [],
  allowsOthers: false,
  properties: {
    provider: text(),
    user_id: { type: "id", minLength: 1 },
    connection_id: { type: "string", pattern: /^con_[A-Za-z0-9]{16}$/ },
    link_with: text(),
  },
};
