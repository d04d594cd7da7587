import type { z } from "zod";
import type { Redis } from "./redis.js";

/**
 * Messages between the processes at one Redis. While Redis is unavailable they are lost, so a message may only make
 * something happen earlier that happens anyway.
 */
export class RedisChannel<Message> {
  readonly #subscriber: Redis;
  readonly #name: string;

  /**
   * @param name without the prefix of the connection, which the client adds to keys only
   * @param onMessage also called for the process's own messages
   */
  constructor(
    private readonly client: Redis,
    name: string,
    schema: z.ZodType<Message>,
    onMessage: (message: Message) => void,
  ) {
    this.#name = `${client.options.keyPrefix ?? ""}${name}`;
    this.#subscriber = client.duplicate();
    this.#subscriber.on("error", ignore); // the first connection's log reports it
    this.#subscriber.on("ready", () => void this.#subscriber.subscribe(this.#name).catch(ignore));
    this.#subscriber.on("message", (_channel, text) => {
      const { data } = schema.safeParse(toJson(text));
      if (data !== undefined) onMessage(data);
    });
  }

  publish(message: object): void {
    this.client.publish(this.#name, JSON.stringify(message)).catch(ignore);
  }

  close(): void {
    this.#subscriber.disconnect();
  }
}

function ignore(): void {}

function toJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
