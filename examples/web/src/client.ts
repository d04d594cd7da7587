import { ApolloClient, ApolloLink, HttpLink, InMemoryCache } from "@apollo/client";
import { SetContextLink } from "@apollo/client/link/context";
import { RetryLink } from "@apollo/client/link/retry";
import possibleTypes from "../../../schema/possibleTypes.json";

/** An answer may have data and errors: a field that can't be read is null with an error, and the rest is complete. */
const options = { errorPolicy: "all" } as const;

/** @param token of the signed-in user; a product gets it from its identity provider and renews it */
export function createClient(token: string): ApolloClient {
  const authorize = new SetContextLink(({ headers }) => ({
    headers: { ...headers, authorization: `Bearer ${token}` },
  }));
  return new ApolloClient({
    cache: new InMemoryCache({ possibleTypes }),
    link: ApolloLink.from([retry, authorize, new HttpLink({ uri: "/graphql" })]),
    defaultOptions: {
      watchQuery: { ...options, fetchPolicy: "cache-and-network" },
      query: options,
      mutate: options,
    },
  });
}

/** Sends a request again when no answer came: a query, or a mutation whose idempotency key makes that safe. */
const retry = new RetryLink({
  delay: { initial: 300 },
  attempts: { max: 3, retryIf: (error, operation) => Boolean(error) && maySendAgain(operation) },
});

function maySendAgain({ operationType, variables }: ApolloLink.Operation): boolean {
  return operationType === "query" || Boolean(variables.input?.idempotencyKey);
}

declare module "@apollo/client" {
  namespace ApolloClient {
    namespace DeclareDefaultOptions {
      interface WatchQuery {
        errorPolicy: "all";
      }
      interface Query {
        errorPolicy: "all";
      }
      interface Mutate {
        errorPolicy: "all";
      }
    }
  }
}
