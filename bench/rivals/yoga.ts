/** GraphQL Yoga as its documentation starts it. */
import { createServer } from "node:http";
import { createYoga } from "graphql-yoga";
import { listen } from "./announce.ts";
import { buildSchema, findUser } from "./users.ts";

const schema = buildSchema(({ id }) => findUser(id));
await listen(createServer(createYoga({ schema, logging: false })), "/graphql");
