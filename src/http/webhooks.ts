import type { FastifyInstance, FastifyReply } from "fastify";
import { LRUCache } from "lru-cache";
import { Refusal } from "../graphql/errors/refusal.js";
import type { GraphSetup } from "../graphql/schema/context.js";
import type { ChangeKind, ParseChangeEvents, WebhookViolation } from "../identity/change-event.js";
import type { IdentityKey } from "../identity/link.js";
import type { Logger } from "../platform/log.js";
import { createSecretCheck } from "../platform/secrets.js";
import { type ChangeEventProvider, createChangeEventParser } from "../upstream/reads/change-events.js";
import { toNetwork } from "./rate-limit.js";

export interface WebhookOptions {
  /** Of which the caller sends one as its bearer token; at least one. */
  readonly secrets: readonly string[];
  readonly providers: readonly ChangeEventProvider[];
  /** When it throws, the sender is asked to send again. */
  onChangeEvent(key: IdentityKey, change: ChangeKind, at: Date): void | Promise<void>;
}

/** Change events of the connected providers invalidate what was read from them. Undefined without secrets. */
export function toWebhookOptions(
  secrets: WebhookOptions["secrets"],
  { registry, connected, upstream }: Pick<GraphSetup, "registry" | "connected" | "upstream">,
): WebhookOptions | undefined {
  if (secrets.length === 0) return undefined;
  const providers = connected.flatMap(({ name, realms }): ChangeEventProvider[] => {
    const provider = registry.find((each) => each.name === name);
    return provider === undefined ? [] : [{ ...provider, realms }];
  });
  return {
    secrets,
    providers,
    // a created identity outdates the cached answer that there is none
    onChangeEvent: (key, change, at) => upstream.note(key, change === "created" ? "updated" : change, at),
  };
}

/** How many ids of processed bodies are remembered. A sender usually repeats a body within seconds. */
const rememberedIds = 10_000;

/** Requests without a valid secret that one network may send in a period. After that, all of its requests are refused. */
const maxGuesses = 20;
const guessPeriodMs = 60_000;
const rememberedNetworks = 10_000;

/**
 * Receives change events: /webhooks/identities in the service's own format, /webhooks/NAME in the format of each connected
 * provider that has one. Answers 204 when a body is accepted and 400 with its violations; the sender repeats neither.
 */
export function addWebhookRoutes(server: FastifyInstance, options: WebhookOptions, log: Logger): void {
  const isSecret = createSecretCheck(options.secrets);
  const taken = new LRUCache<string, true>({ max: rememberedIds });
  const guesses = new LRUCache<string, number>({ max: rememberedNetworks, ttl: guessPeriodMs });
  void server.register(async (door) => {
    door.addHook("onRequest", async ({ ip, raw }) => {
      const network = toNetwork(ip);
      if ((guesses.get(network) ?? 0) >= maxGuesses) throw tooManyGuesses(guesses.getRemainingTTL(network));
      const [header = "", ...others] = raw.headersDistinct.authorization ?? [];
      const [, sent] = /^Bearer +(\S+)$/i.exec(header) ?? [];
      if (sent !== undefined && others.length === 0 && isSecret(sent)) return;
      guesses.set(network, (guesses.get(network) ?? 0) + 1, { noUpdateTTL: true });
      throw unauthenticated();
    });
    door.addContentTypeParser("application/cloudevents+json", { parseAs: "string" }, (request, body, done) =>
      door.getDefaultJsonParser("error", "error")(request, body.toString(), done),
    );
    const addRoute = (path: string, parse: ParseChangeEvents): void => {
      door.post(path, async ({ body }, reply) => {
        const parsed = parse(body, new Date());
        if (parsed.kind === "malformed") return refuse(reply, log, parsed.violations);
        const id = parsed.id === undefined ? undefined : `${path} ${parsed.id}`;
        if (id === undefined || !taken.has(id)) {
          for (const { key, change, at } of parsed.events) await options.onChangeEvent(key, change, at);
          if (id !== undefined) taken.set(id, true);
        }
        return reply.code(204).send();
      });
    };
    addRoute("/webhooks/identities", createChangeEventParser(options.providers));
    for (const { name, webhook, ...target } of options.providers)
      if (webhook !== undefined) addRoute(`/webhooks/${name.toLowerCase()}`, webhook.createParser(target));
  });
}

function unauthenticated(): Refusal {
  const message = "Send one of WEBHOOK_SECRETS as the bearer token.";
  return new Refusal(401, "UNAUTHENTICATED", message, { "www-authenticate": "Bearer" });
}

function tooManyGuesses(remainingMs: number): Refusal {
  const seconds = String(Math.max(1, Math.ceil(remainingMs / 1_000)));
  return new Refusal(429, "RATE_LIMITED", `Too many wrong secrets; ask again in ${seconds} s.`, {
    "retry-after": seconds,
  });
}

/** Also logs the violations, because the sender does not retry and may not report them. */
function refuse(reply: FastifyReply, log: Logger, violations: readonly WebhookViolation[]): FastifyReply {
  log.warn(
    { path: reply.request.routeOptions.url, violations: violations.slice(0, 10) },
    "a malformed change event",
  );
  const errors = violations.map(({ path, rule }) => {
    const message = path === "" ? `The body ${rule}` : `${path} ${rule}`;
    return { message, extensions: { code: "BAD_USER_INPUT", path, rule } };
  });
  return reply.code(400).send({ errors });
}
