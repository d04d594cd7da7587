import { z } from "zod";
import { listVariable, originVariable, textVariable, timeoutVariable } from "../../platform/variables.js";

const attributeName = z
  .string()
  .regex(/^custom:[^\s]{1,20}$/, "must be custom: and a name of 1 to 20 characters");

export const cognitoConfig = z.object({
  COGNITO_USER_POOL_IDS: listVariable()
    .refine(
      (ids) => ids.every((id) => /^[\w-]+_[0-9a-zA-Z]+$/.test(id)),
      "must be user pool ids such as us-east-1_Ab12Cd34E",
    )
    .refine((ids) => new Set(ids).size === ids.length, "must not name a pool twice")
    .meta({
      description:
        "User pools, parted by commas, each a realm. A sub given without its pool is looked for in this order.",
      example: "us-east-1_Ab12Cd34E",
    }),
  COGNITO_ENDPOINT: originVariable().optional().meta({
    description: "Another endpoint than the one of AWS for the pool's region.",
    example: "https://cognito-idp-fips.us-east-1.amazonaws.com",
  }),
  COGNITO_ACCESS_KEY_ID: textVariable().optional().meta({
    description: "Access key for Cognito alone. The AWS SDK's own search for credentials when absent.",
  }),
  COGNITO_SECRET_ACCESS_KEY: textVariable()
    .optional()
    .meta({ description: "Secret of that key.", secret: true }),
  COGNITO_LOOKUP: z.enum(["get", "list"], 'must be "get" or "list"').default("get").meta({
    description:
      "How a user is read. get: AdminGetUser, always fresh, 120 calls/s by default, and the user counts as active in the month's bill. list: ListUsers by sub, 30 calls/s, a little stale, not billed.",
  }),
  COGNITO_APP_METADATA_ATTRIBUTE: attributeName.default("custom:app_metadata").meta({
    description: "Custom attribute that holds appMetadata as one JSON object.",
  }),
  COGNITO_USER_METADATA_ATTRIBUTE: attributeName.default("custom:user_metadata").meta({
    description: "Custom attribute that holds userMetadata as one JSON object.",
  }),
  COGNITO_TIMEOUT_MS: timeoutVariable().default(5_000).meta({
    description: "Milliseconds that one call may take, headers and body together.",
  }),
});

export type CognitoConfig = z.output<typeof cognitoConfig>;
