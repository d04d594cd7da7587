import type { ApolloServerPlugin } from "@apollo/server";
import type { GraphQLFormattedError } from "graphql";
import type { Logger } from "../../platform/log.js";
import type { GraphContext } from "../schema/context.js";

export interface AccessReport {
  readonly log: Logger;
  /** Whether the log has an event for each user that a request reads. */
  readonly auditReads: boolean;
}

/** Adds the errors of denied fields that have a fallback value, and logs which users the viewer has read. */
export function reportAccess({ log, auditReads }: AccessReport): ApolloServerPlugin<GraphContext> {
  const finish = ({ access }: GraphContext): readonly GraphQLFormattedError[] => {
    if (auditReads) {
      for (const read of access.reads.values())
        log.info({ actor: access.viewer.actor, ...read }, "identity read");
    }
    return access.denials;
  };
  return {
    requestDidStart: async () => ({
      willSendResponse: async ({ contextValue, response: { body } }) => {
        if (body.kind !== "single") return;
        const denials = finish(contextValue);
        if (denials.length === 0) return;
        const { errors = [] } = body.singleResult;
        body.singleResult.errors = [...errors, ...denials];
      },
    }),
  };
}
