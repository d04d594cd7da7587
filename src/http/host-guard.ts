import type { FastifyInstance, FastifyRequest } from "fastify";
import { Refusal } from "../graphql/errors/refusal.js";
import { isLoopbackHost } from "../platform/loopback.js";

/**
 * Refuses every request, those for health included, that does not address this machine by a loopback name and the port it
 * listens on. A page whose own name was made to resolve to 127.0.0.1 (DNS rebinding) passes for the same site in the
 * browser, but its name stands in the host header.
 */
export function refuseForeignHosts(server: FastifyInstance): void {
  server.addHook("onRequest", async (request) => {
    if (!namesOf(request).every((name) => isOwnName(name, request.socket.localPort)))
      throw new Refusal(
        421,
        "MISDIRECTED_REQUEST",
        "The sandbox answers to loopback names and its own port only.",
      );
  });
}

/** The host header, and the authority of a target in absolute form, which counts for more than the header (RFC 9112). */
function namesOf({ headers, raw }: FastifyRequest): readonly string[] {
  const host = headers.host ?? "";
  const authority = /^[a-z][a-z\d+.-]*:\/\/([^/?#]*)/i.exec(raw.url ?? "")?.[1];
  return authority === undefined ? [host] : [host, authority];
}

function isOwnName(name: string, localPort: number | undefined): boolean {
  const [, host = "", port = "80"] = /^(.*?)(?::(\d+))?$/.exec(name) ?? [];
  return isLoopbackHost(host) && Number(port) === localPort;
}
