import { unwrapResolverError } from "@apollo/server/errors";
import { GraphQLError, type GraphQLFormattedError } from "graphql";
import { DirectoryUnavailable } from "../../directory/unavailable.js";
import { toUnavailableReason, type UnavailableReason } from "../../identity/identity-read.js";
import { ProviderError } from "../../identity/provider-error.js";
import { toParseLimit } from "../limits/parse-limit.js";
import { toSafeMessage } from "./safe-message.js";
import { UserUnreadError } from "./user-unread.js";

/** Where a bug is told of, with a number that the caller sees too. */
export interface BugReport {
  readonly correlationId: string;
  readonly path: string;
  readonly error: unknown;
}

/**
 * The one writer of the error texts that callers see. Errors of the request pass without the values in it; a provider's failure becomes
 * a code and the provider's name, an unavailable directory a code; anything else is a bug, which is reported and masked.
 */
export function createFormatError(
  report: (bug: BugReport) => void,
  createId: () => string,
): (formatted: GraphQLFormattedError, error: unknown) => GraphQLFormattedError {
  const toBug = ({ path = [] }: GraphQLFormattedError) => ({
    correlationId: createId(),
    path: path.join("."),
  });
  return (formatted, error) => {
    const place = {
      ...(formatted.locations && { locations: formatted.locations }),
      ...(formatted.path && { path: formatted.path }),
    };
    const original = unwrapResolverError(error);
    if (original instanceof ProviderError) return { ...place, ...toPublic(original) };
    if (original instanceof DirectoryUnavailable) return { ...place, ...toRetryable(original) };
    if (original instanceof GraphQLError && original.extensions.code !== "INTERNAL_SERVER_ERROR") {
      const { stacktrace: _, ...extensions } = formatted.extensions ?? {};
      const limit = toParseLimit(original);
      if (limit !== undefined) return limit;
      if (original instanceof UserUnreadError) report({ ...toBug(formatted), error: original.cause });
      return { ...place, message: toSafeMessage(original) ?? formatted.message, extensions };
    }
    const bug = toBug(formatted);
    report({ ...bug, error: original });
    return {
      ...place,
      message: "Internal error.",
      extensions: { code: "INTERNAL_SERVER_ERROR", correlationId: bug.correlationId },
    };
  };
}

function toPublic({ provider, kind, retryAfterSeconds }: ProviderError): GraphQLFormattedError {
  const reason = toUnavailableReason(kind) ?? "GONE";
  return {
    message: `${provider} ${whatHappened(reason)}.`,
    extensions: {
      code: `PROVIDER_${reason}`,
      provider,
      ...(retryAfterSeconds !== undefined && { retryAfterSeconds }),
    },
  };
}

/** The directory itself has logged the outage. */
function toRetryable({ retryAfterSeconds }: DirectoryUnavailable): GraphQLFormattedError {
  return {
    message: "The directory of users is unavailable; try again.",
    extensions: { code: "DIRECTORY_UNAVAILABLE", retryAfterSeconds },
  };
}

function whatHappened(reason: UnavailableReason | "GONE"): string {
  switch (reason) {
    case "THROTTLED":
      return "is asked too often at the moment";
    case "TIMED_OUT":
      return "did not answer in time";
    case "DOWN":
      return "could not answer";
    case "REFUSED":
      return "refused to answer";
    case "GONE":
      return "does not hold the identity any more";
  }
}
