/** Words that this code base does without, and what it uses instead. */
interface WordRule {
  readonly words: RegExp;
  readonly instead: string;
}

export interface Finding {
  readonly line: number;
  readonly word: string;
  readonly instead: string;
}

const rules: readonly WordRule[] = [
  { words: /look-?alikes?/, instead: "emulator" },
  { words: /\brooms?\b/, instead: "module, layer" },
  { words: /\bmanners\b|\bcalm\b/, instead: "rate limiting, resilience" },
  { words: /quotaplan|bucketplan|callbudget|budgets?/, instead: "rate limits" },
  { words: /\bmend(s|ed|ing)?\b/, instead: "fix" },
  { words: /\bwish(es|ed)?\b/, instead: "change, request, command" },
  { words: /flights?\b/, instead: "in-flight request, SingleFlight" },
  { words: /\blanes?\b|fair line|noplace/, instead: "queue, fair queue, NoCapacity" },
  { words: /\bnotices?\b|rumours?/, instead: "change event, webhook; invalidation" },
  {
    words: /steadybuckets|\bheed(s|ed)?\b|isshut|overtaken/,
    instead: "FallbackLimiter, isOpen, StaleWriteError",
  },
  { words: /\bheld\b|heldidentity|\brevive[sd]?\b/, instead: "identity, ProviderIdentity, fromCache" },
  { words: /first-?sight/, instead: "just-in-time registration" },
  { words: /\bpatience\b|everyms/, instead: "timeout, intervalMs" },
  { words: /\brescue[sd]?\b|\bbegun\b/, instead: "resume; started" },
  {
    words: /\bstand-ins?\b|\bclearance\b|\bcarriers?\b/,
    instead: "fallback value, AccessLevel, ownerScoped",
  },
  { words: /\bdice\b|\bworlds?\b|flavou?rs?/, instead: "random, harness, dialect" },
  { words: /\bparted by|\banew\b|on the spot/, instead: "separated by, again, immediately" },
  { words: /\blately\b|\bblanks?\b/, instead: "recently, whitespace" },
  { words: /\bwhoever\b/, instead: "any caller" },
  { words: /under way|in trouble\b/, instead: "in progress, unavailable" },
];

/** Only what is injected into an emulator on purpose is a fault. */
const faults: WordRule = { words: /\bfaults?\b/, instead: "error, violation" };
const injectsFaults = /^(test|bench|src\/sandbox)\/|^docs\/sandbox\.md$/;

/** Words that are another's, or the field's own. */
const exceptions: readonly RegExp[] = [
  /\bretry ?budgets?/, // what limits retries
  /\bhome rooms?\b/, // a pupil's
  /\bdisruption ?budgets?\b/, // Kubernetes' limit on how many pods may be stopped at once
  /single-?flight|in-?flight|preflights?/,
  /decisions\/0008-budgets/, // the name of a file
  /about:blank/, // a type of problem, by its specification
];

/** Words with a meaning of their own in some files. */
const exceptionsIn: readonly (readonly [paths: RegExp, exception: RegExp])[] = [
  [/^src\/upstream\/calls\/(retry|gate)\.ts$/, /\bbudget\b/], // that of the retries
];

export function findWords(path: string, text: string): readonly Finding[] {
  const applicable = injectsFaults.test(path) ? rules : [...rules, faults];
  return text.split("\n").flatMap((original, index) => {
    const line = withoutExceptions(path, original.toLowerCase());
    return applicable.flatMap(({ words, instead }) => {
      const word = words.exec(line)?.[0];
      return word === undefined ? [] : [{ line: index + 1, word, instead }];
    });
  });
}

function withoutExceptions(path: string, line: string): string {
  const own = exceptionsIn.filter(([paths]) => paths.test(path)).map(([, exception]) => exception);
  return [...exceptions, ...own].reduce((rest, each) => rest.replaceAll(new RegExp(each, "g"), ""), line);
}
