import type { Lab } from "../lab.ts";
import { profileQuery } from "../queries.ts";
import type { Result } from "../result.ts";
import { measureWarm } from "../warm.ts";

export function run(lab: Lab): Promise<Result> {
  return measureWarm(lab, {
    title: "100 references, 10 fields of the profile",
    query: profileQuery,
    hasFurtherVariants: true,
    references: 100,
  });
}
