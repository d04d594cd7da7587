import { z } from "zod";
import type { Realm } from "../../identity/ids.js";
import { flag, parsedDate, text, whole } from "../../identity/wire-values.js";
import type { Operation } from "./settings.js";

/** Largest page of ListUsers and of AdminListGroupsForUser. */
export const maxPageSize = 60;

const attributes = z
  .array(z.object({ Name: z.string(), Value: text }))
  .nullish()
  .transform((list) => new Map((list ?? []).map(({ Name, Value }) => [Name, Value ?? ""])));

const common = {
  Username: z.string().min(1),
  UserCreateDate: parsedDate,
  UserLastModifiedDate: parsedDate,
  Enabled: flag,
  UserStatus: text,
};

/** A user, from AdminGetUser or ListUsers; `mfa` is only known to the former. */
export interface CognitoUser {
  readonly username: string;
  readonly attributes: ReadonlyMap<string, string>;
  readonly createdAt: Date | null;
  readonly updatedAt: Date | null;
  readonly isEnabled: boolean | null;
  readonly status: string | null;
  readonly mfa: { readonly preferred: string | null; readonly settings: readonly string[] } | null;
}

/** A user as a cache keeps one. */
export function toRecord(user: CognitoUser): unknown {
  return { ...user, attributes: [...user.attributes] };
}

const recordedDate = z.coerce.date().nullable();

/** What `toRecord` made, also after a way through JSON. */
export const userRecord = z.object({
  username: z.string(),
  attributes: z.array(z.tuple([z.string(), z.string()])).transform((pairs) => new Map(pairs)),
  createdAt: recordedDate,
  updatedAt: recordedDate,
  isEnabled: z.boolean().nullable(),
  status: z.string().nullable(),
  mfa: z.object({ preferred: z.string().nullable(), settings: z.array(z.string()) }).nullable(),
});

export const getUserWire = z
  .object({
    ...common,
    UserAttributes: attributes,
    PreferredMfaSetting: text,
    UserMFASettingList: z.array(z.string()).nullish(),
  })
  .transform((user) => ({
    ...toCommon(user),
    attributes: user.UserAttributes,
    mfa: { preferred: user.PreferredMfaSetting ?? null, settings: user.UserMFASettingList ?? [] },
  }));

export const listedUserWire = z
  .object({ ...common, Attributes: attributes })
  .transform((user) => ({ ...toCommon(user), attributes: user.Attributes, mfa: null }));

/** Without users the list is empty, never absent. Users are parsed one by one: leaving one out would hide somebody. */
export const userListWire = z.object({ Users: z.array(z.unknown()), PaginationToken: text });

/** The sub of a listed record, readable even when the rest is malformed. */
export const listedSubWire = z
  .object({ Attributes: attributes })
  .transform((user) => user.Attributes.get("sub"));

export const groupListWire = z.object({
  Groups: z.array(
    z.object({
      GroupName: z.string(),
      Description: text,
      RoleArn: text,
      Precedence: whole,
      CreationDate: parsedDate,
      LastModifiedDate: parsedDate,
    }),
  ),
  NextToken: text,
});

/** Null where the user was made, and nothing said of it. */
export const createdUserWire = z.object({ User: listedUserWire.nullable() });

const schemaAttribute = z.object({
  Name: z.string(),
  Mutable: flag,
  Required: flag,
  StringAttributeConstraints: z.object({ MaxLength: text }).nullish(),
});

/** What users of a pool sign in with, and its attributes; neither can be changed once the pool is there. */
export const userPoolWire = z
  .object({
    UserPool: z.object({
      UsernameAttributes: z.array(z.string()).nullish(),
      AliasAttributes: z.array(z.string()).nullish(),
      SchemaAttributes: z.array(schemaAttribute).nullish(),
      EstimatedNumberOfUsers: whole,
    }),
  })
  .transform(
    ({ UserPool }): PoolNaming => ({
      usernameAttributes: UserPool.UsernameAttributes ?? [],
      aliasAttributes: UserPool.AliasAttributes ?? [],
      attributes: (UserPool.SchemaAttributes ?? []).map(toPoolAttribute),
      estimatedUsers: UserPool.EstimatedNumberOfUsers ?? null,
    }),
  );

export interface PoolNaming {
  /** Attributes that are given as user name; the stored user name is then the sub. Empty where user names are free. */
  readonly usernameAttributes: readonly string[];
  /** Attributes that can be signed in with beside the user name. */
  readonly aliasAttributes: readonly string[];
  readonly attributes: readonly PoolAttribute[];
  /** When the pool was described; null when Cognito did not say. */
  readonly estimatedUsers: number | null;
}

/** The pool's rules of one attribute. */
export interface PoolAttribute {
  readonly name: string;
  /** Whether a user may lose it again. */
  readonly isRemovable: boolean;
  readonly maxLength: number;
}

function toPoolAttribute(attribute: z.output<typeof schemaAttribute>): PoolAttribute {
  const { Name: name, Mutable, Required, StringAttributeConstraints } = attribute;
  return {
    name,
    isRemovable: Mutable !== false && Required !== true,
    maxLength: Number(StringAttributeConstraints?.MaxLength ?? Number.POSITIVE_INFINITY),
  };
}

export type CognitoGroupWire = z.output<typeof groupListWire>["Groups"][number];

interface Common {
  readonly Username: string;
  readonly UserCreateDate?: Date | null | undefined;
  readonly UserLastModifiedDate?: Date | null | undefined;
  readonly Enabled?: boolean | null | undefined;
  readonly UserStatus?: string | null | undefined;
}

function toCommon(user: Common): Omit<CognitoUser, "attributes" | "mfa"> {
  return {
    username: user.Username,
    createdAt: user.UserCreateDate ?? null,
    updatedAt: user.UserLastModifiedDate ?? null,
    isEnabled: user.Enabled ?? null,
    status: user.UserStatus ?? null,
  };
}

/** Whom a write is about: by sub or user name. */
export interface UserAddress {
  readonly pool: Realm;
  readonly username: string;
}

export interface UserWrite {
  readonly operation: Operation;
  readonly at: UserAddress;
  /** Names of the sent values, which a refusal may name. */
  readonly sent?: readonly string[];
}

export type AttributeTexts = Readonly<Record<string, string>>;

export interface UserCreation {
  readonly attributes: AttributeTexts;
  readonly invitation: "NONE" | "EMAIL" | "SMS";
  readonly temporaryPassword?: string;
}

export interface NewPassword {
  readonly text: string;
  readonly isPermanent: boolean;
}

export function toUser({ pool, username }: UserAddress): { UserPoolId: string; Username: string } {
  return { UserPoolId: pool, Username: username };
}

export function toAttributeList(attributes: AttributeTexts): { Name: string; Value: string }[] {
  return Object.entries(attributes).map(([Name, Value]) => ({ Name, Value }));
}

/** Inside a filter's quotes a backslash and a quote are written with a backslash before them. */
export function quoted(value: string): string {
  return `"${value.replaceAll("\\", "\\\\").replaceAll('"', '\\"')}"`;
}
