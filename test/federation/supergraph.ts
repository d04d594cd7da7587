import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fetchSdl, type Service, withoutAccessRules } from "../../examples/gateways/compose.ts";
import { type Gateway, installGateway, startGateway } from "../../examples/gateways/launch.ts";
import { startAudit } from "../../examples/neighbours/audit.ts";
import { startOrders } from "../../examples/neighbours/orders.ts";
import type { SamplePerson } from "../../src/sandbox/person.js";
import { createExecute, type Execute } from "../support/execute.js";
import { startSubgraph, type TestSubgraph } from "../support/start-subgraph.js";
import { apolloComposers, type Composer } from "./compose.js";

/** Our subgraph and its neighbours behind gateways, all over HTTP. */
export interface Supergraph {
  readonly subgraph: TestSubgraph;
  /** By the name of the composer that made the gateway's supergraph. */
  readonly gateways: ReadonlyMap<string, Execute>;
  close(): Promise<void>;
}

/** @param people who has an order and an entry in the audit */
export async function startSupergraph(people: readonly SamplePerson[]): Promise<Supergraph> {
  const customers = people.map(({ userId, auth0 }) => ({
    id: userId,
    auth0UserId: auth0[0]?.user_id ?? null,
  }));
  const [subgraph, orders, audit] = await Promise.all([
    // each test counts its own statements
    startSubgraph({ variables: { DIRECTORY_CACHE_MS: "0", RECOVERY_PAUSE_MS: "600000" } }),
    startOrders(customers),
    startAudit(customers),
    installGateway("apollo"),
  ]);
  const url = `${subgraph.app.origin}/graphql`;
  const identity = { name: "identity", url, sdl: withoutAccessRules(await fetchSdl(url)) };
  const folder = await mkdtemp(join(tmpdir(), "supergraph-"));
  const gateways = await Promise.all(
    apolloComposers.map((composer, index) =>
      startComposed(composer, [identity, orders, audit], join(folder, `${index}.graphql`)),
    ),
  );
  const token = subgraph.sandbox.tokens.administrator;
  return {
    subgraph,
    gateways: new Map(
      gateways.map((gateway, index) => [
        apolloComposers[index]?.name ?? "",
        createExecute(gateway.url, { token }),
      ]),
    ),
    close: async () => {
      await Promise.all([...gateways, orders, audit].map((each) => each.close()));
      await subgraph.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** @param file where the supergraph is written, for the gateway to read */
async function startComposed(
  { compose }: Composer,
  services: readonly Service[],
  file: string,
): Promise<Gateway> {
  const { supergraphSdl } = await compose(services);
  await writeFile(file, supergraphSdl);
  return startGateway("apollo", { variables: { SUPERGRAPH: file } });
}
