import type { ApolloClient } from "@apollo/client";
import { ApolloProvider } from "@apollo/client/react";
import { useState } from "react";
import { createClient } from "./client";
import { EditProfile } from "./edit-profile";
import { Header } from "./header";
import { usePath } from "./navigation";
import { SignIn } from "./sign-in";
import { SignInMethods } from "./sign-in-methods";

export function App() {
  const [client, setClient] = useState<ApolloClient>();
  const path = usePath();
  if (client === undefined) return <SignIn onToken={(token) => setClient(createClient(token))} />;
  return (
    <ApolloProvider client={client}>
      <Header path={path} onSignOut={() => setClient(undefined)} />
      <main>{path === "/profile" ? <EditProfile /> : <SignInMethods />}</main>
    </ApolloProvider>
  );
}
