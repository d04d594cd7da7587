/** GraphQL Yoga with graphql-jit in place of its executor. */
import { createServer } from "node:http";
import { useGraphQlJit } from "@envelop/graphql-jit";
import { createYoga } from "graphql-yoga";
import { listen } from "./announce.ts";
import { buildSchema, findUser } from "./users.ts";

const schema = buildSchema(({ id }) => findUser(id));
await listen(createServer(createYoga({ schema, plugins: [useGraphQlJit()], logging: false })), "/graphql");
