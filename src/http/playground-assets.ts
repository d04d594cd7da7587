import { createHash } from "node:crypto";
import { promisify } from "node:util";
import { gunzip, gzip } from "node:zlib";
import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import { acceptsGzip } from "./compression.js";

const compress = promisify(gzip);
const decompress = promisify(gunzip);

/** A large file, of which only the compressed form is kept. */
interface Asset {
  readonly compressed: Buffer;
  readonly etag: string;
}

const types = {
  "/playground.js": "text/javascript; charset=utf-8",
  "/playground.css": "text/css; charset=utf-8",
} as const;
type AssetPath = keyof typeof types;
const paths: readonly AssetPath[] = ["/playground.js", "/playground.css"];

/**
 * GraphiQL's code and style, 9 MB together. They are read from the package on the first visit, since they cost 50 MB of memory;
 * a browser keeps them, and asks only whether they have changed.
 */
export function servePlaygroundAssets(server: FastifyInstance): void {
  let assets: Promise<Readonly<Record<AssetPath, Asset>>> | undefined;
  for (const path of paths) {
    server.route({
      url: path,
      method: ["GET", "HEAD"],
      handler: async (request, reply) => {
        assets ??= loadAssets();
        return send(request, reply, (await assets)[path], types[path]);
      },
    });
  }
}

async function send(
  { headers }: FastifyRequest,
  reply: FastifyReply,
  { compressed, etag }: Asset,
  type: string,
): Promise<FastifyReply> {
  reply.headers({ etag, "cache-control": "no-cache", vary: "accept-encoding", "content-type": type });
  if (headers["if-none-match"]?.includes(etag)) return reply.code(304).send();
  if (!acceptsGzip(headers["accept-encoding"])) return reply.send(await decompress(compressed));
  return reply.header("content-encoding", "gzip").send(compressed);
}

async function loadAssets(): Promise<Readonly<Record<AssetPath, Asset>>> {
  const { css, js, editorWorkerService, graphqlWorker, jsonWorker } = await import(
    "@graphql-yoga/render-graphiql/graphiql"
  );
  const workers = { editorWorkerService, graphql: graphqlWorker, json: jsonWorker };
  const [script, style] = await Promise.all([
    toAsset(`${toMonacoEnvironment(workers)}\n${js}`),
    toAsset(css),
  ]);
  return { "/playground.js": script, "/playground.css": style };
}

/** Where the editor finds its workers: they are part of the script, so that nothing else is loaded. */
function toMonacoEnvironment(workers: Readonly<Record<string, string>>): string {
  const addresses = Object.entries(workers).map(([label, code]) => {
    const blob = `new Blob([${JSON.stringify(code)}], { type: "application/javascript" })`;
    return `${label}: URL.createObjectURL(${blob})`;
  });
  return `self.MonacoEnvironment = ((addresses) => ({
  globalAPI: false,
  getWorkerUrl: (_module, label) => addresses[label],
}))({ ${addresses.join(", ")} });`;
}

async function toAsset(text: string): Promise<Asset> {
  const hash = createHash("sha256").update(text).digest("base64url");
  return { compressed: await compress(text), etag: `W/"${hash}"` };
}
