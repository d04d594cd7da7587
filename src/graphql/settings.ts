import { z } from "zod";

/** The environment variables of this room. */
export const graphqlVariables = z.object({});

export type GraphqlSettings = z.output<typeof graphqlVariables>;
