import type { Lab } from "./lab.ts";
import type { Route, RouteName } from "./route.ts";
import { composition } from "./rows/composition.ts";
import { generated } from "./rows/generated.ts";
import { http } from "./rows/http.ts";
import { identities } from "./rows/identities.ts";
import { mutations } from "./rows/mutations.ts";
import { references } from "./rows/references.ts";
import type { Extent, Row, RowGroup } from "./rows/row.ts";

export const groups: readonly RowGroup[] = [composition, references, identities, mutations, http, generated];

/** What all rows need for the report, and for a test of every change. */
export const fullExtent: Extent = { references: 1_000, queries: 300, seed: 2_026 };
export const shortExtent: Extent = { references: 300, queries: 15, seed: 2_026 };

/** How a row ended on a route. A difference is expected, and explained in the report. */
export type Outcome =
  | { readonly kind: "green"; readonly elapsedMs: number }
  | { readonly kind: "explained"; readonly note: string; readonly elapsedMs: number }
  | { readonly kind: "failed"; readonly error: Error; readonly elapsedMs: number };

export async function runRow(lab: Lab, route: Route, row: Row, extent: Extent): Promise<Outcome> {
  const [direct] = lab.routes as [Route];
  const explanation = row.explained?.[route.name];
  const startedAt = performance.now();
  await lab.emulators.reset();
  const error = await row.check({ lab, route, direct, extent }).then(
    () => undefined,
    (reason: Error) => reason,
  );
  const elapsedMs = Math.round(performance.now() - startedAt);
  if (error === undefined) {
    return explanation === undefined
      ? { kind: "green", elapsedMs }
      : { kind: "failed", error: new Error(`holds although explained: ${explanation}`), elapsedMs };
  }
  return explanation === undefined
    ? { kind: "failed", error, elapsedMs }
    : { kind: "explained", note: explanation, elapsedMs };
}

/** The routes of the lab on which the row has a meaning. */
export function routesOf(lab: Lab, { routes }: Row): readonly Route[] {
  return routes === undefined ? lab.routes : lab.routes.filter(({ name }) => routes.includes(name));
}

/** Outcomes by row and route. */
export type Results = ReadonlyMap<Row, ReadonlyMap<RouteName, Outcome>>;
