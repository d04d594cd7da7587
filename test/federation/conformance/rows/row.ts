import type { Lab } from "../lab.ts";
import type { Route, RouteName } from "../route.ts";

/** How much of a row runs: all of it for the report, less of it in the tests of every change. */
export interface Extent {
  /** References in the largest batch. */
  readonly references: number;
  /** Generated queries. */
  readonly queries: number;
  readonly seed: number;
}

export interface Subject {
  readonly lab: Lab;
  readonly route: Route;
  /** The same without a gateway. */
  readonly direct: Route;
  readonly extent: Extent;
}

/** One guarantee, checked on every route. */
export interface Row {
  readonly title: string;
  /** Throws when the guarantee does not hold. */
  check(subject: Subject): Promise<void>;
  /** The routes on which the row has a meaning; all when absent. */
  readonly routes?: readonly RouteName[];
  /** Routes on which the gateway does something else, and why that is right or known. */
  readonly explained?: Readonly<Partial<Record<RouteName, string>>>;
}

export interface RowGroup {
  readonly title: string;
  readonly rows: readonly Row[];
}
