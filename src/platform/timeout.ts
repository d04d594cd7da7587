/**
 * Like `setTimeout`, but a process that was busy when the time was over first handles the network events that have arrived,
 * so that its own pause is not taken for another's delay.
 *
 * @returns cancels it
 */
export function startTimeout(onTimeout: () => void, ms: number): () => void {
  let immediate: NodeJS.Immediate | undefined;
  const timer = setTimeout(() => {
    immediate = setImmediate(onTimeout);
  }, ms);
  return () => {
    clearTimeout(timer);
    clearImmediate(immediate);
  };
}
