import { promisify } from "node:util";
import { constants, gzip } from "node:zlib";
import type { FastifyReply, FastifyRequest, onSendHookHandler } from "fastify";
import type { HttpSettings } from "./settings.js";

const compress = promisify(gzip);

type Done = (error: Error | null, payload?: unknown) => void;

/**
 * Compresses answers of at least `compressionMinBytes` for callers that accept gzip, outside the event loop. Smaller answers
 * fit into a few packets, and cost more to compress than to send.
 */
export function compressLargeAnswers({ compressionMinBytes: minBytes }: HttpSettings): onSendHookHandler {
  return (request: FastifyRequest, reply: FastifyReply, payload: unknown, done: Done) => {
    const isText = typeof payload === "string" || Buffer.isBuffer(payload);
    if (minBytes === 0 || !isText || payload.length < minBytes) return done(null, payload);
    const vary = reply.getHeader("vary");
    reply.header("vary", vary === undefined ? "accept-encoding" : `${vary}, accept-encoding`);
    if (!acceptsGzip(request.headers["accept-encoding"])) return done(null, payload);
    reply.header("content-encoding", "gzip");
    reply.removeHeader("content-length");
    compress(payload, { level: constants.Z_BEST_SPEED }).then(
      (compressed) => done(null, compressed),
      (error: Error) => done(error),
    );
  };
}

/** Whether the header names gzip, or any coding, and not with a quality of 0. */
export function acceptsGzip(header: string | readonly string[] | undefined): boolean {
  const codings = String(header ?? "")
    .toLowerCase()
    .split(",")
    .map((coding) => coding.replaceAll(/\s/g, ""));
  const named = codings.find((coding) => /^(x-)?gzip(;|$)/.test(coding));
  const chosen = named ?? codings.find((coding) => /^\*(;|$)/.test(coding));
  return chosen !== undefined && !/;q=0(\.0*)?$/.test(chosen);
}
