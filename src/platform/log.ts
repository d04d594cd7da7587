import { type Logger, type LoggerOptions, pino } from "pino";
import { currentCorrelationId } from "./correlation.js";

export type { Logger } from "pino";

/** Names whose values never reach the log, wherever in a logged object they stand one level deep. */
const secretNames = [
  "authorization",
  "cookie",
  "password",
  "token",
  "secret",
  "access_token",
  "client_secret",
];

/** JSON lines on standard output, or wherever they are to go. */
export function createLog(level: string, destination?: { write(line: string): void }): Logger {
  const options: LoggerOptions = {
    level,
    base: null,
    mixin: () => {
      const correlationId = currentCorrelationId();
      return correlationId === undefined ? {} : { correlationId };
    },
    timestamp: () => `,"time":"${new Date().toISOString()}"`,
    redact: { paths: secretNames.flatMap((name) => [name, `*.${name}`]), censor: "[secret]" },
  };
  return destination === undefined ? pino(options) : pino(options, destination);
}
