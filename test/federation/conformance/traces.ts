import { createServer } from "node:http";
import type { AddressInfo } from "node:net";

/** A collector of traces that keeps the ids of those that it received. */
export interface Traces {
  readonly url: string;
  /** Resolves when a span of the trace arrives. */
  waitFor(traceId: string): Promise<void>;
  close(): Promise<void>;
}

export async function startTraces(): Promise<Traces> {
  const bodies: string[] = [];
  const waiting = new Set<() => void>();
  const server = createServer(async (request, response) => {
    const chunks = (await request.toArray()) as Buffer[];
    const body = Buffer.concat(chunks);
    bodies.push(body.toString("latin1"), body.toString("hex"));
    response.writeHead(200, { "content-type": "application/json" }).end("{}");
    for (const check of waiting) check();
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    waitFor: (traceId) =>
      new Promise((resolve, reject) => {
        const check = (): void => {
          if (!bodies.some((body) => body.includes(traceId))) return;
          waiting.delete(check);
          clearTimeout(timer);
          resolve();
        };
        const timer = setTimeout(() => {
          waiting.delete(check);
          reject(new Error(`no span of the trace ${traceId} arrived`));
        }, 15_000);
        waiting.add(check);
        check();
      }),
    close: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
