// @own-service
import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import { type GraphQLNamedType, type GraphQLSchema, getNamedType, isObjectType, isUnionType } from "graphql";
import { type App, registry, startApp } from "../../src/app.js";
import { loadConfig } from "../../src/config.js";
import { createSubgraph } from "../../src/graphql/schema/build-schema.js";
import { createLog } from "../../src/platform/log.js";
import { type Sandbox, startSandbox } from "../../src/sandbox/sandbox.js";
import { sandboxVariables } from "../../src/sandbox/variables.js";
import { createExecute, type Execute } from "../support/execute.js";
import { plainUpstream, wideRateLimits } from "../support/upstream.js";
import { roster } from "./roster/index.js";
import { auth0Stub } from "./stubs/auth0.js";
import { cognitoStub } from "./stubs/cognito.js";
import { nexusStub } from "./stubs/nexus.js";
import { oddRecordsOf } from "./stubs/odd-records.js";
import { rosterStub } from "./stubs/roster.js";
import { type Stub, startStub } from "./stubs/stub.js";

const providers = [...registry, roster];
const plans = [auth0Stub, cognitoStub, nexusStub, rosterStub];
/** References in one request, of which the last is to a record without fault. */
const batchSize = 50;
const maxDepth = 4;

interface Answer {
  readonly _entities: readonly ({ readonly identities: readonly Record<string, unknown>[] } | null)[];
}

let sandbox: Sandbox;
let schema: GraphQLSchema;

beforeAll(async () => {
  sandbox = await startSandbox({ people: [] });
  ({ schema } = await createSubgraph(providers));
});
afterAll(() => sandbox.close());

describe.each(plans)("odd records of $name", (plan) => {
  const odd = oddRecordsOf(plan.sample, plan.required);
  const logged: Record<string, unknown>[] = [];
  let stub: Stub;
  let app: App | undefined;
  let execute: Execute;

  beforeAll(async () => {
    stub = await startStub(plan);
    const variables = {
      ...sandboxVariables(sandbox),
      ...plainUpstream,
      ...wideRateLimits,
      BREAKER_WINDOW: "10",
      RATE_LIMIT_PER_MINUTE: "0",
      PROVIDERS_OFF: plan === rosterStub ? "" : "roster",
      MAX_COST: "100000000",
      MAX_TOKENS: "100000",
      MAX_REPEATS: "1000",
      NODE_ENV: "test",
      PORT: "0",
      SQLITE_FILE: ":memory:",
      ...plan.variables(stub.origin),
    };
    const write = (line: string): void => void logged.push(JSON.parse(line));
    const log = createLog("info", { write });
    app = await startApp({ config: loadConfig(providers, variables), providers, sandbox, log });
    execute = createExecute(`${app.origin}/graphql`, { token: sandbox.tokens.administrator });
    for (const [index, { record }] of odd.entries())
      stub.records.set(plan.toSubject(index), plan.withId(record, plan.toSubject(index)));
    stub.records.set(faultless, plan.withId(plan.sample, faultless));
  });
  afterAll(async () => {
    await app?.close();
    await stub.close();
  });

  const faultless = plan.toSubject(99_999);

  async function read(subjects: readonly string[]) {
    const query = `query ($representations: [_Any!]!) {
      _entities(representations: $representations) { ... on User {
        blockStatus products { product authorized userId } email name picture phoneNumber
        identities(providers: [${plan.name}]) { ${everyFieldOf(schema.getType(plan.identityType))} }
      } }
    }`;
    const representations = subjects.map((subject) => ({ __typename: "User", [plan.keyField]: subject }));
    return execute<Answer, object>(query, { representations });
  }

  test("there are values to make odd", () => {
    expect(odd.length).toBeGreaterThan(10);
  });

  test("costs nothing but the odd value itself", async () => {
    const problems: string[] = [];
    for (let start = 0; start < odd.length; start += batchSize - 1) {
      const batch = odd.slice(start, start + batchSize - 1);
      const subjects = [...batch.map((_, index) => plan.toSubject(start + index)), faultless];
      const { data, errors } = await read(subjects);
      const titleOf = (index: unknown): string => batch[Number(index)]?.title ?? "the record without fault";
      for (const { path, message, extensions } of errors)
        problems.push(`${titleOf(path?.[1])}: ${extensions?.code} ${message} at ${path?.join(".")}`);
      const shown = data?._entities.map((user) => user?.identities[0]) ?? [];
      for (const [index, subject] of subjects.entries()) {
        const identity = shown[index];
        const isWhole = identity?.availability === "FRESH" && identity.subject === subject;
        if (!isWhole)
          problems.push(`${titleOf(index)}: ${identity?.availability} ${identity?.unavailableReason}`);
        const changed = changedFields(shown.at(-1), identity);
        if (changed.length > 2) problems.push(`${titleOf(index)}: changes ${changed.join(", ")}`);
      }
    }
    expect(problems).toEqual([]);
  });

  test("is logged once for each path, without the value", () => {
    const paths = logged.filter(
      ({ msg }) => msg === "a provider sent a value that could not be read; it is null",
    );
    expect(paths.length).toBeGreaterThan(1);
    expect(new Set(paths.map(({ path }) => path)).size).toBe(paths.length);
    expect(JSON.stringify(logged)).not.toMatch(/xxxx|perhaps|275760/);
  });

  test("an unreadable record, however often it is read, does not close the realm to the others", async () => {
    const unreadable = plan.toSubject(88_888);
    stub.records.set(unreadable, { odd: true });
    for (let count = 0; count < 12; count += 1) {
      const { data, errors } = await read([unreadable]);
      expect(data?._entities).toEqual([null]);
      expect(errors).toMatchObject([{ extensions: { code: "PROVIDER_DOWN" } }]);
    }
    const { data } = await read([faultless]);
    expect(data?._entities).toMatchObject([{ identities: [{ availability: "FRESH" }] }]);
  });
});

/** Fields of one identity that are not those of another, apart from what every record has of its own. */
function changedFields(one: Record<string, unknown> = {}, other: Record<string, unknown> = {}): string[] {
  const own = new Set(["id", "subject", "username", "linkedAt", "readAt", "userAttributes"]);
  return Object.keys(one).filter(
    (name) => !own.has(name) && JSON.stringify(one[name]) !== JSON.stringify(other[name]),
  );
}

/** A selection of every field, to a depth that reaches each type. */
function everyFieldOf(type: GraphQLNamedType | undefined, inside: readonly string[] = []): string {
  if (isUnionType(type) || !isObjectType(type)) return "";
  const fields = Object.values(type.getFields()).flatMap((field) => {
    const named = getNamedType(field.type);
    if (!isObjectType(named)) return [field.name];
    if (inside.includes(named.name) || inside.length >= maxDepth) return [];
    return [`${field.name} { ${everyFieldOf(named, [...inside, named.name])} }`];
  });
  return type.name.endsWith("Identity") && inside.length === 0
    ? `... on ${type.name} { ${fields.join(" ")} }`
    : fields.join(" ");
}
