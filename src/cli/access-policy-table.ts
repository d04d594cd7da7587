import { createPolicy } from "../access/policy/create-policy.js";
import type { LookupGrant, Policy, QueryRule } from "../access/policy/policy.js";
import type { Grant } from "../identity/access-rules.js";
import type { Provider } from "../identity/provider.js";

const intro = `# Access policy

Every access rule, made by \`npm run generate\` from \`src/access/policy/\` and each provider's \`access.ts\`. [access.md](access.md) explains
them. Anything that is not in this table is denied to every caller.

The rule of a field is a level, or *inherited*: every caller who can read the object can read the field. Each field on the path of a query
is checked. In the lookup of a write, *the person* is the caller who requested it.
`;

/** What the row is about, its names, and who is allowed. */
type Row = readonly [part: string, names: string, who: string];

/** The text of docs/access-policy.md: the whole policy as one table. */
export function toAccessPolicyTable(registry: readonly Provider[]): string {
  const policy = createPolicy(registry);
  const rows: readonly Row[] = [
    ["part", "names", "allowed"],
    ["---", "---", "---"],
    ...toRows("level", policy.levels, toGrantText),
    ...toRows("query", policy.queries, toQueryText),
    ...toRows("mutation", policy.mutations, toGrantText),
    ...toRows("lookup by", policy.lookups, toLookupText),
    ...toOwnChangeRows(policy),
    ...toFieldRows(policy),
  ];
  return `${intro}\n${rows.map((cells) => `| ${cells.join(" | ")} |\n`).join("")}`;
}

function toRows<Rule>(
  part: string,
  rules: Readonly<Record<string, Rule>>,
  toText: (rule: Rule) => string,
): readonly Row[] {
  return Object.entries(rules).map(([name, rule]) => [part, toCode([name]), toText(rule)]);
}

function toOwnChangeRows({ ownChanges: { input = [], ...parts } }: Policy): readonly Row[] {
  const person = "the person";
  return [
    ["input of `updateUser`", toCode(input), person],
    ...Object.entries(parts).map(
      ([part, names]): Row => [`\`${part}\` of that input`, toCode(names), person],
    ),
  ];
}

/** One row for each type and rule, with the fields in the order of the rules. */
function toFieldRows({ fields }: Policy): readonly Row[] {
  return Object.entries(fields).flatMap(([type, rules]) =>
    [...Map.groupBy(Object.keys(rules), (field) => rules[field])].map(
      ([rule, names]): Row => [
        `type \`${type}\``,
        toCode(names),
        rule === "inherited" ? "*inherited*" : `level \`${rule}\``,
      ],
    ),
  );
}

function toQueryText(rule: QueryRule): string {
  if (rule === "public") return "every caller, without a token";
  return rule.length === 0 ? "every caller with a token" : toCode(rule);
}

function toLookupText(grant: LookupGrant): string {
  const text = toGrantText(grant);
  return grant.router === true ? `${text}, or the router's secret` : text;
}

function toGrantText({ self, permissions }: Grant): string {
  if (permissions.length === 0) return "every caller with a token";
  return self ? `the person, or ${toCode(permissions)}` : toCode(permissions);
}

function toCode(names: readonly string[]): string {
  return names.map((name) => `\`${name}\``).join(", ");
}
