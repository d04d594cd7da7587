import type { ApolloServerPlugin } from "@apollo/server";
import type { Logger } from "../../platform/log.js";
import type { GraphContext } from "../schema/context.js";

/** Logs who read whom: one event for each user that the request has read, as far as the guarded schema resolved it. */
export type LogReads = (context: GraphContext) => void;

export function createLogReads(log: Logger): LogReads {
  return ({ access }) => {
    for (const read of access.reads.values())
      log.info({ actor: access.viewer.actor, ...read }, "identity read");
  };
}

/** Logs the reads of each request that Apollo Server answers. */
export function reportAccess(logReads: LogReads): ApolloServerPlugin<GraphContext> {
  return {
    requestDidStart: async () => ({ willSendResponse: async ({ contextValue }) => logReads(contextValue) }),
  };
}
