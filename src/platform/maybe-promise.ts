/** A value that is known already, or a promise of it: what is in memory is answered without waiting for the event loop. */
export type MaybePromise<Value> = Value | Promise<Value>;

/** Continues at once with a value that is known already. */
export function andThen<Value, Result>(
  value: MaybePromise<Value>,
  next: (value: Value) => MaybePromise<Result>,
): MaybePromise<Result> {
  return value instanceof Promise ? value.then(next) : next(value);
}
