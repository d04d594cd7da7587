/** Mercurius with its JIT; each reference is resolved by itself, from memory. */
import { startMercurius } from "./start-mercurius.ts";
import { findUser, type User } from "./users.ts";

await startMercurius({ resolvers: { User: { __resolveReference: ({ id }: User) => findUser(id) } } });
