import type { z } from "zod";
import type { Provider } from "../identity/provider.js";
import { toFileVariable } from "../secret-files.js";
import { serviceVariables } from "../settings.js";

/** The text of .env.example: every variable with what it means, its default or an example. */
export function toEnvExample(registry: readonly Provider[]): string {
  const sections = [
    ["The service", serviceVariables],
    ...registry.map(({ name, variables, tokenIssuer }) => {
      const title = `${name}: off while PROVIDERS_OFF names it, emulated while no provider is configured`;
      return [title, variables, tokenIssuer?.description] as const;
    }),
  ] as const;
  const intro =
    "Every environment variable. Made by `npm run generate` from the schemas that check them at start. The service reads a file named .env, and the process's own variables take precedence. NAME_FILE names a file that contains the secret NAME.";
  return `${[toComment(intro), ...sections.map(([title, schema, about]) => toSection(title, schema, about))].join("\n\n")}\n`;
}

function toSection(title: string, schema: z.ZodObject, about?: string): string {
  const variables = Object.entries(schema.shape).map(([name, variable]) =>
    toEntry(name, variable as z.ZodType),
  );
  const introduction = about === undefined ? [] : [toComment(about)];
  return [`## ${title}`, ...introduction, ...variables].join("\n\n");
}

function toEntry(name: string, variable: z.ZodType): string {
  const { description = "", example } = variable.meta() ?? {};
  const initial = variable.safeParse(undefined);
  const isOptional = initial.success;
  const value = toText(initial.data) || toText(example);
  const isSecret = variable.meta()?.secret === true;
  return [
    toComment(description),
    `${isOptional ? "# " : ""}${name}=${value}`,
    ...(isSecret ? [`# ${toFileVariable(name)}=/run/secrets/${name.toLowerCase()}`] : []),
  ].join("\n");
}

function toComment(text: string): string {
  return wrap(text)
    .map((line) => `# ${line}`)
    .join("\n");
}

function toText(value: unknown): string {
  if (Array.isArray(value)) return value.join(",").toLowerCase();
  return value instanceof Map || value === undefined ? "" : String(value);
}

function wrap(text: string, width = 110): string[] {
  const lines = [""];
  for (const word of text.split(" ")) {
    const last = lines.length - 1;
    if (`${lines[last]} ${word}`.length > width) lines.push(word);
    else lines[last] = `${lines[last]} ${word}`.trim();
  }
  return lines;
}
