import { CriticalityLevel, diff } from "@graphql-inspector/core";
import { buildSchema, type DocumentNode, parse, valueFromASTUntyped, visit } from "graphql";
import { toClientSdl } from "../../src/cli/client-schema.js";

/** What the second schema takes away from clients, or from subgraphs that refer to our entities. */
export async function findBreakingChanges(before: string, after: string): Promise<readonly string[]> {
  const changes = await diff(buildSchema(toClientSdl(before)), buildSchema(toClientSdl(after)));
  const breaking = changes.filter(({ criticality }) => criticality.level === CriticalityLevel.Breaking);
  const keys = keysOf(parse(after));
  const lostKeys = keysOf(parse(before)).filter((key) => !keys.includes(key));
  return [...breaking.map(({ message }) => message), ...lostKeys.map((key) => `${key} is no longer a key`)];
}

function keysOf(document: DocumentNode): readonly string[] {
  const keys: string[] = [];
  visit(document, {
    ObjectTypeDefinition: ({ name, directives = [] }) => {
      for (const directive of directives) {
        const fields = directive.arguments?.find((argument) => argument.name.value === "fields")?.value;
        if (directive.name.value === "key" && fields)
          keys.push(`${name.value}.${valueFromASTUntyped(fields)}`);
      }
    },
  });
  return keys;
}
