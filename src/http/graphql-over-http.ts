import type { ApolloServerPlugin } from "@apollo/server";
import type { FastifyInstance, FastifyRequest } from "fastify";
import { Refusal } from "../graphql/errors/refusal.js";
import { memoize } from "../platform/memoize.js";
import { refuseOtherSites } from "./cross-site.js";
import { chooseAnswerType, isJson } from "./media-types.js";

/**
 * What GraphQL over HTTP asks of a request before it is read: the method, where it comes from, what it accepts and what it
 * is. A caller who could not read the answer is refused before anything is executed, not after.
 */
export function checkRequest(request: FastifyRequest, corsOrigins: readonly string[]): void {
  const { method, headers, url } = request;
  if (method !== "GET" && method !== "POST") {
    throw new Refusal(405, "METHOD_NOT_ALLOWED", "Use POST, or GET for queries.", { allow: "GET, POST" });
  }
  refuseOtherSites(headers, corsOrigins);
  if (chooseAnswerType(headers.accept) === undefined) {
    const message = "Accept application/graphql-response+json or application/json.";
    throw new Refusal(406, "NOT_ACCEPTABLE", message);
  }
  if (url === "/graphql" ? !isHost(headers.host ?? "") : !URL.canParse(url, `http://${headers.host}/`)) {
    throw new Refusal(400, "BAD_REQUEST", "The host header or the address makes no sense.");
  }
  if (method === "GET") return;
  if (!isJson(headers["content-type"])) {
    throw new Refusal(415, "UNSUPPORTED_MEDIA_TYPE", "The body must be application/json in UTF-8.");
  }
  if (headers["content-encoding"] !== undefined && headers["content-encoding"] !== "identity") {
    throw new Refusal(415, "UNSUPPORTED_MEDIA_TYPE", "The body must not be compressed.");
  }
}

/** Whether a URL can have the host. Callers know this service by few names. */
const isHost = memoize(100, (host) => URL.canParse(`http://${host}/`));

/** Reads bodies strictly: whole UTF-8, and no member that would reach an object's prototype. */
export function readJson(server: FastifyInstance): void {
  const decoder = new TextDecoder("utf-8", { fatal: true });
  const parse = server.getDefaultJsonParser("error", "error");
  server.removeAllContentTypeParsers();
  server.addContentTypeParser("application/json", { parseAs: "buffer" }, (request, body, done) => {
    try {
      parse(request, decoder.decode(body as Buffer), done);
    } catch {
      done(new Refusal(400, "BAD_REQUEST", "The body is not UTF-8."));
    }
  });
}

/** Refusals of the document and its variables, which the older media type tells apart by their body alone. */
const documentErrors = new Set([
  "GRAPHQL_PARSE_FAILED",
  "GRAPHQL_VALIDATION_FAILED",
  "BAD_USER_INPUT",
  "OPERATION_RESOLUTION_FAILURE",
]);

/**
 * The status of a document that can't be executed: 400 as application/graphql-response+json, 200 as application/json, where
 * a client can't know whether a 400 comes from here or from something in between and will not look into it.
 */
export function followMediaType(): ApolloServerPlugin<object> {
  return {
    requestDidStart: async () => ({
      willSendResponse: async ({ request, response }) => {
        const type = chooseAnswerType(request.http?.headers.get("accept"));
        if (type === undefined || response.body.kind !== "single") return;
        response.http.headers.set("content-type", `${type}; charset=utf-8`);
        const codes = (response.body.singleResult.errors ?? []).map(({ extensions }) => extensions?.code);
        const isOfDocument = codes.length > 0 && codes.every((code) => documentErrors.has(String(code)));
        const { status } = response.http;
        if (type === "application/json" && status === 400 && isOfDocument) response.http.status = 200;
      },
    }),
  };
}
