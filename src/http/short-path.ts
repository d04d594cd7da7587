import type { FastifyReply, FastifyRequest } from "fastify";
import type { ExecutionResult } from "graphql";
import { checkInputSize, type InputLimits, isSmallFlatList } from "../graphql/limits/input-size.js";
import type { DocumentLimits } from "../graphql/limits/settings.js";
import { EntityBatch, isEntityPlan } from "../graphql/plans/entity-batch.js";
import type { Plan } from "../graphql/plans/plan.js";
import type { Plans } from "../graphql/plans/plans.js";
import { mayRunUnguarded } from "../graphql/plans/requirements.js";
import type { LogReads } from "../graphql/policy/report-access.js";
import type { GraphContext } from "../graphql/schema/context.js";
import { andThen, type MaybePromise } from "../platform/maybe-promise.js";
import { toCacheControl } from "./cache-control.js";
import { chooseAnswerType } from "./media-types.js";
import { describeOperation } from "./request-span.js";

export interface ShortPathOptions {
  readonly plans: Plans;
  readonly limits: InputLimits & Pick<DocumentLimits, "maxCost">;
  /** Logs who read whom, which only the guarded form notes; absent when reads are not audited. */
  readonly logReads: LogReads | undefined;
}

interface Query {
  readonly query: string;
  readonly operationName: string | undefined;
  readonly variables: Readonly<Record<string, unknown>>;
}

/**
 * Answers queries whose document was answered before without Apollo's pipeline. Undefined for whatever is not clean: an
 * unknown document, a limit, a variable that needs a closer look, an error. Apollo answers those, and words every error.
 */
export type ShortPath = (
  request: FastifyRequest,
  reply: FastifyReply,
  context: GraphContext,
) => MaybePromise<Body>;

export type Body = string | Buffer | undefined;

export function createShortPath(options: ShortPathOptions): ShortPath {
  const { plans, logReads } = options;
  return (request, reply, context) => {
    const asked = toQuery(request);
    const plan = asked && plans.find(asked.query);
    if (asked === undefined || plan === undefined || !isNameOf(plan, asked.operationName)) return undefined;
    const variables = checkVariables(plan, asked.variables, options);
    if (variables === undefined) return undefined;
    const isUnguarded = logReads === undefined && mayRunUnguarded(plan.requirements, context.access);
    const answer: MaybePromise<Body> =
      isUnguarded && isEntityPlan(plan)
        ? new EntityBatch(plan, context).run(variables[plan.representations ?? ""] as [])
        : andThen((isUnguarded ? plan.unguarded : plan.guarded)(context, variables), toBody);
    return andThen(answer, (body) => {
      if (body !== undefined) describe(plan, { request, reply, context, logReads });
      return body;
    });
  };
}

interface Answered {
  readonly request: FastifyRequest;
  readonly reply: FastifyReply;
  readonly context: GraphContext;
  readonly logReads: LogReads | undefined;
}

function describe({ operation }: Plan, { request, reply, context, logReads }: Answered): void {
  logReads?.(context);
  describeOperation(context.scope.trace, operation);
  const type = chooseAnswerType(request.headers.accept) ?? "application/json";
  reply.header("content-type", `${type}; charset=utf-8`);
  reply.header("cache-control", toCacheControl(context.reads.freshness));
}

function toBody({ data, errors }: ExecutionResult): string | undefined {
  return errors === undefined || errors.length === 0 ? `${JSON.stringify({ data })}\n` : undefined;
}

function toQuery({ method, body }: FastifyRequest): Query | undefined {
  if (method !== "POST" || typeof body !== "object" || body === null) return undefined;
  const { query, variables = {}, operationName, extensions } = body as Readonly<Record<string, unknown>>;
  const isPlain = operationName === undefined || operationName === null || typeof operationName === "string";
  if (typeof query !== "string" || !isPlain || extensions != null) return undefined;
  if (typeof variables !== "object" || Array.isArray(variables)) return undefined;
  return {
    query,
    operationName: operationName ?? undefined,
    variables: (variables ?? {}) as Query["variables"],
  };
}

function isNameOf({ operation }: Plan, name: string | undefined): boolean {
  return name === undefined || name === operation.name?.value;
}

/** The variables as resolvers take them; undefined when they break a rule or a limit, or need graphql-js to tell. */
function checkVariables(
  plan: Plan,
  variables: Query["variables"],
  { plans, limits }: ShortPathOptions,
): Query["variables"] | undefined {
  const { representations } = plan;
  const list = representations === undefined ? [] : variables[representations];
  if (!Array.isArray(list) || !isSmallFlatList(list, plan.document, limits)) return undefined;
  if (plan.costOf(list.length) > limits.maxCost) return undefined;
  const hasOthers =
    (plan.operation.variableDefinitions?.length ?? 0) > (representations === undefined ? 0 : 1);
  if (!hasOthers) return variables;
  return isSmall(plan, variables, limits) ? plans.coerce(plan, variables) : undefined;
}

function isSmall(plan: Plan, variables: Query["variables"], limits: InputLimits): boolean {
  try {
    checkInputSize({ ...plan, variables }, limits);
    return true;
  } catch {
    return false;
  }
}
