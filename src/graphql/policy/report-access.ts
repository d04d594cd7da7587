import type { ApolloServerPlugin } from "@apollo/server";
import type { Logger } from "../../platform/log.js";
import type { GraphContext } from "../schema/context.js";

/** Logs who read whom: one event for each user that a request has read. */
export function reportAccess(log: Logger): ApolloServerPlugin<GraphContext> {
  return {
    requestDidStart: async () => ({
      willSendResponse: async ({ contextValue: { access } }) => {
        for (const read of access.reads.values())
          log.info({ actor: access.viewer.actor, ...read }, "identity read");
      },
    }),
  };
}
