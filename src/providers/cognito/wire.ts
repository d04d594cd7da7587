import { z } from "zod";

const attributes = z
  .array(z.object({ Name: z.string(), Value: z.string().nullish() }))
  .nullish()
  .transform((list) => new Map((list ?? []).map(({ Name, Value }) => [Name, Value ?? ""])));

const common = {
  Username: z.string().min(1),
  UserCreateDate: z.date().nullish(),
  UserLastModifiedDate: z.date().nullish(),
  Enabled: z.boolean().nullish(),
  UserStatus: z.string().nullish(),
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

export const getUserWire = z
  .object({
    ...common,
    UserAttributes: attributes,
    PreferredMfaSetting: z.string().nullish(),
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

/** Without users the list is empty, never absent. */
export const userListWire = z.object({
  Users: z.array(z.unknown()),
  PaginationToken: z.string().nullish(),
});

export const groupListWire = z.object({
  Groups: z.array(
    z.object({
      GroupName: z.string(),
      Description: z.string().nullish(),
      RoleArn: z.string().nullish(),
      Precedence: z.int().nullish(),
      CreationDate: z.date().nullish(),
      LastModifiedDate: z.date().nullish(),
    }),
  ),
  NextToken: z.string().nullish(),
});

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
