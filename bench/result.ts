export interface Column {
  /** With its unit, as "requests/s". */
  readonly name: string;
  readonly digits: number;
  /** Whether the ratio to the baseline is shown too. */
  readonly hasRatio?: boolean;
}

export interface Row {
  readonly system: string;
  /** For each column what each round gave; empty where the system has no such figure. */
  readonly samples: readonly (readonly number[])[];
}

/** What one work load found. */
export interface Result {
  readonly title: string;
  readonly about: string;
  readonly columns: readonly Column[];
  readonly rows: readonly Row[];
  /** The row to which ratios are. */
  readonly baseline: string;
}

export function median(samples: readonly number[]): number | undefined {
  const sorted = samples.toSorted((one, other) => one - other);
  const middle = Math.floor(sorted.length / 2);
  const upper = sorted[middle];
  return sorted.length % 2 === 0 ? average(sorted[middle - 1], upper) : upper;
}

function average(one: number | undefined, other: number | undefined): number | undefined {
  return one === undefined || other === undefined ? undefined : (one + other) / 2;
}

/** The medians of the system that ratios are to. */
export function baselineOf({ rows, baseline, columns }: Result): readonly (number | undefined)[] {
  const row = rows.find(({ system }) => system === baseline);
  return columns.map((_, column) => median(row?.samples[column] ?? []));
}

/** A table's cells as text: the median, and the ratio to the baseline. */
export function toCells(result: Result, { samples }: Row): readonly string[] {
  const base = baselineOf(result);
  return result.columns.map(({ digits, hasRatio }, column) => {
    const figure = median(samples[column] ?? []);
    if (figure === undefined) return "-";
    const of = base[column];
    const ratio = hasRatio && of ? ` (${(figure / of).toFixed(2)})` : "";
    return `${figure.toFixed(digits)}${ratio}`;
  });
}
