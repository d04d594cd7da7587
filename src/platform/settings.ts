import { z } from "zod";

/** The environment variables of this room. */
export const platformVariables = z.object({});

export type PlatformSettings = z.output<typeof platformVariables>;
