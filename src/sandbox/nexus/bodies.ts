import { z } from "zod";
import { Refusal } from "./problem.js";

const text = z.string().nullish();
const textUpTo = (maxLength: number) => z.string().max(maxLength).nullish();
const neededText = (maxLength: number) => z.string().min(1).max(maxLength);
const flag = z.boolean().nullish();
const form = (what: string) => z.string().regex(/^[^@\s]+@[^@\s]+$/, `must have the form ${what}`);

/** The contract allows further members in every body; they are ignored. */
export const patchUserBody = z.object({
  displayName: textUpTo(200),
  givenName: textUpTo(100),
  familyName: textUpTo(100),
  nickname: textUpTo(100),
  username: text,
  picture: textUpTo(250),
  language: text,
  phoneNumber: text,
  recoveryEmailAddress: text,
  password: text,
  isBlocked: flag,
  isMfaDisabled: flag,
  mfaEnrollmentStatus: text,
  emailVerified: flag,
  emailVerifySentDate: z.iso.datetime({ offset: true }).nullish(),
});

export const createUserBody = z.object({
  authenticationMethod: z.enum(["Database", "Ad", "Federation", "Email", "Sms"]),
  displayName: neededText(250),
  idpTenantId: neededText(200),
  organization: z.string(),
  type: text,
  ownerId: textUpTo(40),
  username: text,
  emailAddress: form("user@domain").max(250).nullish(),
  emailVerified: flag,
  recoveryEmailAddress: text,
  givenName: textUpTo(100),
  familyName: textUpTo(100),
  nickname: textUpTo(100),
  picture: textUpTo(250),
  language: text,
  phoneNumber: text,
  isMfaDisabled: flag,
  mfaEnrollmentStatus: text,
  makeAdmin: flag,
  roles: z.array(z.string()).nullish(),
  idpMetadata: z.object({ azoUserId: textUpTo(250), azoConnectionId: textUpTo(50) }).nullish(),
  passwordCredential: z.object({ password: text, azoDatabaseName: text }).nullish(),
});

export const syncBody = z.object({
  audience: z.string().min(1),
  attributes: z.array(z.object({ key: z.string(), value: text })),
  connection: z.object({
    connectionId: z.string().max(50).optional(),
    groups: z.array(z.string()).optional(),
  }),
  clientUpnKey: textUpTo(255),
});

export const linkBody = z.object({
  azoConnectionId: neededText(50),
  azoUserId: neededText(250),
  strategy: neededText(25),
});

export const customUpnBody = z.object({
  clientUpnKey: textUpTo(255),
  customUpnValue: form("user_part@domain_part").max(1024).nullish(),
});

export const rolesBody = z.object({ value: z.array(z.string()) });

/** @throws Refusal with 400 that names every invalid field and its rule */
export function readBody<Schema extends z.ZodType>(schema: Schema, body: string): z.infer<Schema> {
  const result = schema.safeParse(parseJson(body), {
    error: ({ input }) => (input === undefined ? "is required" : undefined),
  });
  if (result.success) return result.data;
  const violations = result.error.issues.map(
    ({ path, message }) => `${path.join(".") || "body"}: ${message}`,
  );
  throw new Refusal(400, violations.join("; "));
}

/** The fields that a body gives a value; null stands for an absent one. */
export function givenFields<Body extends object>(
  body: Body,
): { [Name in keyof Body]?: NonNullable<Body[Name]> } {
  const given = Object.entries(body).filter(([, value]) => value !== null && value !== undefined);
  return Object.fromEntries(given) as { [Name in keyof Body]?: NonNullable<Body[Name]> };
}

function parseJson(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    throw new Refusal(400, "body: is not JSON.");
  }
}
