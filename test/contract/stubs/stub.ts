import { createServer, type IncomingMessage } from "node:http";
import type { AddressInfo } from "node:net";

export type Json = Readonly<Record<string, unknown>>;

/** A request as a provider sees it. */
export interface StubRequest {
  readonly method: string;
  readonly url: URL;
  readonly headers: IncomingMessage["headers"];
  readonly body: string;
}

export interface StubAnswer {
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body: unknown;
}

/**
 * The least of one provider's wire that reads need, written from its documents alone and sharing nothing with the
 * emulators: it sends any record, however odd.
 */
export interface StubPlan {
  readonly name: string;
  /** The key of `User` that names its subjects. */
  readonly keyField: string;
  readonly identityType: string;
  /** A record with every member of the contract. */
  readonly sample: Json;
  /** Paths in it without which there is no record: its id, and what this service can't do without. */
  readonly required: readonly string[];
  /** The n-th of any number of subjects. */
  toSubject(index: number): string;
  /** The record with this subject as its id. */
  withId(record: Json, subject: string): Json;
  /** @param find the record of a subject */
  answer(request: StubRequest, find: (subject: string) => unknown): StubAnswer;
  /** Environment variables that point the service at it. */
  variables(origin: string): Readonly<Record<string, string>>;
}

export interface Stub {
  readonly origin: string;
  readonly records: Map<string, unknown>;
  readonly requests: StubRequest[];
  close(): Promise<void>;
}

/** Stands for an object that contains itself so often that JSON.stringify could not write it. */
export const bottomless = "bottomless-object";
const levels = 20_000;

export async function startStub({ answer }: Pick<StubPlan, "answer">): Promise<Stub> {
  const records = new Map<string, unknown>();
  const requests: StubRequest[] = [];
  const server = createServer(async (incoming, response) => {
    const request = {
      method: incoming.method ?? "",
      url: new URL(incoming.url ?? "", "http://127.0.0.1"),
      headers: incoming.headers,
      body: await readText(incoming),
    };
    requests.push(request);
    const { status = 200, headers, body } = answer(request, (subject) => records.get(subject));
    response.writeHead(status, { "content-type": "application/json", ...headers });
    response.end(toText(body));
  });
  await new Promise<void>((resolve) => {
    server.listen(0, "127.0.0.1", resolve);
  });
  return {
    origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    records,
    requests,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

function toText(body: unknown): string {
  const nested = `${'{"in":'.repeat(levels)}{}${"}".repeat(levels)}`;
  return JSON.stringify(body).replaceAll(`"${bottomless}"`, () => nested);
}

async function readText(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString("utf8");
}
