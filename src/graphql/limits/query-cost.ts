import {
  type DocumentNode,
  type FieldNode,
  type FragmentDefinitionNode,
  type GraphQLField,
  type GraphQLNamedType,
  type GraphQLSchema,
  getNamedType,
  isCompositeType,
  isInterfaceType,
  isObjectType,
  Kind,
  type OperationDefinitionNode,
  type SelectionSetNode,
  type ValueNode,
  valueFromASTUntyped,
} from "graphql";
import { directiveArguments } from "../schema/directive-arguments.js";

export interface CostQuestion {
  readonly schema: GraphQLSchema;
  readonly document: DocumentNode;
  readonly operation: OperationDefinitionNode;
  readonly variables: Readonly<Record<string, unknown>>;
}

export interface QueryCost {
  readonly cost: number;
  /** Entities that the operation refers to. */
  readonly representations: number;
}

const mutationWeight = 10;

/**
 * About how many objects an operation brings, before it is executed. An object counts 1 and anything else nothing, or what
 * `@cost` says; a mutation counts 10; a list counts as often as `@listSize` says, and once when it says nothing.
 */
export function estimateCost({ schema, document, operation, variables }: CostQuestion): QueryCost {
  const fragments = toFragments(document);
  const known = new Map<string, number>();
  let representations = 0;

  const ofSet = (set: SelectionSetNode, type: GraphQLNamedType, sized: Sized): number => {
    let sum = 0;
    for (const node of set.selections) {
      if (node.kind === Kind.FIELD) sum += ofField(node, type, sized);
      else if (node.kind === Kind.FRAGMENT_SPREAD) sum += ofFragment(node.name.value, sized);
      else sum += ofSet(node.selectionSet, typeNamed(node.typeCondition?.name.value) ?? type, sized);
    }
    return sum;
  };
  const ofFragment = (name: string, sized: Sized): number => {
    const fragment = fragments.get(name);
    const type = typeNamed(fragment?.typeCondition.name.value);
    if (fragment === undefined || type === undefined) return 0;
    const key = JSON.stringify([name, [...sized]]);
    const cost = known.get(key) ?? ofSet(fragment.selectionSet, type, sized);
    known.set(key, cost);
    return cost;
  };
  const ofField = (node: FieldNode, parent: GraphQLNamedType, sized: Sized): number => {
    const field = fieldOf(parent, node.name.value);
    if (field === undefined) return 0; // __typename and introspection
    const type = getNamedType(field.type);
    const { size, within } = sizeOf(field, node, variables);
    if (node.name.value === "_entities") representations += size;
    const weight = weightOf(field) ?? (isCompositeType(type) ? 1 : 0);
    const own = parent === schema.getMutationType() ? Math.max(weight, mutationWeight) : weight;
    const below = node.selectionSet === undefined ? 0 : ofSet(node.selectionSet, type, within);
    return (own + below) * size * (sized.get(node.name.value) ?? 1);
  };
  const typeNamed = (name: string | undefined) => (name === undefined ? undefined : schema.getType(name));

  const root = schema.getRootType(operation.operation);
  const cost = root ? ofSet(operation.selectionSet, root, new Map()) : 0;
  return { cost, representations };
}

/** How long the lists of a connection are, by field. */
type Sized = ReadonlyMap<string, number>;

function sizeOf(
  field: GraphQLField<unknown, unknown>,
  node: FieldNode,
  variables: CostQuestion["variables"],
): { readonly size: number; readonly within: Sized } {
  const argumentValue = (name: string): unknown => {
    const given = node.arguments?.find((argument) => argument.name.value === name)?.value;
    const value = given === undefined ? undefined : toValue(given, variables);
    return value ?? field.args.find((argument) => argument.name === name)?.defaultValue;
  };
  if (field.name === "_entities") {
    const representations = argumentValue("representations");
    return { size: Array.isArray(representations) ? representations.length : 1, within: new Map() };
  }
  const listSize = directiveArguments(field, "listSize");
  const slices = toNames(listSize?.slicingArguments).map(argumentValue).filter(isCount);
  const size = slices.length > 0 ? Math.max(...slices) : (listSize?.assumedSize ?? 1);
  const sizedFields = toNames(listSize?.sizedFields);
  if (sizedFields.length === 0) return { size: Number(size), within: new Map() };
  return { size: 1, within: new Map(sizedFields.map((name) => [name, Number(size)])) };
}

function toValue(node: ValueNode, variables: CostQuestion["variables"]): unknown {
  return valueFromASTUntyped(node, variables as Record<string, unknown>);
}

function weightOf(field: GraphQLField<unknown, unknown>): number | undefined {
  const weight = directiveArguments(field, "cost")?.weight;
  return weight === undefined ? undefined : Number(weight);
}

function isCount(value: unknown): value is number {
  return typeof value === "number" && value >= 0;
}

function toNames(value: unknown): readonly string[] {
  return Array.isArray(value) ? value.map(String) : [];
}

function fieldOf(type: GraphQLNamedType, name: string): GraphQLField<unknown, unknown> | undefined {
  return isObjectType(type) || isInterfaceType(type) ? type.getFields()[name] : undefined;
}

function toFragments(document: DocumentNode): ReadonlyMap<string, FragmentDefinitionNode> {
  const fragments = document.definitions.filter((node) => node.kind === Kind.FRAGMENT_DEFINITION);
  return new Map(fragments.map((node) => [node.name.value, node]));
}
