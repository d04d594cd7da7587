import {
  type DocumentNode,
  type FragmentDefinitionNode,
  Kind,
  type OperationDefinitionNode,
  type SelectionNode,
  type SelectionSetNode,
} from "graphql";

/** What an operation asks for, with every fragment counted wherever it is used. */
export interface QuerySize {
  /** Levels of fields within fields; introspection left out, since it has a limit of its own in graphql-js. */
  readonly depth: number;
  readonly aliases: number;
  readonly directives: number;
  /** Fields at the top. */
  readonly fields: number;
  /** Fields without an alias that stand a second time in the same braces. */
  readonly repeats: number;
}

const nothing: QuerySize = { depth: 0, aliases: 0, directives: 0, fields: 0, repeats: 0 };

/** Expects a document that is valid: fragments that spread themselves would never end. */
export function measureQuery(operation: OperationDefinitionNode, document: DocumentNode): QuerySize {
  const fragments = new Map<string, FragmentDefinitionNode>();
  for (const definition of document.definitions) {
    if (definition.kind === Kind.FRAGMENT_DEFINITION) fragments.set(definition.name.value, definition);
  }
  const measured = new Map<string, QuerySize>();

  const ofFragment = (name: string): QuerySize => {
    const known = measured.get(name);
    if (known !== undefined) return known;
    const size = ofSelections(fragments.get(name)?.selectionSet);
    measured.set(name, size);
    return size;
  };
  const ofSelections = (set: SelectionSetNode | undefined): QuerySize => {
    const sizes = (set?.selections ?? []).map(ofSelection);
    return add({ ...nothing, repeats: countRepeats(set) }, sizes);
  };
  const ofSelection = (node: SelectionNode): QuerySize => {
    const own = { ...nothing, directives: node.directives?.length ?? 0 };
    if (node.kind === Kind.FRAGMENT_SPREAD) return add(own, [ofFragment(node.name.value)]);
    const below = ofSelections(node.selectionSet);
    if (node.kind === Kind.INLINE_FRAGMENT) return add(own, [below]);
    const isIntrospection = node.name.value.startsWith("__");
    return {
      depth: isIntrospection ? 1 : below.depth + 1,
      aliases: below.aliases + (node.alias === undefined ? 0 : 1),
      directives: below.directives + own.directives,
      fields: 1,
      repeats: below.repeats,
    };
  };
  return add({ ...nothing, directives: operation.directives?.length ?? 0 }, [
    ofSelections(operation.selectionSet),
  ]);
}

function add(own: QuerySize, others: readonly QuerySize[]): QuerySize {
  const sum = { ...own };
  for (const size of others) {
    sum.depth = Math.max(sum.depth, size.depth);
    sum.aliases += size.aliases;
    sum.directives += size.directives;
    sum.fields += size.fields;
    sum.repeats += size.repeats;
  }
  return sum;
}

function countRepeats(set: SelectionSetNode | undefined): number {
  const names = (set?.selections ?? []).flatMap((node) =>
    node.kind === Kind.FIELD && node.alias === undefined ? [node.name.value] : [],
  );
  return names.length - new Set(names).size;
}
