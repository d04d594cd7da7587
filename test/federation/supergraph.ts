import {
  ApolloGateway,
  type GraphQLDataSourceProcessOptions,
  RemoteGraphQLDataSource,
} from "@apollo/gateway";
import { ApolloServer } from "@apollo/server";
import { ApolloServerPluginUsageReportingDisabled } from "@apollo/server/plugin/disabled";
import { startStandaloneServer } from "@apollo/server/standalone";
import { Kind, parse, print, visit } from "graphql";
import type { SamplePerson } from "../../src/sandbox/person.js";
import { createExecute, type Execute } from "../support/execute.js";
import { startSubgraph, type TestSubgraph } from "../support/start-subgraph.js";
import { type Composer, composers, type Service } from "./compose.js";
import { auditSdl, ordersSdl, startAudit, startOrders } from "./neighbours.js";

/** Our subgraph and its neighbours behind gateways, all over HTTP. */
export interface Supergraph {
  readonly subgraph: TestSubgraph;
  /** By the name of the composer that made the gateway's supergraph. */
  readonly gateways: ReadonlyMap<string, Execute>;
  close(): Promise<void>;
}

/** @param customers who has an order and an entry in the audit */
export async function startSupergraph(customers: readonly SamplePerson[]): Promise<Supergraph> {
  const [subgraph, orders, audit] = await Promise.all([
    startSubgraph({ variables: { DIRECTORY_CACHE_MS: "0" } }), // each test counts its own statements
    startOrders(customers),
    startAudit(customers),
  ]);
  const services = [
    {
      name: "identity",
      url: `${subgraph.app.origin}/graphql`,
      sdl: withoutAccessRules(await fetchSdl(subgraph.execute)),
    },
    { name: "orders", url: orders.url, sdl: ordersSdl },
    { name: "audit", url: audit.url, sdl: auditSdl },
  ];
  const gateways = await Promise.all(
    composers.map((composer) => startGateway(composer, services, subgraph.sandbox.tokens.administrator)),
  );
  return {
    subgraph,
    gateways: new Map(gateways.map(({ name, execute }) => [name, execute])),
    close: async () => {
      await Promise.all([...gateways, orders, audit].map((each) => each.close()));
      await subgraph.close();
    },
  };
}

/** What the running subgraph says of itself. */
export async function fetchSdl(execute: Execute): Promise<string> {
  const result = await execute<{ _service: { sdl: string } }, object>("{ _service { sdl } }");
  return result.expectData()._service.sdl;
}

/** Apollo's gateway of Node refuses supergraphs with access rules, which only routers can enforce; the subgraph does so itself. */
function withoutAccessRules(sdl: string): string {
  const isRule = (name: string): boolean => /^@?(authenticated|requiresScopes)$/.test(name);
  const document = visit(parse(sdl), {
    Directive: ({ name }) => (isRule(name.value) ? null : undefined),
    DirectiveDefinition: ({ name }) => (isRule(name.value) ? null : undefined),
    ListValue: ({ values, ...list }) => ({
      ...list,
      values: values.filter((value) => value.kind !== Kind.STRING || !isRule(value.value)),
    }),
  });
  return print(document);
}

interface CallerContext {
  readonly authorization?: string | undefined;
}

/** Hands the caller's token on, as every gateway in front of this subgraph has to. */
class ForwardingSource extends RemoteGraphQLDataSource<CallerContext> {
  override willSendRequest({ request, context }: GraphQLDataSourceProcessOptions<CallerContext>): void {
    if (context.authorization !== undefined)
      request.http?.headers.set("authorization", context.authorization);
  }
}

/** @param token what those send who ask through `execute` */
async function startGateway({ name, compose }: Composer, services: readonly Service[], token: string) {
  const quiet = { debug: () => {}, info: () => {}, warn: () => {}, error: () => {} };
  const gateway = new ApolloGateway({
    supergraphSdl: compose(services).supergraphSdl,
    logger: quiet,
    buildService: ({ url = "" }) => new ForwardingSource({ url }),
  });
  const server = new ApolloServer<CallerContext>({
    gateway,
    logger: quiet,
    plugins: [ApolloServerPluginUsageReportingDisabled()],
  });
  const { url } = await startStandaloneServer(server, {
    listen: { host: "127.0.0.1", port: 0 },
    context: async ({ req }) => ({ authorization: req.headers.authorization }),
  });
  return { name, execute: createExecute(url, { token }), close: () => server.stop() };
}
