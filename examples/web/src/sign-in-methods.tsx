import { useApolloClient, useQuery } from "@apollo/client/react";
import { Badge, describe, toName } from "./availability";
import { SignInMethodsDocument, type SignInMethodsQuery } from "./generated/operations";
import { ScreenTitle } from "./navigation";
import { RequestFailed } from "./request-failed";

type User = NonNullable<SignInMethodsQuery["me"]>;
type Identity = NonNullable<User["identities"]>[number];

/** Every account with which the user can sign in. One fragment on the interface covers all providers. */
export function SignInMethods() {
  const client = useApolloClient();
  const { data, error, loading } = useQuery(SignInMethodsDocument);
  const refresh = () => client.refetchQueries({ include: "active" }); // the header too
  const identities = data?.me?.identities ?? [];
  return (
    <>
      <div className="title">
        <ScreenTitle>Sign-in methods</ScreenTitle>
        <button type="button" className="quiet" onClick={refresh} aria-disabled={loading}>
          Refresh
        </button>
      </div>
      <p role="status">{loading ? "Loading …" : ""}</p>
      {data === undefined && <RequestFailed error={error} />}
      {isBlocked(data?.me) && <p className="warning">An administrator has blocked some of your accounts.</p>}
      <ul className="cards">
        {identities.map((identity) => (
          <Card key={identity.id} identity={identity} />
        ))}
      </ul>
    </>
  );
}

function isBlocked(me: SignInMethodsQuery["me"] | undefined): boolean {
  return me?.blockStatus === "BLOCKED" || me?.blockStatus === "PARTIALLY_BLOCKED";
}

/** The account stays in its place, with its type and id, whether or not its provider can be read. */
function Card({ identity }: { readonly identity: Identity }) {
  const { provider, availability, email, emailVerified, username, phoneNumber, linkedAt } = identity;
  const note = describe(identity);
  const isKnown = availability === "FRESH" || availability === "STALE";
  return (
    <li className="card">
      <h2>
        {toName(provider)} <Badge availability={availability} />
      </h2>
      {note && <p className="note">{note}</p>}
      <dl>
        {isKnown && (
          <>
            <Row term="E-mail" value={email && `${email}${emailVerified ? "" : " (not verified)"}`} />
            <Row term="User name" value={username} />
            <Row term="Phone" value={phoneNumber} />
          </>
        )}
        <Row term="Linked" value={new Date(linkedAt).toLocaleDateString()} />
      </dl>
    </li>
  );
}

function Row({ term, value }: { readonly term: string; readonly value: string | null }) {
  return (
    <div>
      <dt>{term}</dt>
      <dd>{value ?? "none"}</dd>
    </div>
  );
}
