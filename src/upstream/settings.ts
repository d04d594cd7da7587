import { z } from "zod";

/** The environment variables of this room. */
export const upstreamVariables = z.object({});

export type UpstreamSettings = z.output<typeof upstreamVariables>;
