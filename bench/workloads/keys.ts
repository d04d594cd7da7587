import type { Lab } from "../lab.ts";
import { keysQuery } from "../queries.ts";
import type { Result } from "../result.ts";
import { measureWarm } from "../warm.ts";

export function run(lab: Lab): Promise<Result> {
  return measureWarm(lab, { title: "100 references, keys only", query: keysQuery, references: 100 });
}
