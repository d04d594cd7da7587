import type { ServerResponse } from "node:http";
import { setTimeout as sleep } from "node:timers/promises";
import type { EmulatorAnswer } from "./exchange.js";
import type { Fault } from "./faults.js";

const html = "<html><head><title>502 Bad Gateway</title></head><body><h1>Bad Gateway</h1></body></html>";

/**
 * Sends the response of `produce`, changed by the fault.
 *
 * @returns the status sent, or 0 when the connection was cut
 */
export async function deliver(
  fault: Fault | undefined,
  response: ServerResponse,
  produce: () => EmulatorAnswer | Promise<EmulatorAnswer>,
): Promise<number> {
  switch (fault?.kind) {
    case undefined:
      return send(response, await produce());
    case "status":
      return send(response, statusOf(fault));
    case "reset":
      return cut(response);
    case "lost":
      await produce();
      return cut(response);
    case "garbage":
      return send(response, {
        status: fault.status ?? 200,
        body: '{"id":"x",\u0000]',
        contentType: "application/json",
      });
    case "html":
      return send(response, { status: fault.status ?? 200, body: html, contentType: "text/html" });
    case "truncated":
      return sendHalf(response, await produce());
    case "wrong_content_type":
      return send(response, { ...(await produce()), contentType: "text/plain" });
    case "delay_headers":
      await sleep(fault.delayMs ?? 0, undefined, { ref: false });
      return send(response, await produce());
    case "delay_body":
      return sendSlowly(response, await produce(), fault.delayMs ?? 0);
  }
}

function statusOf(fault: Fault): EmulatorAnswer {
  return { status: fault.status ?? 500, headers: fault.headers ?? {}, body: fault.body ?? {} };
}

function cut(response: ServerResponse): number {
  response.socket?.destroy();
  return 0;
}

function send(response: ServerResponse, answer: EmulatorAnswer): number {
  const text = toContent(answer);
  response.writeHead(answer.status, { ...headersOf(answer), "content-length": Buffer.byteLength(text) });
  response.end(text);
  return answer.status;
}

/** Half of the text under a length that fits it, so that only the broken JSON shows the fault. */
function sendHalf(response: ServerResponse, answer: EmulatorAnswer): number {
  const text = toContent(answer);
  const half = text.slice(0, Math.floor(text.length / 2));
  response.writeHead(answer.status, { ...headersOf(answer), "content-length": Buffer.byteLength(half) });
  response.end(half);
  return answer.status;
}

async function sendSlowly(
  response: ServerResponse,
  answer: EmulatorAnswer,
  delayMs: number,
): Promise<number> {
  const text = toContent(answer);
  response.writeHead(answer.status, { ...headersOf(answer), "content-length": Buffer.byteLength(text) });
  response.write(text.slice(0, 1));
  await sleep(delayMs, undefined, { ref: false });
  response.end(text.slice(1));
  return answer.status;
}

function toContent(answer: EmulatorAnswer): string | Uint8Array {
  if (answer.body === undefined) return "";
  if (answer.body instanceof Uint8Array) return answer.body;
  return typeof answer.body === "string" ? answer.body : JSON.stringify(answer.body);
}

function headersOf(answer: EmulatorAnswer): Record<string, string> {
  const contentType = answer.contentType ?? "application/json; charset=utf-8";
  return { ...(answer.body === undefined ? {} : { "content-type": contentType }), ...answer.headers };
}
