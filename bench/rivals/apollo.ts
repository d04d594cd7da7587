/** Apollo Server as its documentation starts it, with a DataLoader per request. */
import { ApolloServer } from "@apollo/server";
import { startStandaloneServer } from "@apollo/server/standalone";
import DataLoader from "dataloader";
import { announce } from "./announce.ts";
import { buildSchema, findUsers, type User } from "./users.ts";

interface Context {
  readonly users: DataLoader<string, User | null>;
}

const schema = buildSchema<Context>(({ id }, { users }) => users.load(id));
const { url } = await startStandaloneServer(new ApolloServer<Context>({ schema }), {
  context: async () => ({ users: new DataLoader(findUsers) }),
  listen: { port: 0, host: "127.0.0.1" },
});
announce(url);
