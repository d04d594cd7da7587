import { once } from "node:events";
import { connect } from "node:net";

/** Sends text as it is, and returns what comes back until the connection is closed. */
export async function talk(origin: string, text: string): Promise<string> {
  const socket = connect(Number(new URL(origin).port), "127.0.0.1");
  let answer = "";
  socket.on("data", (chunk) => {
    answer += chunk.toString("latin1");
  });
  socket.on("error", () => undefined);
  socket.write(text);
  await once(socket, "close");
  return answer;
}

export interface RawRequest {
  readonly method?: string;
  /** The request target, sent as it stands here. */
  readonly target: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
}

export interface RawAnswer {
  readonly status: number;
  readonly text: string;
  /** The code of the first error; undefined when the body has none. */
  readonly code: string | undefined;
}

/** One request whose target and host header no client has normalised. */
export async function sendRaw(
  origin: string,
  { method = "GET", target, headers = {}, body = "" }: RawRequest,
): Promise<RawAnswer> {
  const all = {
    host: new URL(origin).host,
    connection: "close",
    "content-length": String(Buffer.byteLength(body)),
    ...headers,
  };
  const lines = Object.entries(all).map(([name, value]) => `${name}: ${value}\r\n`);
  const answer = await talk(origin, `${method} ${target} HTTP/1.1\r\n${lines.join("")}\r\n${body}`);
  const [, text = ""] = answer.split(/\r\n\r\n(.*)/s);
  const status = Number(/^HTTP\/1\.1 (\d{3})/.exec(answer)?.[1]);
  return { status, text, code: /"code":"(\w+)"/.exec(text)?.[1] };
}
