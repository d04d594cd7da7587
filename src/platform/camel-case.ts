/** `REQUEST_TIMEOUT_MS` becomes `requestTimeoutMs`. */
type CamelCase<Name extends string> = Name extends `${infer Head}_${infer Tail}`
  ? `${Lowercase<Head>}${Capitalize<CamelCase<Tail>>}`
  : Lowercase<Name>;

/** Parsed environment variables as typed settings: the same values under camelCase names, without the prefix. */
export type Settings<Variables extends object, Prefix extends string = ""> = {
  readonly [Name in keyof Variables as Name extends `${Prefix}${infer Rest}`
    ? CamelCase<Rest>
    : never]: Variables[Name];
};

/** @param prefix what every name begins with, such as AUTH0_ */
export function toSettings<Variables extends object, Prefix extends string = "">(
  variables: Variables,
  prefix = "" as Prefix,
): Settings<Variables, Prefix> {
  const entries: readonly (readonly [string, unknown])[] = Object.entries(variables);
  return Object.fromEntries(
    entries.map(([name, value]) => [toCamelCase(name.slice(prefix.length)), value]),
  ) as Settings<Variables, Prefix>;
}

/** The environment variable behind a setting, for messages to the operator and for errors that name a limit. */
export function toVariableName(setting: string): string {
  return setting.replaceAll(/[A-Z]/g, "_$&").toUpperCase();
}

function toCamelCase(name: string): string {
  return name.toLowerCase().replaceAll(/_(.)/g, (_, letter: string) => letter.toUpperCase());
}
