/** `REQUEST_TIMEOUT_MS` becomes `requestTimeoutMs`. */
type CamelCase<Name extends string> = Name extends `${infer Head}_${infer Tail}`
  ? `${Lowercase<Head>}${Capitalize<CamelCase<Tail>>}`
  : Lowercase<Name>;

/** Parsed environment variables as typed settings: the same values under camelCase names. */
export type Settings<Variables extends object> = {
  readonly [Name in keyof Variables as CamelCase<Name & string>]: Variables[Name];
};

export function toSettings<Variables extends object>(variables: Variables): Settings<Variables> {
  const entries: readonly (readonly [string, unknown])[] = Object.entries(variables);
  return Object.fromEntries(
    entries.map(([name, value]) => [toCamelCase(name), value]),
  ) as Settings<Variables>;
}

/** The environment variable behind a setting, for messages to the operator and for errors that name a limit. */
export function toVariableName(setting: string): string {
  return setting.replaceAll(/[A-Z]/g, "_$&").toUpperCase();
}

function toCamelCase(name: string): string {
  return name.toLowerCase().replaceAll(/_(.)/g, (_, letter: string) => letter.toUpperCase());
}
