import { mercuriusFederationPlugin } from "@mercuriusjs/federation";
import fastify from "fastify";
import { announce } from "./announce.ts";
import { sdl } from "./users.ts";

export async function startMercurius(options: object): Promise<void> {
  const app = fastify();
  // executed code is compiled at the second time, as its documentation shows
  app.register(mercuriusFederationPlugin, { schema: sdl, jit: 1, ...options } as never);
  announce(`${await app.listen({ port: 0, host: "127.0.0.1" })}/graphql`);
}
