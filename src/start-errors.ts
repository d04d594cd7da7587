import { ConfigError } from "./config.js";
import { StoreError } from "./directory/migrate.js";

interface ListenError extends Error {
  readonly code: string;
  readonly syscall: "listen";
  readonly address?: string;
  readonly port?: number;
}

/** What an operator can do about a failed start. Undefined for a bug, whose stack trace is needed. */
export function toStartSentence(error: unknown): string | undefined {
  if (error instanceof ConfigError || error instanceof StoreError) return error.message;
  return isListenError(error) ? toListenSentence(error) : undefined;
}

function isListenError(error: unknown): error is ListenError {
  return error instanceof Error && "syscall" in error && error.syscall === "listen";
}

function toListenSentence({ code, address, port }: ListenError): string {
  const place = `${address ?? "this address"}:${port ?? ""}`;
  switch (code) {
    case "EADDRINUSE":
      return `Another process listens on ${place}. Set PORT (or METRICS_PORT) to a free port, or to 0 for any.`;
    case "EACCES":
      return `This process is not allowed to listen on ${place}. Set PORT to 1024 or more.`;
    default:
      return `This process can't listen on ${place} (${code}). Check HOST and PORT.`;
  }
}
