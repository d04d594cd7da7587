import type { ErrorLike } from "@apollo/client";
import { CombinedGraphQLErrors } from "@apollo/client/errors";

/** Shown when an answer has no data at all. A field that can't be read has a message of its own, beside it. */
export function RequestFailed({ error }: { readonly error: ErrorLike | undefined }) {
  if (error === undefined) return null;
  return (
    <p role="alert" className="warning">
      {describeFailure(error)}
    </p>
  );
}

function describeFailure(error: ErrorLike): string {
  if (!CombinedGraphQLErrors.is(error)) return "The service can’t be reached. Try again later.";
  const codes = error.errors.map(({ extensions }) => extensions?.code);
  return codes.includes("UNAUTHENTICATED")
    ? "Your session has ended. Sign in again."
    : "Something went wrong. Try again later.";
}
