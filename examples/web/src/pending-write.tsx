import { useApolloClient, useQuery } from "@apollo/client/react";
import { useEffect } from "react";
import { toName } from "./availability";
import {
  HeaderDocument,
  IdentityWriteDocument,
  type IdentityWriteQuery,
  OwnProfileDocument,
} from "./generated/operations";

type Write = NonNullable<IdentityWriteQuery["identityWrite"]>;
type Outcome = Pick<Write["outcomes"][number], "provider" | "status"> &
  Partial<Pick<Write["outcomes"][number], "problem">>;

const statuses: Readonly<Record<Outcome["status"], string>> = {
  APPLIED: "saved",
  UNCHANGED: "nothing to change",
  FAILED: "not saved",
  PENDING: "will be saved as soon as it answers",
  SUPERSEDED: "a later change took its place",
};

const states: Readonly<Record<Write["state"], string>> = {
  PENDING: "One of your accounts did not answer. The change is recorded and continues by itself.",
  PARKED: "The change waits for an operator.",
  FINISHED: "The change is complete.",
  UNDONE: "The change failed and was taken back.",
  ABANDONED: "An operator stopped the change.",
};

interface PendingWriteProps {
  readonly id: string;
  /** What the mutation reported. */
  readonly outcomes: readonly Outcome[];
}

/** Follows a change until it is no longer pending, as often as the service asks for. */
export function PendingWrite({ id, outcomes }: PendingWriteProps) {
  const client = useApolloClient();
  const { data, startPolling, stopPolling } = useQuery(IdentityWriteDocument, {
    variables: { id },
    fetchPolicy: "network-only",
  });
  const write = data?.identityWrite;
  const { state = "PENDING", retryAfterSeconds } = write ?? {};
  useEffect(() => {
    if (state === "PENDING") startPolling((retryAfterSeconds ?? 5) * 1_000);
    else void client.refetchQueries({ include: [HeaderDocument, OwnProfileDocument] });
    return stopPolling;
  }, [client, state, retryAfterSeconds, startPolling, stopPolling]);
  return (
    <>
      <p role="status">{states[state]}</p>
      <ul>
        {(write?.outcomes ?? outcomes).map(({ provider, status, problem }) => (
          <li key={provider}>
            {toName(provider)}: {statuses[status]}. {problem?.message}
          </li>
        ))}
      </ul>
    </>
  );
}
