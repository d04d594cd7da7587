import { once } from "node:events";
import { request } from "node:http";
import { json } from "node:stream/consumers";
import { afterEach, beforeEach, describe, expect, test } from "@jest/globals";
import type { Emulator } from "../../../src/sandbox/emulator.js";
import { createPeople } from "../../../src/sandbox/people.js";
import type { SamplePerson } from "../../../src/sandbox/person.js";
import { startSubgraph, type TestSubgraph } from "../../support/start-subgraph.js";
import { until } from "../../support/until.js";

const people = createPeople(200);
/** Users with one identity at each provider. */
const hundred = people.slice(-100);
const [ann, ben, carl] = hundred as [SamplePerson, SamplePerson, SamplePerson];

const readMany = /* GraphQL */ `query ($representations: [_Any!]!) {
  _entities(representations: $representations) {
    ... on User {
      id
      identities {
        ... on Identity { subject availability username }
      }
    }
  }
}`;
const atCognito = /* GraphQL */ `query ($id: ID!) {
  user(by: { id: $id }) { identities(providers: [COGNITO]) { __typename ... on CognitoIdentity { availability username } } }
}`;
const groupsAtCognito = atCognito.replace("username", "username groups { name }");

let subgraph: TestSubgraph;
let callers: AbortController[];
beforeEach(() => {
  callers = [];
});
afterEach(async () => {
  for (const caller of callers) caller.abort();
  await subgraph.close();
});

/** Sends a question over a connection of its own, so that its caller can hang up. Answers the type of the user's identity at Cognito. */
function ask(id: string, query = atCognito): { readonly answer: Promise<string>; hangUp(): void } {
  const caller = new AbortController();
  callers.push(caller);
  const headers = {
    "content-type": "application/json",
    authorization: `Bearer ${subgraph.sandbox.tokens.administrator}`,
  };
  const sent = request(`${subgraph.app.origin}/graphql`, {
    method: "POST",
    headers,
    agent: false,
    signal: caller.signal,
  });
  sent.end(JSON.stringify({ query, variables: { id } }));
  const answer = once(sent, "response").then(async ([response]) => {
    const { data } = (await json(response)) as { data: { user: { identities: Named[] } } };
    const [identity] = data.user.identities;
    return (identity?.availability === "FRESH" ? identity.__typename : identity?.availability) ?? "";
  });
  answer.catch(() => undefined);
  return { answer, hangUp: () => caller.abort() };
}

interface Named {
  readonly __typename: string;
  readonly availability: string;
}

function untilCalled({ requests }: Emulator, times: number): Promise<void> {
  return until(() => requests.length >= times, `${times} calls are received`);
}

test("50 clients ask for the same 100 cold users at once: each identity is fetched exactly once", async () => {
  const variables = { CACHE_FOUND_MS: "60000", REQUEST_TIMEOUT_MS: "60000" };
  subgraph = await startSubgraph({ people, variables, timeoutMs: 60_000 });
  const representations = hundred.map(({ userId }) => ({ __typename: "User", id: userId }));
  const clients = Array.from({ length: 50 }, () =>
    subgraph.execute<{ _entities: unknown[] }, object>(readMany, { representations }),
  );
  const answers = (await Promise.all(clients)).map((answer) => answer.expectData());
  const [first] = answers;
  expect(first?._entities).toHaveLength(100);
  for (const answer of answers) expect(answer).toEqual(first);
  expect(JSON.stringify(first)).not.toMatch(/UNAVAILABLE|STALE|GONE/);

  const { auth0, cognito, nexus } = subgraph.sandbox;
  const timesNamed = ({ requests }: Emulator, subject = "") =>
    requests.filter(({ path }) => decodeURIComponent(path).includes(subject)).length;
  for (const person of hundred) {
    expect(timesNamed(auth0, person.auth0[0]?.user_id)).toBe(1);
    expect(timesNamed(nexus, person.nexus[0]?.id)).toBe(1);
  }
  expect(cognito.requests.map(({ operation }) => operation)).toEqual(Array(100).fill("AdminGetUser")); // all 100 were answered
  expect(subgraph.calls()).toEqual({ auth0: 2, cognito: 100, nexus: 7 });
});

