/** Numbers from 0 up to 1 that are the same for the same seed (mulberry32). */
export function createRandom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** One item of a list that is not empty. */
export function oneOf<Item>(items: readonly Item[], random: () => number): Item {
  return items[Math.floor(random() * items.length)] as Item;
}

/** The seed in this environment variable, or else the given one, or else a new one; printed, so that a failed run can be repeated. */
export function chooseSeed(variable: string, given = Math.floor(Math.random() * 2 ** 31)): number {
  const seed = Number(process.env[variable] ?? given);
  process.stdout.write(`${variable}=${seed}\n`);
  return seed;
}
