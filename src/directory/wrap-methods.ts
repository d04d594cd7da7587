/** Calls a method, and does what all methods have in common. */
export type Call = <Result>(work: () => Promise<Result>) => Promise<Result>;

/** The same methods, each run by `call`. All of them must be asynchronous. */
export function wrapMethods<Methods extends object>(methods: Methods, call: Call): Methods {
  const wrapped = Object.entries(methods).map(([name, method]) => [
    name,
    (...parameters: readonly unknown[]) => call(() => method(...parameters)),
  ]);
  return Object.fromEntries(wrapped) as Methods;
}
