import type {
  FastifyError,
  FastifyInstance,
  FastifyReply,
  FastifyRequest,
  FastifyServerOptions,
} from "fastify";
import { Refusal } from "../graphql/errors/refusal.js";
import { toVariableName } from "../platform/camel-case.js";
import type { Logger } from "../platform/log.js";
import { chooseAnswerType } from "./media-types.js";
import type { HttpSettings } from "./settings.js";

type ClientErrorHandler = NonNullable<FastifyServerOptions["clientErrorHandler"]>;

/** On every answer, whatever became of the request. */
export const securityHeaders: Readonly<Record<string, string>> = {
  "content-security-policy":
    "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
  "cross-origin-opener-policy": "same-origin",
  "cross-origin-resource-policy": "same-origin",
  "referrer-policy": "no-referrer",
  "strict-transport-security": "max-age=31536000",
  "x-content-type-options": "nosniff",
  "x-frame-options": "DENY",
  "cache-control": "no-store",
};

/** Answers what never reaches GraphQL, in the form that GraphQL's own errors have and without a word of the request. */
export function answerFailures(server: FastifyInstance, log: Logger): void {
  server.setNotFoundHandler((request, reply) =>
    send(request, reply, new Refusal(404, "NOT_FOUND", "There is nothing here.")),
  );
  server.setErrorHandler((error: FastifyError, request, reply) => {
    const refusal = error instanceof Refusal ? error : toRefusal(error);
    if (refusal.statusCode >= 500)
      log.error({ err: error, correlationId: request.id }, "bug in the HTTP server");
    return send(request, reply, refusal);
  });
}

function send(request: FastifyRequest, reply: FastifyReply, refusal: Refusal): FastifyReply {
  const { statusCode, code, message, headers } = refusal;
  const extensions = { code, ...(statusCode >= 500 && { correlationId: request.id }) };
  return reply
    .code(statusCode)
    .headers(headers)
    .header(
      "content-type",
      `${chooseAnswerType(request.headers.accept) ?? "application/json"}; charset=utf-8`,
    )
    .send(JSON.stringify({ errors: [{ message, extensions }] }));
}

/** The texts of fastify and of the JSON parser quote the request, so that only the status is taken from them. */
function toRefusal({ statusCode = 500 }: FastifyError): Refusal {
  switch (statusCode) {
    case 413:
      return new Refusal(413, "BODY_TOO_LARGE", `The body is larger than ${nameOf("maxBodyBytes")} allows.`);
    case 415:
      return new Refusal(415, "UNSUPPORTED_MEDIA_TYPE", "The body must be application/json in UTF-8.");
    default:
      return statusCode >= 400 && statusCode < 500
        ? new Refusal(400, "BAD_REQUEST", "The request or its JSON is malformed.")
        : new Refusal(500, "INTERNAL_SERVER_ERROR", "Internal error.");
  }
}

/** Answers where no route is looked for and no hook runs, so that the answer has to be written whole. */
export function refuseUnrouted(
  request: FastifyRequest["raw"],
  reply: FastifyReply["raw"],
  { statusCode, code, message, correlationId }: Unrouted,
): void {
  const type = chooseAnswerType(request.headers.accept) ?? "application/json";
  const headers = { "x-correlation-id": correlationId, "content-type": `${type}; charset=utf-8` };
  reply.writeHead(statusCode, { ...securityHeaders, ...headers });
  reply.end(JSON.stringify({ errors: [{ message, extensions: { code } }] }));
}

interface Unrouted extends Pick<Refusal, "statusCode" | "code" | "message"> {
  readonly correlationId: string;
}

/** Answers what is not even HTTP, or came too slowly: there is no request yet, so that the socket is written to. */
export function answerBrokenRequest(
  ...[error, socket, correlationId]: [...Parameters<ClientErrorHandler>, correlationId: string]
): void {
  if (error.code !== "ECONNRESET" && socket.writable) {
    const [status, code, message] = toStatus(error.code);
    const body = JSON.stringify({ errors: [{ message, extensions: { code } }] });
    const headers = {
      ...securityHeaders,
      "content-type": "application/json; charset=utf-8",
      "content-length": String(body.length),
      "x-correlation-id": correlationId,
      connection: "close",
    };
    const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}\r\n`);
    socket.write(`HTTP/1.1 ${status}\r\n${lines.join("")}\r\n${body}`);
  }
  socket.destroySoon();
}

function toStatus(code: string | undefined): readonly [status: string, code: string, message: string] {
  switch (code) {
    case "ERR_HTTP_REQUEST_TIMEOUT":
      return ["408 Request Timeout", "REQUEST_TIMEOUT", "The request did not arrive in time."];
    case "HPE_HEADER_OVERFLOW":
      return [
        "431 Request Header Fields Too Large",
        "HEADERS_TOO_LARGE",
        `The headers are larger than ${nameOf("maxHeaderBytes")} allows.`,
      ];
    default:
      return ["400 Bad Request", "BAD_REQUEST", "The request is malformed."];
  }
}

function nameOf(setting: keyof HttpSettings): string {
  return toVariableName(setting);
}
