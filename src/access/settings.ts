import { z } from "zod";

/** The environment variables of this room. */
export const accessVariables = z.object({});

export type AccessSettings = z.output<typeof accessVariables>;
