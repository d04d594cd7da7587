import { type GraphQLError, Kind, type ValueNode } from "graphql";

/** Values of a document: an error of graphql-js that points at one quotes it. */
const valueKinds = new Set<string>([
  Kind.INT,
  Kind.FLOAT,
  Kind.STRING,
  Kind.BOOLEAN,
  Kind.NULL,
  Kind.ENUM,
  Kind.LIST,
  Kind.OBJECT,
] satisfies ValueNode["kind"][]);

/** What graphql-js says of input objects; the names in it are the schema's own, apart from those that it leaves out. */
const structureRules = [
  /^Expected type "[\w![\]]+" to be an object\.$/,
  /^Expected non-nullable type "[\w![\]]+" not to be null\.$/,
  /^Field "\w+" of required type "[\w![\]]+" was not provided\.$/,
  /^Exactly one key must be specified for OneOf type "\w+"\.$/,
  /^Field "\w+" must be non-null\.$/,
];

/** A message of graphql-js about the request, without the values that it quotes; undefined when it quotes none. */
export function toSafeMessage(error: GraphQLError): string | undefined {
  if (error.message.startsWith("Syntax Error: ")) return withoutToken(error.message);
  const [node] = error.nodes ?? [];
  if (node?.kind === Kind.VARIABLE_DEFINITION) return ofVariable(error, node.variable.name.value);
  if (node !== undefined && valueKinds.has(node.kind)) return ofLiteral(error.message);
  return undefined;
}

/** As in `Expected Name, found String "secret".` */
function withoutToken(message: string): string {
  return message.replace(/ (Name|Int|Float|String|BlockString|Comment) ".*"/s, " $1");
}

/** As in `Variable "$by" got invalid value "secret" at "by.email"; Expected type "EmailAddress". secret is none.` */
function ofVariable(error: GraphQLError, name: string): string | undefined {
  if (!error.message.startsWith(`Variable "$${name}" got invalid value `)) return undefined;
  const rule = innermostMessage(error);
  const before = error.message.slice(0, -`; ${rule}`.length);
  const path = new RegExp(` at "(${name}[\\w.[\\]]+)"$`).exec(before)?.[1] ?? name;
  const isStructural = structureRules.some((pattern) => pattern.test(rule));
  return `Variable "$${path}" has an invalid value${isStructural ? `: ${rule}` : "."}${ofType(rule)}`;
}

/** The text of the rule alone: the outer errors put the value in front of it. */
function innermostMessage({ originalError }: GraphQLError): string {
  let inner = originalError as Error | undefined;
  while (inner !== undefined && /^Variable "\$/.test(inner.message)) {
    inner = (inner as GraphQLError).originalError as Error | undefined;
  }
  return inner?.message ?? "";
}

function ofType(rule: string): string {
  const type = /^Expected type "(\w+)"\. /.exec(rule)?.[1];
  return type === undefined ? "" : ` Expected type "${type}".`;
}

const literalRules = [
  /^Field "\w+\.\w+" of required type "[\w![\]]+" was not provided\.$/,
  /^OneOf Input Object "\w+" must specify exactly one key\.$/,
  /^Field "\w+\.\w+" must be non-null\.$/,
];

/** As in `Expected value of type "EmailAddress!", found "secret"; secret is none.` */
function ofLiteral(message: string): string {
  if (literalRules.some((pattern) => pattern.test(message))) return message;
  const type = /^Expected value of type "([\w![\]]+)"/.exec(message)?.[1];
  const expected = type === undefined ? "" : ` Expected a value of type "${type}".`;
  return `The document has an invalid value.${expected}`;
}
