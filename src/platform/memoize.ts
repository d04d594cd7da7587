/**
 * The function with its latest results kept: for texts that many requests share, such as a header. Forgets all of them when
 * there are too many.
 */
export function memoize<Result>(max: number, compute: (text: string) => Result): (text: string) => Result {
  const known = new Map<string, { readonly result: Result }>();
  return (text) => {
    const found = known.get(text);
    if (found !== undefined) return found.result;
    const result = compute(text);
    if (known.size >= max) known.clear();
    known.set(text, { result });
    return result;
  };
}
