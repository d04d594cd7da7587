import type { IncomingHttpHeaders } from "node:http";

export interface EmulatorRequest {
  readonly method: string;
  readonly url: URL;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

export interface EmulatorAnswer {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  /** Sent as JSON; a string or bytes are sent unchanged; absent for an empty body. */
  readonly body?: unknown;
  readonly contentType?: string;
}

export interface LoggedRequest {
  readonly operation: string;
  readonly method: string;
  /** Path and query as received. */
  readonly path: string;
  /** The status of the response; 0 when the connection was cut. */
  readonly status: number;
  readonly atMs: number;
}
