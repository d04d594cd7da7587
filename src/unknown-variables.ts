/** Shorter names are one typing error away from too many others. */
const minLength = 6;

/**
 * A sentence for each variable that is probably meant for this service but is not one of its variables: misspelt, or with
 * the prefix of a provider.
 *
 * @param names of the variables that are set
 * @param known every variable that the service reads
 * @param prefixes such as AUTH0_
 */
export function findUnknownVariables(
  names: readonly string[],
  known: readonly string[],
  prefixes: readonly string[],
): readonly string[] {
  const isKnown = new Set(known);
  const unset = known.filter((name) => !names.includes(name) && name.length >= minLength);
  return names
    .filter((name) => !isKnown.has(name))
    .flatMap((name) => {
      const meant = unset.find((each) => isMisspelling(name, each));
      if (meant !== undefined) return `${name} is unknown; did you mean ${meant}?`;
      return prefixes.some((prefix) => name.startsWith(prefix)) ? `${name} is unknown` : [];
    });
}

/** One typing error in a short name, two in a long one; neighbours that changed places count as one. */
function isMisspelling(name: string, meant: string): boolean {
  const most = meant.length < 12 ? 1 : 2;
  return Math.abs(name.length - meant.length) <= most && countEdits(name, meant) <= most;
}

/** The distance of Damerau and Levenshtein: insertions, deletions, substitutions, and swaps of neighbours. */
function countEdits(one: string, other: string): number {
  const rows: number[][] = [Array.from({ length: other.length + 1 }, (_, column) => column)];
  const at = (row: number, column: number): number => rows[row]?.[column] ?? Number.POSITIVE_INFINITY;
  for (let row = 1; row <= one.length; row += 1) {
    rows[row] = [row];
    for (let column = 1; column <= other.length; column += 1) {
      const isSame = one[row - 1] === other[column - 1];
      const isSwap = one[row - 1] === other[column - 2] && one[row - 2] === other[column - 1];
      (rows[row] as number[])[column] = Math.min(
        at(row - 1, column) + 1,
        at(row, column - 1) + 1,
        at(row - 1, column - 1) + (isSame ? 0 : 1),
        isSwap ? at(row - 2, column - 2) + 1 : Number.POSITIVE_INFINITY,
      );
    }
  }
  return at(one.length, other.length);
}
