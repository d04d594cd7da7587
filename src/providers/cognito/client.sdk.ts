import {
  CognitoIdentityProviderClient,
  type CognitoIdentityProviderClientConfig,
} from "@aws-sdk/client-cognito-identity-provider";
import type { OnUnreadable } from "../../platform/lenient.js";
import { readDates } from "./mapping.answers.js";

/** A client of the SDK that accepts answers with unreadable dates. */
export function createSdkClient(
  options: CognitoIdentityProviderClientConfig,
  onUnreadable: OnUnreadable,
): CognitoIdentityProviderClient {
  const client = new CognitoIdentityProviderClient(options);
  client.middlewareStack.add(
    (next) => async (args) => {
      const result = await next(args);
      await readDates(result.response, onUnreadable);
      return result;
    },
    { step: "deserialize", priority: "low" },
  );
  return client;
}
