/** Mercurius with its JIT and a loader for references. */
import { startMercurius } from "./start-mercurius.ts";
import { findUsers, type User } from "./users.ts";

await startMercurius({
  loaders: {
    User: {
      __resolveReference: (queries: readonly { readonly obj: User }[]) =>
        findUsers(queries.map(({ obj }) => obj.id)),
    },
  },
});
