import type { ProviderName } from "./link.js";
import type { FieldRefusal } from "./provider-error.js";

const maxLength = 200;
const gap = "[…]";

/** What may be a value: quoted text, addresses, numbers and long tokens. */
const valueForms = [
  /"[^"]*"|'[^']*'|`[^`]*`/g,
  /[^\s<>()]+@[^\s<>()]+/g,
  /\S*\d\S{5,}|\S{5,}\d\S*|\+?\d{4,}/g,
];

/**
 * What a provider said about the input, without the values that were sent and without anything that may be one.
 *
 * @param sent what the call sent; every text in it is removed
 */
export function toReason(text: string, sent: unknown): string {
  const values = listTexts(sent).sort((one, other) => other.length - one.length);
  const withoutValues = values.reduce((rest, value) => rest.replaceAll(value, gap), text);
  const redacted = valueForms.reduce((rest, form) => rest.replace(form, gap), withoutValues);
  const plain = redacted.replace(/\p{C}+/gu, " ").trim();
  return plain.length > maxLength ? `${plain.slice(0, maxLength)}…` : plain;
}

/** The refusal of a change whose fields the provider does not name, or of one field. */
export function toReasonRefusal(provider: ProviderName, reason: string, field = ""): FieldRefusal {
  const name = `${provider.charAt(0)}${provider.slice(1).toLowerCase()}`;
  return { field, rule: reason === "" ? `was refused by ${name}` : `was refused by ${name}: ${reason}` };
}

/** Texts of three characters and more: shorter ones would take words of the sentence apart. */
function listTexts(value: unknown): string[] {
  if (typeof value === "string") return value.trim().length > 2 ? [value, value.toLowerCase()] : [];
  if (typeof value !== "object" || value === null) return [];
  return Object.values(value).flatMap(listTexts);
}
