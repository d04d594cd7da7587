import type { Auth0Record } from "../person.js";
import { invalid } from "./refusal.js";

/** The names that `fields` accepts in reads by id and by address. */
const readableFields: ReadonlySet<string> = new Set(
  (
    "phone_number,email,email_verified,picture,username,user_id,name,nickname,created_at,identities,app_metadata," +
    "user_metadata,last_ip,last_login,logins_count,updated_at,blocked,family_name,given_name"
  ).split(","),
);

/** Refuses a query string with other parameters. */
export function refuseOtherParameters(url: URL, names: readonly string[]): void {
  for (const name of url.searchParams.keys()) {
    if (!names.includes(name)) throw invalid("Query", `Additional properties not allowed: ${name}`);
  }
}

export function readBoolean(url: URL, name: string, absent: boolean): boolean {
  const text = url.searchParams.get(name);
  if (text === null) return absent;
  if (text !== "true" && text !== "false")
    throw invalid("Query", "Expected type boolean but found type string", name);
  return text === "true";
}

/** A whole number of at least 0. */
export function readInteger(url: URL, name: string, limits: { absent: number; maximum: number }): number {
  const text = url.searchParams.get(name);
  if (text === null) return limits.absent;
  if (!/^-?[0-9]{1,15}$/.test(text))
    throw invalid("Query", "Expected type integer but found type string", name);
  const value = Number(text);
  if (value < 0) throw invalid("Query", `Value ${value} is less than minimum 0`, name);
  if (value > limits.maximum)
    throw invalid("Query", `Value ${value} is greater than maximum ${limits.maximum}`, name);
  return value;
}

/** The fields of a user that `fields` and `include_fields` select. Only searches accept names that are not readable fields. */
export function readProjection(url: URL, takesAnyField = false): (user: Auth0Record) => object {
  const names = (url.searchParams.get("fields") ?? "").split(",").filter((name) => name !== "");
  const isIncluding = readBoolean(url, "include_fields", true);
  const isKnown = takesAnyField || names.every((name) => readableFields.has(name));
  if (!isKnown) {
    const list = [...readableFields].join("|");
    throw invalid("Query", `String does not match pattern ^((${list}),)*(${list})$`, "fields");
  }
  if (names.length === 0) return (user) => user;
  return (user) =>
    Object.fromEntries(Object.entries(user).filter(([name]) => names.includes(name) === isIncluding));
}
