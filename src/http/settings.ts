import { z } from "zod";
import type { Settings } from "../platform/camel-case.js";
import {
  integerVariable,
  limitVariable,
  listVariable,
  secretsVariable,
  timeoutVariable,
} from "../platform/variables.js";

const origin = /^https?:\/\/[^/?#@\s]+$/;
const network = /^([\da-f.:]+(\/\d{1,3})?|loopback|linklocal|uniquelocal)$/i;

/** A limit that 0 switches off. */
function rateVariable(initial: number, description: string) {
  return integerVariable({ min: 0, max: 100_000_000 }).default(initial).meta({ description });
}

/** What the HTTP server accepts, from whom, and how much of it. */
export const httpVariables = z.object({
  MAX_BODY_BYTES: limitVariable(1_000_000, "Bytes of a request's body, variables included."),
  MAX_HEADER_BYTES: limitVariable(16_384, "Bytes of a request's line and headers."),
  COMPRESSION_MIN_BYTES: integerVariable({ min: 0, max: 100_000_000 }).default(16_384).meta({
    description:
      "Bytes from which an answer of /graphql is compressed with gzip for callers that accept it; 0 to compress none.",
  }),
  MAX_CONNECTIONS: limitVariable(5_000, "Open connections from callers to this process."),
  RECEIVE_TIMEOUT_MS: timeoutVariable().default(10_000).meta({
    description: "Milliseconds within which a whole request, headers and body, must arrive.",
  }),
  RATE_LIMIT_PER_MINUTE: rateVariable(
    60_000,
    "Requests per minute of one caller with a token, or of the router; 0 for no limit.",
  ),
  ANONYMOUS_RATE_LIMIT_PER_MINUTE: rateVariable(
    6_000,
    "Requests per minute of one address (IPv6: /64) without a valid token; 0 for no limit.",
  ),
  TRUST_PROXY: listVariable()
    .refine(
      (parts) => parts.every((part) => network.test(part)),
      "must be addresses, networks as 10.0.0.0/8, or loopback, linklocal, uniquelocal",
    )
    .default([])
    .meta({
      description:
        "Proxies whose x-forwarded-for is trusted, by address or network. By default none is, and a caller's address is that of the connection.",
      example: "10.0.0.0/8,loopback",
    }),
  CORS_ORIGINS: listVariable()
    .refine(
      (parts) => parts.every((part) => part === "*" || origin.test(part)),
      "must be origins such as https://app.example, or *",
    )
    .default([])
    .meta({
      description: "Origins whose pages may call this service from a browser. None by default.",
      example: "https://app.example",
    }),
  WEBHOOK_SECRETS: secretsVariable().default([]).meta({
    description:
      "Secrets of the webhooks: a sender presents one as its bearer token, to /webhooks/identities or to the path of a provider with a format of its own. Without secrets these paths do not exist.",
    secret: true,
  }),
});

export type HttpSettings = Settings<z.output<typeof httpVariables>>;
