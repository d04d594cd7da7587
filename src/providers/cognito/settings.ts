import { z } from "zod";
import type { Call } from "../../identity/gate.js";
import type { Realm } from "../../identity/ids.js";
import type { Settings } from "../../platform/camel-case.js";
import {
  integerVariable,
  listVariable,
  originVariable,
  rateLimitsVariable,
  textVariable,
  timeoutVariable,
} from "../../platform/variables.js";

const attributeRule = "must be custom: and a name of 1 to 20 characters";
const attributeName = z.string().regex(/^custom:\S{1,20}$/, attributeRule);

/** AWS's categories of the operations used here. A category's limit applies to an account and region. */
const quotaClasses = {
  AdminGetUser: "UserRead",
  ListUsers: "UserList",
  AdminListGroupsForUser: "UserResourceRead",
  DescribeUserPool: "UserPoolRead",
  AdminCreateUser: "UserCreation",
  AdminSetUserPassword: "UserAccountRecovery",
  AdminUpdateUserAttributes: "UserUpdate",
  AdminDeleteUserAttributes: "UserUpdate",
  AdminEnableUser: "UserUpdate",
  AdminDisableUser: "UserUpdate",
  AdminDeleteUser: "UserUpdate",
  AdminAddUserToGroup: "UserUpdate",
  AdminRemoveUserFromGroup: "UserUpdate",
} as const;

export type Operation = keyof typeof quotaClasses;

export function toCall(operation: Operation, pool: Realm): Call {
  return { operation, realm: pool, quotaClasses: [quotaClasses[operation]] };
}

/** AWS's table of default quotas for user pools, in requests per second. */
const defaultRateLimits = [
  "UserRead=120:120/1s",
  "UserList=30:30/1s",
  "UserResourceRead=50:50/1s",
  "UserPoolRead=15:15/1s",
  "UserCreation=50:50/1s",
  "UserAccountRecovery=30:30/1s",
  "UserUpdate=25:25/1s",
].join(",");

export const cognitoVariables = z
  .object({
    COGNITO_USER_POOL_IDS: listVariable()
      .refine(
        (ids) => ids.every((id) => /^[\w-]+_[0-9a-zA-Z]+$/.test(id)),
        "must be user pool ids such as us-east-1_Ab12Cd34E",
      )
      .refine((ids) => new Set(ids).size === ids.length, "must not name a pool twice")
      .meta({
        description:
          "Ids of the user pools, separated by commas; each is a realm. A sub without a pool is looked up in this order.",
        example: "us-east-1_Ab12Cd34E",
      }),
    COGNITO_ENDPOINT: originVariable().optional().meta({
      description: "Endpoint to use instead of AWS's for the pool's region.",
      example: "https://cognito-idp-fips.us-east-1.amazonaws.com",
    }),
    COGNITO_ACCESS_KEY_ID: textVariable().optional().meta({
      description: "Access key for Cognito. When absent, the AWS SDK finds credentials in its usual way.",
    }),
    COGNITO_SECRET_ACCESS_KEY: textVariable()
      .optional()
      .meta({ description: "Secret of that key.", secret: true }),
    COGNITO_LOOKUP: z.enum(["get", "list"], 'must be "get" or "list"').default("get").meta({
      description:
        "How a user is read. get: AdminGetUser, always fresh, 120 calls/s by default, and the user counts as active in the month's bill. list: ListUsers by sub, 30 calls/s, slightly stale, not billed.",
    }),
    COGNITO_APP_METADATA_ATTRIBUTE: attributeName.default("custom:app_metadata").meta({
      description: "Custom attribute that holds appMetadata as one JSON object.",
    }),
    COGNITO_USER_METADATA_ATTRIBUTE: attributeName.default("custom:user_metadata").meta({
      description: "Custom attribute that holds userMetadata as one JSON object.",
    }),
    COGNITO_WRITE_ID_ATTRIBUTE: z
      .string()
      .regex(/^(custom:\S{1,20})?$/, attributeRule)
      .default("")
      .meta({
        description:
          "Custom attribute, 36 characters, that stores the id of the write in each user created here, as proof after a lost response. No app client may be able to write it. When empty, a standard attribute holds a mark until the creation is complete, at the cost of two more calls.",
        example: "custom:write_id",
      }),
    COGNITO_LIST_LAG_MS: integerVariable({ min: 0, max: 3_600_000 }).default(60_000).meta({
      description:
        "Milliseconds after a write during which COGNITO_LOOKUP=list reads a user by AdminGetUser, because the list may lag.",
    }),
    COGNITO_TIMEOUT_MS: timeoutVariable().default(5_000).meta({
      description: "Timeout of one call in milliseconds, headers and body together.",
    }),
    COGNITO_RATE_LIMITS: rateLimitsVariable()
      .prefault(defaultRateLimits)
      .meta({
        description: `Rate limits by AWS's categories, for an account and region, as class=burst:added/interval separated by commas. An omitted category has no limit. AWS's own defaults when absent: ${defaultRateLimits}`,
        example: "UserRead=240:240/1s,UserList=30:30/1s",
      }),
    COGNITO_CONCURRENCY: integerVariable({ min: 1, max: 1_000 }).default(50).meta({
      description: "Maximum number of concurrent calls.",
    }),
  })
  .refine(({ COGNITO_ACCESS_KEY_ID: id, COGNITO_SECRET_ACCESS_KEY: secret }) => !id || secret, {
    error: "must be set together with COGNITO_ACCESS_KEY_ID",
    path: ["COGNITO_SECRET_ACCESS_KEY"],
    when: () => true,
  })
  .refine(({ COGNITO_ACCESS_KEY_ID: id, COGNITO_SECRET_ACCESS_KEY: secret }) => !secret || id, {
    error: "must be set together with COGNITO_SECRET_ACCESS_KEY",
    path: ["COGNITO_ACCESS_KEY_ID"],
    when: () => true,
  })
  .refine(
    ({ COGNITO_APP_METADATA_ATTRIBUTE, COGNITO_USER_METADATA_ATTRIBUTE, COGNITO_WRITE_ID_ATTRIBUTE }) => {
      const names = [
        COGNITO_APP_METADATA_ATTRIBUTE,
        COGNITO_USER_METADATA_ATTRIBUTE,
        COGNITO_WRITE_ID_ATTRIBUTE,
      ];
      return new Set(names).size === names.length;
    },
    {
      error: "must not name the same attribute as another variable",
      path: ["COGNITO_APP_METADATA_ATTRIBUTE"],
    },
  );

export type CognitoSettings = Settings<z.output<typeof cognitoVariables>, "COGNITO_">;

/** The start of the pool's id. */
export function toRegion(pool: Realm): string {
  return pool.slice(0, pool.lastIndexOf("_"));
}

/** Options of the SDK's client for one region. */
export function toClientOptions(region: string, settings: CognitoSettings) {
  const { endpoint, accessKeyId, secretAccessKey, timeoutMs } = settings;
  const hasKey = accessKeyId !== undefined && secretAccessKey !== undefined;
  return {
    region,
    maxAttempts: 1, // this service retries: the SDK would spend the account's quota during throttling
    requestHandler: {
      connectionTimeout: timeoutMs,
      requestTimeout: timeoutMs,
      throwOnRequestTimeout: true, // otherwise the timeout only logs a warning
    },
    ...(endpoint !== undefined && { endpoint }),
    ...(hasKey && { credentials: { accessKeyId, secretAccessKey } }),
  };
}
