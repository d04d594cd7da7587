import { ApolloServer } from "@apollo/server";
import {
  ApolloServerPluginInlineTraceDisabled,
  ApolloServerPluginUsageReportingDisabled,
} from "@apollo/server/plugin/disabled";
import { startStandaloneServer } from "@apollo/server/standalone";
import { buildSubgraphSchema } from "@apollo/subgraph";
import { parse } from "graphql";

/** A subgraph that is running, with what a composer needs of it. */
export interface Subgraph {
  readonly name: string;
  readonly url: string;
  readonly sdl: string;
  close(): Promise<void>;
}

export interface SubgraphOptions {
  readonly name: string;
  readonly sdl: string;
  readonly resolvers: object;
  /** The system picks one when absent. */
  readonly port?: number | undefined;
}

type Modules = Extract<Parameters<typeof buildSubgraphSchema>[0], readonly { typeDefs: unknown }[]>;

/** Serves a subgraph over HTTP on the loopback interface. */
export async function serveSubgraph({ name, sdl, resolvers, port = 0 }: SubgraphOptions): Promise<Subgraph> {
  const server = new ApolloServer({
    schema: buildSubgraphSchema([{ typeDefs: parse(sdl), resolvers }] as Modules),
    plugins: [ApolloServerPluginInlineTraceDisabled(), ApolloServerPluginUsageReportingDisabled()],
  });
  const { url } = await startStandaloneServer(server, { listen: { host: "127.0.0.1", port } });
  return { name, url, sdl, close: () => server.stop() };
}
