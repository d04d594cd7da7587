import { type DocumentNode, getVariableValues } from "graphql";
import { LRUCache } from "lru-cache";
import { createPlan, type Plan, type PlanParts } from "./plan.js";

export interface PlansOptions extends PlanParts {
  /** Documents that are kept. */
  readonly maxPlans: number;
}

interface Entry {
  /** Undefined until the document is seen again, null when it has no plan. */
  plan: Plan | null | undefined;
}

/** Plans of the documents that were asked most recently, by their text. */
export class Plans {
  readonly #entries: LRUCache<string, Entry>;

  constructor(private readonly options: PlansOptions) {
    this.#entries = new LRUCache({ max: options.maxPlans });
  }

  find(query: string): Plan | undefined {
    return this.#entries.get(query)?.plan ?? undefined;
  }

  /** Apollo answered the document without an error. The second time it gets a plan: many documents come only once. */
  noteAnswered(query: string, document: DocumentNode): void {
    const entry = this.#entries.get(query);
    if (entry === undefined) this.#entries.set(query, { plan: undefined });
    else if (entry.plan === undefined) {
      entry.plan = createPlan(this.options, document) ?? null;
    }
  }

  /** The variables in the form that resolvers take; undefined when one of them breaks a rule. */
  coerce(
    plan: Plan,
    variables: Readonly<Record<string, unknown>>,
  ): Readonly<Record<string, unknown>> | undefined {
    const definitions = plan.operation.variableDefinitions ?? [];
    const { coerced } = getVariableValues(this.options.schemas.unguarded, definitions, variables);
    return coerced;
  }
}
