import {
  type DocumentNode,
  type ExecutionResult,
  type GraphQLSchema,
  Kind,
  type OperationDefinitionNode,
  visit,
} from "graphql";
import { type CompiledQuery, compileQuery, isCompiledQuery } from "graphql-jit";
import type { Policy } from "../../access/policy/policy.js";
import { estimateCost } from "../limits/query-cost.js";
import type { GraphContext } from "../schema/context.js";
import type { EntityFragments, PlanFragments } from "./entity-fragments.js";
import { findRequirements, type Requirements } from "./requirements.js";

/** What a document's text decides once and for all. */
export interface Plan {
  readonly document: DocumentNode;
  readonly operation: OperationDefinitionNode;
  readonly requirements: Requirements;
  /** Name of the variable that holds the representations; undefined when the document has none. */
  readonly representations: string | undefined;
  /**
   * The name of `_entities` in the response of an operation that selects nothing else and has no other variable than the
   * representations, so that document and key decide an entity's JSON; undefined for any other operation.
   */
  readonly entitiesName: string | undefined;
  /** What is kept of its entities; undefined when nothing is. */
  readonly fragments: PlanFragments | undefined;
  /** Points of cost for so many representations. */
  costOf(representations: number): number;
  /** Runs the operation with every access rule checked at its field. */
  readonly guarded: Run;
  /** Runs it without these checks, for viewers who meet the requirements. */
  readonly unguarded: Run;
}

export type Run = (
  context: GraphContext,
  variables: Readonly<Record<string, unknown>>,
) => ExecutionResult | Promise<ExecutionResult>;

export interface Schemas {
  readonly guarded: GraphQLSchema;
  readonly unguarded: GraphQLSchema;
}

export interface PlanParts {
  readonly schemas: Schemas;
  readonly policy: Policy;
  /** No fragments are kept when absent. */
  readonly fragments?: EntityFragments;
}

/** Root fields whose resolvers need nothing that only Apollo's pipeline gives. */
const plannedFields: ReadonlySet<string> = new Set(["_entities", "user", "me", "__typename"]);

/**
 * The plan of a document that Apollo has answered before, so that it is valid and within the limits of its text. Undefined
 * for documents that are not worth one or that only graphql-js executes exactly: mutations, several operations, other root
 * fields, and selections that variables change.
 */
export function createPlan(
  { schemas, policy, fragments }: PlanParts,
  document: DocumentNode,
): Plan | undefined {
  const operations = document.definitions.filter((node) => node.kind === Kind.OPERATION_DEFINITION);
  const [operation] = operations;
  if (operation === undefined || operations.length > 1 || operation.operation !== "query") return undefined;
  if (hasConditionalSelection(document)) return undefined;
  const requirements = findRequirements(schemas.unguarded, document, operation, policy);
  if (![...requirements.rootFields].every((field) => plannedFields.has(field))) return undefined;
  const guarded = compile(schemas.guarded, document);
  const unguarded = compile(schemas.unguarded, document);
  if (guarded === undefined || unguarded === undefined) return undefined;
  const representations = findRepresentations(operation);
  const isEntities = requirements.rootFields.has("_entities");
  if (isEntities && representations === undefined) return undefined;
  const cost = (count: number): number =>
    estimateCost({
      schema: schemas.unguarded,
      document,
      operation,
      variables: representations === undefined ? {} : { [representations]: Array(count).fill(null) },
    }).cost;
  const [fixed, one] = [cost(0), cost(1)];
  const entitiesName = toEntitiesName(operation);
  return {
    document,
    operation,
    requirements,
    representations,
    entitiesName,
    fragments: entitiesName === undefined ? undefined : fragments?.open(),
    costOf: (count) => fixed + (one - fixed) * count,
    guarded,
    unguarded,
  };
}

function compile(schema: GraphQLSchema, document: DocumentNode): Run | undefined {
  const compiled = compileQuery(schema, document, "", { disableLeafSerialization: true });
  if (!isCompiledQuery(compiled)) return undefined;
  const { query } = compiled as CompiledQuery;
  return (context, variables) => query(undefined, context, variables);
}

function hasConditionalSelection(document: DocumentNode): boolean {
  let isFound = false;
  visit(document, {
    Directive: () => {
      isFound = true;
    },
  });
  return isFound;
}

/** The variable of type `[_Any!]!`. */
function findRepresentations({ variableDefinitions = [] }: OperationDefinitionNode): string | undefined {
  const found = variableDefinitions.find(({ type }) => JSON.stringify(type).includes('"value":"_Any"'));
  return found?.variable.name.value;
}

function toEntitiesName({
  selectionSet,
  variableDefinitions = [],
}: OperationDefinitionNode): string | undefined {
  const [only] = selectionSet.selections;
  if (variableDefinitions.length > 1 || selectionSet.selections.length > 1 || only?.kind !== Kind.FIELD)
    return undefined;
  return only.name.value === "_entities" ? (only.alias ?? only.name).value : undefined;
}
