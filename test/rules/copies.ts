import { parseSync } from "@swc/core";

interface SyntaxNode {
  readonly type: string;
  readonly [member: string]: unknown;
}

const loops = new Set([
  "ForStatement",
  "ForInStatement",
  "ForOfStatement",
  "WhileStatement",
  "DoWhileStatement",
]);

/**
 * Names of what a loop, or a function given to `reduce`, gathers and copies whole in each of its rounds: work that grows
 * with the square of the rounds.
 */
export function findRepeatedCopies(text: string): readonly string[] {
  const found: string[] = [];
  const look = (value: unknown, ofRound: ReadonlySet<string> | undefined): void => {
    if (Array.isArray(value)) for (const each of value) look(each, ofRound);
    if (typeof value !== "object" || value === null || Array.isArray(value)) return;
    const node = value as SyntaxNode;
    const gathered = toAccumulator(node) ?? (ofRound && toAssigned(node, ofRound));
    if (gathered !== undefined && copies(gathered.value, gathered.target))
      found.push(rootOf(gathered.target));
    const isFunction = /Function/.test(node.type ?? "");
    const within = loops.has(node.type) ? declaredIn(node.body) : isFunction ? undefined : ofRound;
    for (const member of Object.values(node)) look(member, within);
  };
  look(parseSync(text, { syntax: "typescript", decorators: true, target: "es2022" }).body, undefined);
  return found;
}

interface Gathered {
  readonly target: SyntaxNode;
  readonly value: unknown;
}

/** An assignment to something that lives longer than one round of the loop. */
function toAssigned(node: SyntaxNode, ofRound: ReadonlySet<string>): Gathered | undefined {
  if (node.type !== "AssignmentExpression" || node.operator !== "=") return undefined;
  const target = node.left as SyntaxNode;
  return ofRound.has(rootOf(target)) ? undefined : { target, value: node.right };
}

function toAccumulator(node: SyntaxNode): Gathered | undefined {
  const callee = node.type === "CallExpression" ? (node.callee as SyntaxNode) : undefined;
  if (!/^reduce(Right)?$/.test(nameOf(callee?.property))) return undefined;
  const reducer = (node.arguments as { expression: SyntaxNode }[])[0]?.expression;
  const target = (reducer?.params as SyntaxNode[] | undefined)?.[0];
  return target === undefined ? undefined : { target, value: reducer?.body };
}

/** Whether something in the expression spreads or concatenates the target. */
function copies(value: unknown, target: SyntaxNode): boolean {
  if (typeof value !== "object" || value === null) return false;
  const node = value as SyntaxNode;
  const isSpread = node.spread !== undefined && node.spread !== null;
  if (isSpread && isSame(node.arguments ?? node.expression, target)) return true;
  const callee = node.type === "CallExpression" ? (node.callee as SyntaxNode) : undefined;
  if (nameOf(callee?.property) === "concat" && isSame(callee?.object, target)) return true;
  return Object.values(node).some((each) => copies(each, target));
}

function isSame(value: unknown, target: SyntaxNode): boolean {
  return toText(withoutCast(value as SyntaxNode)) === toText(target);
}

function withoutCast(node: SyntaxNode): SyntaxNode {
  const isWrapped = /^(ParenthesisExpression|TsAsExpression|TsNonNullExpression)$/.test(node.type);
  return isWrapped ? withoutCast(node.expression as SyntaxNode) : node;
}

/** The same for the same code, wherever it stands. */
function toText(node: SyntaxNode): string {
  const places = new Set(["span", "ctxt", "typeAnnotation", "optional"]);
  return JSON.stringify(node, (name, value: unknown) => (places.has(name) ? undefined : value));
}

function rootOf(node: SyntaxNode): string {
  return node.type === "MemberExpression" ? rootOf(node.object as SyntaxNode) : nameOf(node);
}

function nameOf(value: unknown): string {
  const { value: name } = (value ?? {}) as { readonly value?: unknown };
  return typeof name === "string" ? name : "";
}

/** Names that the body of a loop declares, in each of its rounds. */
function declaredIn(value: unknown): ReadonlySet<string> {
  if (typeof value !== "object" || value === null) return new Set();
  const node = value as SyntaxNode;
  const own = node.type === "VariableDeclarator" ? [nameOf(node.id)] : [];
  return new Set([...own, ...Object.values(node).flatMap((each) => [...declaredIn(each)])]);
}
