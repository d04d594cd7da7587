import { type ASTNode, type DocumentNode, type FieldDefinitionNode, Kind, visit } from "graphql";
import { toDirective } from "../policy/directives.js";

/** Fields of `Query` for operators. Their tag lets a contract of the supergraph leave them out. */
const internalQueries: ReadonlySet<string> = new Set(["identityProviders"]);
const rootNames: ReadonlySet<string> = new Set(["Query", "Mutation"]);

const tag = toDirective("tag", { name: { kind: Kind.STRING, value: "internal" } });

/** Adds `@tag(name: "internal")` to the queries for operators, and to the types that only these lead to. */
export function withInternalTags(document: DocumentNode): DocumentNode {
  const types = findReferences(document);
  const roots = findRootFields(document);
  const isInternal = ({ name }: FieldDefinitionNode): boolean => internalQueries.has(name.value);
  const open = reach(
    ["User", ...roots.filter((field) => !isInternal(field)).flatMap(namesIn)], // routers reach an entity directly
    types,
  );
  const internal = reach(roots.filter(isInternal).flatMap(namesIn), types);
  const isTagged = (name: string): boolean => internal.has(name) && !open.has(name);
  return visit(document, {
    EnumTypeDefinition: (type) => (isTagged(type.name.value) ? withTag(type) : undefined),
    ObjectTypeDefinition: (type) => {
      if (isTagged(type.name.value)) return withTag(type);
      if (type.name.value !== "Query") return undefined;
      return { ...type, fields: type.fields?.map((field) => (isInternal(field) ? withTag(field) : field)) };
    },
  });
}

function withTag<Node extends { readonly directives?: readonly object[] }>(node: Node): Node {
  return { ...node, directives: [...(node.directives ?? []), tag] };
}

/** The names of the types that each type mentions, and those of an interface's members. */
function findReferences(document: DocumentNode): ReadonlyMap<string, readonly string[]> {
  const references = new Map<string, string[]>();
  const add = (from: string, names: readonly string[]): void => {
    references.set(from, [...(references.get(from) ?? []), ...names]);
  };
  for (const definition of document.definitions) {
    if (!("name" in definition) || definition.name === undefined) continue;
    const { value } = definition.name;
    add(value, namesIn(definition));
    if (definition.kind !== Kind.OBJECT_TYPE_DEFINITION) continue;
    for (const { name } of definition.interfaces ?? []) add(name.value, [value]);
  }
  return references;
}

function findRootFields({ definitions }: DocumentNode): readonly FieldDefinitionNode[] {
  return definitions.flatMap((definition) =>
    definition.kind === Kind.OBJECT_TYPE_DEFINITION && rootNames.has(definition.name.value)
      ? (definition.fields ?? [])
      : [],
  );
}

function namesIn(node: ASTNode): readonly string[] {
  const names: string[] = [];
  visit(node, {
    NamedType: ({ name }) => {
      names.push(name.value);
    },
  });
  return names;
}

/** Everything that can be reached from the starts, themselves included. */
function reach(
  starts: readonly string[],
  references: ReadonlyMap<string, readonly string[]>,
): ReadonlySet<string> {
  const reached = new Set(starts);
  for (const name of reached) for (const next of references.get(name) ?? []) reached.add(next); // a set grows while it is walked
  return reached;
}
