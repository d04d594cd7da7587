import { z } from "zod";
import { TokenRefused } from "../platform/access-token.js";
import { nameOf, toRetryHint, toTransportErrorKind } from "../platform/http.js";
import { isSameEmail } from "./email-address.js";
import type { IdentityKey, ProviderName } from "./link.js";
import { ProviderError, type ProviderErrorKind } from "./provider-error.js";

/** The errors that every provider makes in the same way. */
export interface ProviderErrors {
  malformed(what: string): ProviderError;
  rejected(what: string): ProviderError;
  /** For a call whose token was refused and has been discarded. */
  tokenReplaced(): ProviderError;
  /**
   * Whether a user who was found by an address has it. Throws `malformed` when the user's own can't be read: leaving them
   * out would hide a user.
   */
  hasEmail(email: string | null | undefined, wanted: string): boolean;
  /** Throws `rejected` for an identity in a realm that is not configured. */
  checkRealm(key: IdentityKey, realms: readonly string[]): void;
  /** For an answer whose status is no success. */
  fromAnswer(
    operation: string,
    answer: { readonly status: number; readonly headers: Headers },
  ): ProviderError;
  /**
   * For a call without a whole answer, or without a token for it.
   *
   * @param signal the call's own: when it fired, the call ran out of time
   */
  fromFailure(error: unknown, signal: AbortSignal): ProviderError;
  /** For a write that may have been carried out although its answer was lost. */
  outcomeUnknown(error: ProviderError): ProviderError;
}

export function errorsOf(provider: ProviderName): ProviderErrors {
  return {
    malformed: (what) => new ProviderError(provider, "malformed", what),
    rejected: (what) => new ProviderError(provider, "rejected", what),
    tokenReplaced: () => new ProviderError(provider, "unauthorized", "401", { isTokenReplaced: true }),
    hasEmail: (email, wanted) => {
      if (!email) throw new ProviderError(provider, "malformed", "a user found by address without one");
      return isSameEmail(email, wanted);
    },
    checkRealm: ({ realm }, realms) => {
      if (!realms.includes(realm)) throw new ProviderError(provider, "rejected", "realm is not configured");
    },
    fromAnswer: (operation, answer) => {
      const detail = `${operation} answered ${answer.status}`;
      return new ProviderError(provider, toErrorKind(answer.status), detail, toRetryHint(answer, Date.now()));
    },
    fromFailure: (error, signal) => {
      if (error instanceof ProviderError) return error;
      if (!(error instanceof TokenRefused))
        return new ProviderError(provider, toTransportErrorKind(error, signal), nameOf(error));
      const { status, retryHint } = error;
      // the token endpoint answers 400 to a wrong client, secret or audience
      const kind = toErrorKind(status === 400 ? 401 : status);
      return new ProviderError(provider, kind, `token endpoint answered ${status}`, {
        ...retryHint,
        cause: error,
      });
    },
    outcomeUnknown: ({ kind, detail, retryAfterSeconds }) => {
      const hint = retryAfterSeconds === undefined ? {} : { retryAfterSeconds };
      return new ProviderError(provider, "outcome_unknown", `${kind}: ${detail}`, hint);
    },
  };
}

/** What a status that is not the expected one means. */
export function toErrorKind(status: number): ProviderErrorKind {
  if (status < 300) return "malformed";
  if (status === 401 || status === 403) return "unauthorized";
  if (status === 409) return "conflict";
  if (status === 429) return "throttled";
  if (status === 408) return "timed_out";
  return status >= 500 ? "unavailable" : "rejected";
}

/** Whether a write that failed like this may have been carried out. */
export function isLost({ kind }: ProviderError): boolean {
  return kind === "unavailable" || kind === "timed_out" || kind === "malformed";
}

const unsentCode = z.enum(["ECONNREFUSED", "ENOTFOUND", "EAI_AGAIN", "UND_ERR_CONNECT_TIMEOUT"]);
const unsent = z.object({ code: unsentCode });
const withCause = z.object({ cause: z.unknown() });

/** Whether a call could not connect, so that nothing was sent. The code is on the error itself or on a cause of it. */
export function isNotSent(error: unknown, depth = 3): boolean {
  if (unsent.safeParse(error).success) return true;
  const { data } = withCause.safeParse(error);
  return depth > 0 && data !== undefined && isNotSent(data.cause, depth - 1);
}
