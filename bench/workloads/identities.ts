import type { Lab } from "../lab.ts";
import { identitiesQuery } from "../queries.ts";
import type { Result } from "../result.ts";
import { measureWarm } from "../warm.ts";

export function run(lab: Lab): Promise<Result> {
  return measureWarm(lab, {
    title: "100 references, three identities of 25 fields each",
    query: identitiesQuery,
    references: 100,
  });
}
