import {
  buildASTSchema,
  type DefinitionNode,
  type DocumentNode,
  type FieldDefinitionNode,
  type GraphQLSchema,
  isAbstractType,
  Kind,
  type NamedTypeNode,
  type ObjectTypeDefinitionNode,
  parse,
  print,
  TypeInfo,
  visit,
  visitWithTypeInfo,
} from "graphql";

/** What @apollo/subgraph and its like add to every subgraph. */
const federationParts = `
  scalar _Any
  union _Entity = User
  extend type Query { _entities(representations: [_Any!]!): [_Entity]! }`;

type Fields = Map<string, Set<string>>;

/**
 * The part of a subgraph's SDL that the documents use, with no directive but `@key`: what somebody would write who wanted
 * just these fields.
 */
export function toSchemaSubset(sdl: string, documents: readonly string[]): string {
  const ast = parse(sdl, { noLocation: true });
  const schema = buildASTSchema(
    { kind: Kind.DOCUMENT, definitions: [...ast.definitions, ...parse(federationParts).definitions] },
    { assumeValidSDL: true },
  );
  const used = collectFields(schema, documents);
  return print(cut(ast, used));
}

/** The fields that the documents select, by type; those of an interface belong to every type that has it. */
function collectFields(schema: GraphQLSchema, documents: readonly string[]): Fields {
  const used: Fields = new Map();
  const note = (type: string, field: string): void => {
    used.set(type, (used.get(type) ?? new Set()).add(field));
  };
  for (const document of documents) {
    const info = new TypeInfo(schema);
    const visitor = visitWithTypeInfo(info, {
      Field({ name }) {
        const parent = info.getParentType();
        if (!parent || name.value.startsWith("_")) return;
        note(parent.name, name.value);
        if (!isAbstractType(parent)) return;
        for (const type of schema.getPossibleTypes(parent)) note(type.name, name.value);
      },
    });
    visit(parse(document), visitor);
  }
  return used;
}

function cut(ast: DocumentNode, used: Fields): DocumentNode {
  const isUsed = ({ name }: NamedTypeNode): boolean => used.has(name.value);
  const cutObject = (node: ObjectTypeDefinitionNode): Omit<ObjectTypeDefinitionNode, "kind"> => ({
    ...node,
    description: undefined as never,
    directives: (node.directives ?? []).filter(({ name }) => name.value === "key"),
    interfaces: (node.interfaces ?? []).filter(isUsed),
    fields: (node.fields ?? [])
      .filter(({ name }) => used.get(node.name.value)?.has(name.value))
      .map((field) => withoutDirectives(field) as FieldDefinitionNode),
  });
  const kept = ast.definitions.flatMap((node): readonly DefinitionNode[] => {
    switch (node.kind) {
      case Kind.OBJECT_TYPE_DEFINITION:
      case Kind.INTERFACE_TYPE_DEFINITION:
        return used.has(node.name.value)
          ? [{ ...cutObject(node as ObjectTypeDefinitionNode), kind: node.kind }]
          : [];
      case Kind.UNION_TYPE_DEFINITION:
        return [{ ...withoutDirectives(node), types: (node.types ?? []).filter(isUsed) }];
      case Kind.ENUM_TYPE_DEFINITION:
      case Kind.SCALAR_TYPE_DEFINITION:
      case Kind.INPUT_OBJECT_TYPE_DEFINITION:
        return [withoutDirectives(node)];
      default:
        return [];
    }
  });
  return withoutUnreachable({ kind: Kind.DOCUMENT, definitions: kept });
}

function withoutDirectives<Node extends object>(root: Node): Node {
  return visit(root as never, {
    Directive: () => null,
    enter: (node) => ("description" in node ? { ...node, description: undefined } : undefined),
  }) as Node;
}

/** Drops what neither a root type nor an entity leads to. */
function withoutUnreachable({ definitions, ...rest }: DocumentNode): DocumentNode {
  const named = new Map(
    definitions.flatMap((node) => ("name" in node && node.name ? [[node.name.value, node]] : [])),
  );
  const reached = new Set<string>();
  const reach = (name: string): void => {
    const node = named.get(name);
    if (node === undefined || reached.has(name)) return;
    reached.add(name);
    visit(node, { NamedType: (type) => reach(type.name.value) });
  };
  for (const root of ["Query", "Mutation", "User"]) reach(root);
  return {
    ...rest,
    definitions: definitions.filter((node) => "name" in node && reached.has(node.name?.value ?? "")),
  };
}
