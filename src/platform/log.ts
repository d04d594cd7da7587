import { type Logger, type LoggerOptions, pino } from "pino";
import { currentCorrelationId } from "./correlation.js";

export type { Logger } from "pino";

/** Values with these names are never logged, at the top level of a logged object or one level deeper. */
const secretNames = [
  "authorization",
  "cookie",
  "password",
  "token",
  "secret",
  "access_token",
  "client_secret",
];

/** Writes JSON lines to standard output, or to the given destination. */
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
