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
import {
  findFieldRule,
  type Grant,
  hasAll,
  holds,
  isGranted,
  type Policy,
} from "../../access/policy/policy.js";
import { Forbidden } from "../mutations/problems.js";
import type { GraphContext } from "../schema/context.js";
import { isOwnChange } from "./own-change.js";

type Resolve = GraphQLFieldResolver<unknown, GraphContext, Readonly<Record<string, unknown>>>;
type Field = GraphQLField<unknown, GraphContext>;

/**
 * Makes every field of the schema ask the policy before it resolves, on whichever path it is reached. Fields that ask
 * nothing are left as they are; a field without a rule is denied to everybody. Done again, it puts other rules in place.
 */
export function enforcePolicy(schema: GraphQLSchema, policy: Policy): void {
  const ownerScoped = findOwnerScoped(schema, policy);
  for (const type of objectTypes(schema)) {
    for (const field of Object.values(type.getFields()) as Field[]) {
      const resolve = unguarded(field);
      if (type === schema.getQueryType()) guardQuery(field, resolve, policy);
      else if (type === schema.getMutationType()) guardMutation(field, resolve, policy);
      else guardField(type, field, { resolve, policy, ownerScoped });
    }
  }
}

function guardQuery(field: Field, resolve: Resolve, policy: Policy): void {
  const isOpen = holds(policy.open, field.name);
  const permissions = policy.queries[field.name];
  guard(field, (source, args, context, info) => {
    const { access } = context;
    if (!isOpen && !hasAll(permissions, access.viewer)) return access.deny(info);
    access.noteRoot(info);
    return resolve(source, args, context, info);
  });
}

/** Who has a token but not the permission gets a problem like any other; the input is not looked at. */
function guardMutation(field: Field, resolve: Resolve, policy: Policy): void {
  const grant = policy.mutations[field.name];
  guard(field, async (source, args, context, info) => {
    const { access } = context;
    if (access.viewer.kind === "anonymous") return access.deny(info);
    if (!(await isAllowed(grant, args.input as object, context))) return Forbidden.of();
    access.noteRoot(info);
    return resolve(source, args, context, info);
  });
}

async function isAllowed(grant: Grant | undefined, input: object, context: GraphContext): Promise<boolean> {
  if (isGranted(grant, context.access.viewer, false)) return true;
  return grant?.self === true && isOwnChange(input, context);
}

interface Guarding {
  readonly resolve: Resolve;
  readonly policy: Policy;
  readonly ownerScoped: ReadonlySet<string>;
}

function guardField(type: GraphQLObjectType, field: Field, { resolve, policy, ownerScoped }: Guarding): void {
  const rule = findFieldRule(policy, type.name, field.name);
  const isOwnerScoped = ownerScoped.has(type.name) && leadsOn(field, ownerScoped);
  const give: Resolve = isOwnerScoped
    ? (source, args, context, info) =>
        context.access.carry(resolve(source, args, context, info), source as object)
    : resolve;
  if (rule === undefined) guard(field, (_source, _args, { access }, info) => access.deny(info));
  else if (rule !== "inherited") {
    guard(field, (source, args, context, info) =>
      context.access.shows(source as object, rule, info)
        ? give(source, args, context, info)
        : context.access.deny(info),
    );
  } else guard(field, give);
}

/** What resolved the field before any rule was put in front of it. */
function unguarded(field: Field): Resolve {
  const known = field.extensions.unguarded as Resolve | undefined;
  const resolve: Resolve = known ?? field.resolve ?? defaultFieldResolver;
  field.extensions = { ...field.extensions, unguarded: resolve };
  return resolve;
}

function guard(field: Field, resolve: Resolve): void {
  field.resolve = resolve as NonNullable<Field["resolve"]>;
}

/** Types of objects that have to know their user: those with a field open to that person, and what leads to them. */
function findOwnerScoped(schema: GraphQLSchema, policy: Policy): ReadonlySet<string> {
  const ownerScoped = new Set<string>();
  const asksForSelf = ({ name }: GraphQLObjectType, field: Field): boolean => {
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
      const isOwnerScoped = fields.some((field) => asksForSelf(type, field) || leadsOn(field, ownerScoped));
      if (isOwnerScoped) for (const name of names) ownerScoped.add(name);
    }
  }
  return ownerScoped;
}

/** A user is nobody's but their own, so what leads to one has nothing to tell it. */
function leadsOn(field: Field, ownerScoped: ReadonlySet<string>): boolean {
  const { name } = getNamedType(field.type);
  return name !== "User" && ownerScoped.has(name);
}

/** The type's own name and those of the unions and interfaces that it is a member of. */
function namesOf(schema: GraphQLSchema, type: GraphQLObjectType): readonly string[] {
  const abstract = Object.values(schema.getTypeMap()).filter(isAbstractType);
  const above = abstract.filter((each) => schema.isSubType(each, type));
  return [type.name, ...above.map(({ name }) => name)];
}

function objectTypes(schema: GraphQLSchema): readonly GraphQLObjectType[] {
  return Object.values(schema.getTypeMap()).filter(
    (type) => isObjectType(type) && !type.name.startsWith("__"),
  ) as GraphQLObjectType[];
}
