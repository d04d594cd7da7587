import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";

export interface Collector {
  readonly origin: string;
  close(): Promise<void>;
}

/** Stands for an OpenTelemetry collector; hands on each batch of spans as it came. */
export async function startCollector(take: (body: string) => void): Promise<Collector> {
  const server = createServer(async (request, response) => {
    take(Buffer.concat(await request.toArray()).toString("utf8"));
    response.setHeader("content-type", "application/json").end("{}");
  }).listen(0, "127.0.0.1");
  await once(server, "listening");
  return {
    origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    close: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
