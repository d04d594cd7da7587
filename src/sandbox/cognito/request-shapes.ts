import { z } from "zod";
import { invalidParameter, Refusal } from "./refusal.js";

const maxAttributeBytes = 2048;

/** A string of 1 to `max` characters without whitespace. */
function name(max: number) {
  return z.string().min(1).max(max).regex(/^\S+$/u);
}

/** Cognito counts a value in UTF-8 bytes. */
const attributeValue = z.string().refine((value) => Buffer.byteLength(value) <= maxAttributeBytes, {
  error: `Member must have length less than or equal to ${maxAttributeBytes}`,
});
const attributeName = z.string().min(1).max(32);
const attributes = z.array(z.object({ Name: attributeName, Value: attributeValue.optional() }));
const clientMetadata = z.record(z.string(), z.string()).optional();

export const inPool = z.object({ UserPoolId: name(55).regex(/^[\w-]+_[0-9a-zA-Z]+$/u) });
export const ofUser = inPool.extend({ Username: name(128) });
export const ofGroup = inPool.extend({ GroupName: name(128) });
export const ofMembership = ofUser.extend({ GroupName: name(128) });

const page = { Limit: z.int().min(0).max(60).optional(), NextToken: name(131_072).optional() };
export const groupPage = inPool.extend(page);
export const groupMembersPage = ofGroup.extend(page);
export const userGroupsPage = ofUser.extend(page);
export const userPage = inPool.extend({
  Limit: page.Limit,
  PaginationToken: page.NextToken,
  Filter: z.string().max(256).optional(),
  AttributesToGet: z.array(attributeName).optional(),
});

export const creation = ofUser.extend({
  UserAttributes: attributes.optional(),
  ValidationData: attributes.optional(),
  TemporaryPassword: z.string().max(256).regex(/^\S*$/u).optional(),
  ForceAliasCreation: z.boolean().optional(),
  MessageAction: z.enum(["RESEND", "SUPPRESS"]).optional(),
  DesiredDeliveryMediums: z.array(z.enum(["SMS", "EMAIL"])).optional(),
  ClientMetadata: clientMetadata,
});
export const passwordChange = ofUser.extend({ Password: name(256), Permanent: z.boolean().optional() });
export const attributeChange = ofUser.extend({ UserAttributes: attributes, ClientMetadata: clientMetadata });
export const attributeDeletion = ofUser.extend({ UserAttributeNames: z.array(attributeName) });
export const groupCreation = ofGroup.extend({
  Description: z.string().max(2048).optional(),
  Precedence: z.int().min(0).optional(),
});

/** The parsed input. Violations are reported in AWS's words; unknown members are ignored. */
export function parseRequest<Schema extends z.ZodType>(schema: Schema, body: string): z.infer<Schema> {
  const parsed = schema.safeParse(parseJson(body), { error: toConstraint });
  if (parsed.success) return parsed.data;
  const violations = parsed.error.issues.map(
    ({ path, message }) => `Value at '${toMember(path)}' failed to satisfy constraint: ${message}`,
  );
  const count = `${violations.length} validation error${violations.length === 1 ? "" : "s"}`;
  throw invalidParameter(`${count} detected: ${violations.join("; ")}`);
}

function parseJson(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    throw new Refusal("SerializationException", "The body is no JSON.");
  }
}

type RawIssue = Parameters<z.core.$ZodErrorMap>[0];

function toConstraint(issue: RawIssue): string {
  switch (issue.code) {
    case "invalid_type":
      if (issue.input === undefined || issue.input === null) return "Member must not be null";
      throw new Refusal("SerializationException", `Expected a ${issue.expected}.`);
    case "too_small":
      return `Member must have ${measure(issue.origin)} greater than or equal to ${issue.minimum}`;
    case "too_big":
      return `Member must have ${measure(issue.origin)} less than or equal to ${issue.maximum}`;
    case "invalid_format":
      return `Member must satisfy regular expression pattern: ${issue.pattern ?? issue.format}`;
    case "invalid_value":
      return `Member must satisfy enum value set: [${issue.values.join(", ")}]`;
    default:
      return "Member is not valid";
  }
}

function measure(origin: string): string {
  return origin === "string" ? "length" : "value";
}

/** As AWS writes it: `userAttributes.1.member.value`. */
function toMember(path: readonly PropertyKey[]): string {
  return path
    .map((part) =>
      typeof part === "number" ? `${part + 1}.member` : String(part).replace(/^./u, (c) => c.toLowerCase()),
    )
    .join(".");
}
