import {
  defaultFieldResolver,
  type GraphQLField,
  type GraphQLFieldResolver,
  type GraphQLObjectType,
  type GraphQLSchema,
  getNamedType,
  isAbstractType,
  isObjectType,
} from "graphql";
import { isGranted } from "../../access/policy/grants.js";
import { findFieldRule, type Policy } from "../../access/policy/policy.js";
import type { Grant } from "../../identity/access-rules.js";
import { IdentityAccessDenied } from "../mutations/problems.js";
import type { GraphContext } from "../schema/context.js";
import { isOwnChange } from "./own-change.js";

type Resolve = GraphQLFieldResolver<unknown, GraphContext, Readonly<Record<string, unknown>>>;
type Field = GraphQLField<unknown, GraphContext>;

/**
 * Makes every field of the schema check the policy before it resolves, on every path that leads to it. Fields that require
 * nothing keep their resolver; a field without a rule is denied to every caller. A second call replaces the rules.
 */
export function enforcePolicy(schema: GraphQLSchema, policy: Policy): void {
  const ownerScoped = findOwnerScoped(schema, policy);
  for (const type of objectTypes(schema)) {
    for (const field of Object.values(type.getFields()) as Field[]) {
      const resolve = unguarded(field);
      if (type === schema.getQueryType()) guardQuery(field, resolve);
      else if (type === schema.getMutationType()) guardMutation(field, resolve, policy);
      else guardField(type, field, { resolve, policy, ownerScoped });
    }
  }
}

function guardQuery(field: Field, resolve: Resolve): void {
  guard(field, (source, args, context, info) => {
    const { access } = context;
    const { representations } = args;
    if (!access.mayQuery(field.name))
      return Array.isArray(representations)
        ? access.denyEach(representations.length, info)
        : access.deny(info);
    access.noteRoot(info);
    return resolve(source, args, context, info);
  });
}

/** A caller with a token but without the permission receives a problem, whether or not the input is valid. */
function guardMutation(field: Field, resolve: Resolve, policy: Policy): void {
  const grant = policy.mutations[field.name];
  guard(field, async (source, args, context, info) => {
    const { access } = context;
    if (access.viewer.kind === "anonymous") return access.deny(info);
    if (!(await isAllowed(grant, args.input as object, context))) return IdentityAccessDenied.of();
    access.noteRoot(info);
    context.recentUsers = undefined; // a write and what is read after it go by the directory itself
    return resolve(source, args, context, info);
  });
}

async function isAllowed(grant: Grant | undefined, input: object, context: GraphContext): Promise<boolean> {
  if (isGranted(grant, context.access.viewer, false)) return true;
  return grant?.self === true && isOwnChange(input, context);
}

interface FieldGuard {
  readonly resolve: Resolve;
  readonly policy: Policy;
  readonly ownerScoped: ReadonlySet<string>;
}

function guardField(
  type: GraphQLObjectType,
  field: Field,
  { resolve, policy, ownerScoped }: FieldGuard,
): void {
  const rule = findFieldRule(policy, type.name, field.name);
  const isOwnerScoped = ownerScoped.has(type.name) && leadsToOwnerScoped(field, ownerScoped);
  const resolveScoped: Resolve = isOwnerScoped
    ? (source, args, context, info) =>
        context.access.inheritOwner(resolve(source, args, context, info), source as object)
    : resolve;
  if (rule === undefined) guard(field, (_source, _args, { access }, info) => access.deny(info));
  else if (rule !== "inherited") {
    guard(field, (source, args, context, info) =>
      context.access.shows(source as object, rule, info)
        ? resolveScoped(source, args, context, info)
        : context.access.deny(info),
    );
  } else guard(field, resolveScoped);
}

/** The field's resolver before the first rule was added. */
function unguarded(field: Field): Resolve {
  const known = field.extensions.unguarded as Resolve | undefined;
  const resolve: Resolve = known ?? field.resolve ?? defaultFieldResolver;
  field.extensions = { ...field.extensions, unguarded: resolve };
  return resolve;
}

function guard(field: Field, resolve: Resolve): void {
  field.resolve = resolve as NonNullable<Field["resolve"]>;
}

/** Types whose objects must know their user: those with a field that the person may read, and those that lead to them. */
function findOwnerScoped(schema: GraphQLSchema, policy: Policy): ReadonlySet<string> {
  const ownerScoped = new Set<string>();
  const isOpenToSelf = ({ name }: GraphQLObjectType, field: Field): boolean => {
    const rule = findFieldRule(policy, name, field.name);
    return rule !== undefined && rule !== "inherited" && policy.levels[rule].self;
  };
  const roots = [schema.getQueryType(), schema.getMutationType()];
  const types = objectTypes(schema)
    .filter((type) => !roots.includes(type))
    .map((type) => ({
      type,
      fields: Object.values(type.getFields()) as Field[],
      names: namesOf(schema, type),
    }));
  for (let before = -1; before !== ownerScoped.size; ) {
    before = ownerScoped.size;
    for (const { type, fields, names } of types) {
      const isOwnerScoped = fields.some(
        (field) => isOpenToSelf(type, field) || leadsToOwnerScoped(field, ownerScoped),
      );
      if (isOwnerScoped) for (const name of names) ownerScoped.add(name);
    }
  }
  return ownerScoped;
}

/** A user is its own owner, so a field that returns one does not pass its owner on. */
function leadsToOwnerScoped(field: Field, ownerScoped: ReadonlySet<string>): boolean {
  const { name } = getNamedType(field.type);
  return name !== "User" && ownerScoped.has(name);
}

/** The name of the type and the names of its unions and interfaces. */
function namesOf(schema: GraphQLSchema, type: GraphQLObjectType): readonly string[] {
  const abstractTypes = Object.values(schema.getTypeMap()).filter(isAbstractType);
  const supertypes = abstractTypes.filter((each) => schema.isSubType(each, type));
  return [type.name, ...supertypes.map(({ name }) => name)];
}

function objectTypes(schema: GraphQLSchema): readonly GraphQLObjectType[] {
  return Object.values(schema.getTypeMap()).filter(
    (type) => isObjectType(type) && !type.name.startsWith("__"),
  ) as GraphQLObjectType[];
}