describe("a client that hangs up", () => {
  const settings = { people, variables: { COGNITO_CONCURRENCY: "1" }, timeoutMs: 60_000 };

  test("leaves the answer to other clients that wait for it", async () => {
    subgraph = await startSubgraph(settings);
    const { cognito } = subgraph.sandbox;
    cognito.faults.set({ kind: "delay_headers", delayMs: 1_000 });
    const first = ask(ann.userId);
    await untilCalled(cognito, 1);
    const others = [ask(ann.userId), ask(ann.userId)];
    await untilJoined(2);
    first.hangUp();
    await expect(first.answer).rejects.toThrow();
    for (const { answer } of others) expect(await answer).toBe("CognitoIdentity");
    expect(subgraph.calls().cognito).toBe(1);
  });

  test("being the last one, ends the call and frees its place", async () => {
    subgraph = await startSubgraph(settings);
    const { cognito } = subgraph.sandbox;
    cognito.faults.set({ kind: "delay_headers", delayMs: 60_000, containing: ann.cognito[0]?.sub ?? "" });
    const clients = [ask(ann.userId), ask(ann.userId)];
    await untilCalled(cognito, 1);
    const next = ask(ben.userId); // has to wait for the only place
    await untilWaiting(1);
    for (const { hangUp } of clients) hangUp();
    expect(await next.answer).toBe("CognitoIdentity");
    expect(subgraph.calls().cognito).toBe(2);
  });

  test("leaves the queue, so that nothing is sent for it", async () => {
    subgraph = await startSubgraph(settings);
    const { cognito } = subgraph.sandbox;
    cognito.faults.set({ kind: "delay_headers", delayMs: 60_000, containing: ann.cognito[0]?.sub ?? "" });
    const busy = ask(ann.userId);
    await untilCalled(cognito, 1);
    const waiting = ask(ben.userId);
    await untilWaiting(1);
    waiting.hangUp();
    await untilWaiting(0);
    busy.hangUp();
    expect(subgraph.calls().cognito).toBe(1);
  });

  test("ends what only it waits for, though another client waits for a part of it", async () => {
    subgraph = await startSubgraph(settings);
    const { cognito } = subgraph.sandbox;
    const late = { kind: "delay_headers", delayMs: 1_000 } as const;
    cognito.faults.set({ ...late, containing: ann.cognito[0]?.sub ?? "" });
    cognito.faults.set({ ...late, delayMs: 60_000, containing: ben.cognito[0]?.sub ?? "" });
    const first = ask("", `{ ${toField(ann)} ${toField(ben)} }`);
    await untilCalled(cognito, 1);
    await untilWaiting(1); // one has the only place
    const other = ask(ann.userId);
    await untilJoined(1);
    first.hangUp();
    expect(await other.answer).toBe("CognitoIdentity");
    expect(await ask(carl.userId).answer).toBe("CognitoIdentity"); // the place is free
  });

  test("ends calls that no other request could join, as for a cached user's groups", async () => {
    subgraph = await startSubgraph({
      ...settings,
      variables: { COGNITO_CONCURRENCY: "1", CACHE_FOUND_MS: "60000" },
    });
    const { cognito } = subgraph.sandbox;
    await ask(ann.userId).answer;
    await ask(ben.userId).answer;
    subgraph.resetCounts();
    cognito.faults.set({ kind: "delay_headers", delayMs: 60_000, times: 1 });
    const first = ask(ann.userId, groupsAtCognito);
    await untilCalled(cognito, 1);
    const next = ask(ben.userId, groupsAtCognito);
    await untilWaiting(1);
    first.hangUp();
    expect(await next.answer).toBe("CognitoIdentity");
  });
});

function toField({ userId, slug }: SamplePerson): string {
  const alias = slug.replaceAll("-", "_");
  return `${alias}: user(by: { id: "${userId}" }) { identities(providers: [COGNITO]) { ... on CognitoIdentity { username } } }`;
}

interface Status {
  readonly identityProviders: readonly {
    readonly provider: string;
    readonly realms: readonly { readonly queueLength: number }[];
  }[];
}

/** Waits until the queue to Cognito holds this number of calls. */
function untilWaiting(calls: number): Promise<void> {
  return until(async () => (await cognitoStatus()).queueLength === calls, `${calls} calls are queued`);
}

async function cognitoStatus() {
  const query = "{ identityProviders { provider realms { queueLength } } }";
  const { identityProviders } = (await subgraph.execute<Status, undefined>(query)).expectData();
  const status = identityProviders.find(({ provider }) => provider === "COGNITO")?.realms[0];
  if (status === undefined) throw new Error("Cognito has no status");
  return status;
}

/** Waits until so many further requests have read the directory; they have joined before a later request is answered. */
async function untilJoined(requests: number): Promise<void> {
  const before = subgraph.statements.length;
  await until(
    () => subgraph.statements.length >= before + requests,
    `${requests} requests have read the directory`,
  );
  await cognitoStatus();
}
