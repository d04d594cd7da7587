import { type Logger, pino } from "pino";

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

/** JSON lines on standard output. */
export function createLog(level: string): Logger {
  return pino({
    level,
    base: null,
    timestamp: () => `,"time":"${new Date().toISOString()}"`,
    redact: { paths: secretNames.flatMap((name) => [name, `*.${name}`]), censor: "[secret]" },
  });
}
